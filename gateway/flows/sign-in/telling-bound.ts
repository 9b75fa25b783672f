import { limits } from '../../../domain/limits.js'
import { BoundedMap } from '../bounded-map.js'

/** How often the same thing is told in limits.signInFailureWindowMs: attackers fill no trace. */
export class TellingBound {
  readonly #told = new BoundedMap<{ count: number }>(limits.signInFailuresTrackedMax)

  /** Counts one more telling; true when there were `max` already. */
  isOver(key: string, now: number, max: number): boolean {
    const told = this.#told.get(key, now)
    if (told === undefined) {
      this.#told.set(key, { count: 1 }, now + limits.signInFailureWindowMs)
      return false
    }
    told.count++
    return told.count > max
  }
}
