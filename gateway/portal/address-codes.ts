import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { type AttemptLimiter, createAttemptLimiter } from '../../patient-portal/attempt-limiter.js'

interface AwaitedCode {
  readonly email: string
  readonly digest: Buffer
  readonly expiresAt: number
  triesLeft: number
}

const digestOf = (code: string): Buffer => createHash('sha256').update(code).digest()

/**
 * Codes of six digits on their way to addresses that patients gave. In memory, as the sessions are:
 * after a restart a new one is asked for. One a patient; the last one counts.
 */
export class AddressCodes {
  readonly #clock: Clock
  readonly #awaited = new Map<AccountId, AwaitedCode>()
  readonly #byPatient: AttemptLimiter
  /** So that nobody's mailbox is filled by accounts of others. */
  readonly #byAddress: AttemptLimiter

  constructor(clock: Clock) {
    this.#clock = clock
    const limiter = (failuresMax: number) =>
      createAttemptLimiter({
        clock,
        failuresMax,
        windowMs: portalLimits.emailCodesWindowMs,
        keysMax: portalLimits.emailCodesTrackedMax,
      })
    this.#byPatient = limiter(portalLimits.addressCodesPerPatientMax)
    this.#byAddress = limiter(portalLimits.emailCodesPerAddressMax)
  }

  /** A fresh code, counted at once; null when too many were asked for. */
  issue(patientId: AccountId, email: string): string | null {
    if (this.#byPatient.isBlocked(String(patientId)) || this.#byAddress.isBlocked(email))
      return null
    this.#byPatient.countFailure(String(patientId))
    this.#byAddress.countFailure(email)
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    this.#awaited.delete(patientId)
    if (this.#awaited.size >= portalLimits.emailCodesTrackedMax)
      this.#awaited.delete(this.#awaited.keys().next().value!)
    this.#awaited.set(patientId, {
      email,
      digest: digestOf(code),
      expiresAt: this.#clock.now() + portalLimits.addressCodeMsMax,
      triesLeft: portalLimits.emailCodeTriesMax,
    })
    return code
  }

  awaited(patientId: AccountId): string | null {
    return this.#live(patientId)?.email ?? null
  }

  /** The address that the code proves; it serves once. */
  redeem(patientId: AccountId, typed: string): Result<string, 'wrong-code' | 'expired'> {
    const awaited = this.#live(patientId)
    if (awaited === null) return err('expired')
    if (timingSafeEqual(awaited.digest, digestOf(typed))) {
      this.#awaited.delete(patientId)
      return ok(awaited.email)
    }
    awaited.triesLeft -= 1
    if (awaited.triesLeft > 0) return err('wrong-code')
    this.#awaited.delete(patientId)
    return err('expired')
  }

  forget(patientId: AccountId): void {
    this.#awaited.delete(patientId)
  }

  #live(patientId: AccountId): AwaitedCode | null {
    const awaited = this.#awaited.get(patientId)
    if (awaited === undefined) return null
    if (this.#clock.now() < awaited.expiresAt) return awaited
    this.#awaited.delete(patientId)
    return null
  }
}
