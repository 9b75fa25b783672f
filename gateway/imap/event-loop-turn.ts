import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest stretch of work without looking at other connections. */
const workMsMax = 5

/**
 * Gives the event loop its turn in long work (invariant 9): `take` costs nothing until the stretch
 * is over.
 */
export class EventLoopTurn {
  #since = performance.now()

  async take(): Promise<void> {
    if (performance.now() - this.#since < workMsMax) return
    await nextTurn()
    this.#since = performance.now()
  }
}
