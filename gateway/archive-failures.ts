import { createHash } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import { documentLimits } from '../domain/document-limits.js'
import { BoundedMap } from './flows/bounded-map.js'

const { archiveFailuresMax, archiveFailuresKeptMax, archiveFailuresKeptMs } = documentLimits

/**
 * How often each file could not be read to its end. The first times the machine may have been at
 * fault, and the sender tries again; then it is the file, and no sixth day of trying will help.
 */
export class ArchiveFailures {
  readonly #clock: Clock
  readonly #counts = new BoundedMap<number>(archiveFailuresKeptMax)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Notes one more; true when the file is to blame. */
  note(bytes: Uint8Array): boolean {
    const now = this.#clock.now()
    const key = createHash('sha256').update(bytes).digest('base64')
    const count = (this.#counts.get(key, now) ?? 0) + 1
    this.#counts.set(key, count, now + archiveFailuresKeptMs)
    return count >= archiveFailuresMax
  }
}
