import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { BoundedMap } from '../bounded-map.js'

/**
 * Counts the answers of each patient in a window that starts with the first one. In memory of one
 * node: a restart or a second node widens the bound, never narrows it.
 */
export class ReplyRate {
  readonly #clock: Clock
  readonly #sent = new BoundedMap<{ count: number }>(limits.patientRepliesTrackedMax)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  ofLate(patientId: AccountId): number {
    return this.#sent.get(String(patientId), this.#clock.now())?.count ?? 0
  }

  record(patientId: AccountId): void {
    const now = this.#clock.now()
    const sent = this.#sent.get(String(patientId), now)
    if (sent !== undefined) sent.count++
    else this.#sent.set(String(patientId), { count: 1 }, now + limits.patientRepliesWindowMs)
  }
}
