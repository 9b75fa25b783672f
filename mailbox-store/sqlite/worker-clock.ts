import { type Clock, systemClock } from '../../domain/clock.js'

/**
 * A clock that is handed in cannot cross to a worker; its time does, in a shared cell that the main
 * side renews before each request.
 */
export class SharedTime {
  readonly buffer = new SharedArrayBuffer(8)
  private readonly cell = new Float64Array(this.buffer)

  constructor(private readonly clock: Clock) {}

  renew(): void {
    this.cell[0] = this.clock.now()
  }
}

export function clockOf(buffer: SharedArrayBuffer | null): Clock {
  if (buffer === null) return systemClock
  const cell = new Float64Array(buffer)
  return { now: () => cell[0]! }
}
