import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Log } from '../../../domain/log.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import { commitVisits } from '../../flows/patient/patient-settings.js'

/**
 * When patients were here, for the notices: each at most once in portalLimits.visitMs, all that are
 * due in one commit. A crash forgets a minute of visits, which costs a notice that is not missed.
 */
export class PatientVisits {
  readonly #deps: { readonly store: FlowDeps['store']; readonly clock: Clock; readonly log: Log }
  /** Visits that are not in the store yet. */
  readonly #pending = new Map<AccountId, number>()
  /** When the last commit of each was; in the order of those commits. */
  readonly #committedAt = new Map<AccountId, number>()
  #timer: NodeJS.Timeout | null = null
  #committing: Promise<void> = Promise.resolve()

  constructor(deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>) {
    this.#deps = deps
  }

  note(patientId: AccountId): void {
    if (this.#pending.size >= portalLimits.visitsTrackedMax) return
    this.#pending.set(patientId, this.#deps.clock.now())
    this.#timer ??= setInterval(() => void this.commit(), portalLimits.visitCommitMs).unref()
  }

  /** Those whose minute is over; all of them when `all`. */
  commit(all = false): Promise<void> {
    this.#committing = this.#committing.then(() => this.#commit(all))
    return this.#committing
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.commit(true)
  }

  async #commit(all: boolean): Promise<void> {
    const now = this.#deps.clock.now()
    this.#forget(now)
    const isDue = ([patientId]: readonly [AccountId, number]) =>
      all ||
      now - (this.#committedAt.get(patientId) ?? Number.NEGATIVE_INFINITY) >= portalLimits.visitMs
    const due = [...this.#pending].filter(isDue).slice(0, limits.pageRowsMax)
    if (due.length === 0) return
    for (const [patientId] of due) {
      this.#pending.delete(patientId)
      this.#committedAt.delete(patientId)
      this.#committedAt.set(patientId, now)
    }
    try {
      const done = await commitVisits(this.#deps, due)
      // One account that is gone refuses the whole batch: then each on its own.
      if (!done.ok && due.length > 1) for (const one of due) await commitVisits(this.#deps, [one])
    } catch (failure) {
      this.#deps.log.error('visits', { failure })
    }
  }

  #forget(now: number): void {
    for (const [patientId, at] of this.#committedAt) {
      if (now - at < portalLimits.visitMs) break
      this.#committedAt.delete(patientId)
    }
  }
}
