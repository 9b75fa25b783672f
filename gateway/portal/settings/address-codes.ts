import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok, type Result } from '../../../domain/result.js'
import {
  type AttemptLimiter,
  createAttemptLimiter,
} from '../../../patient-portal/walls/attempt-limiter.js'
import { BoundedMap } from '../../flows/bounded-map.js'
import { sixDigitCode } from '../six-digit-code.js'

interface AwaitedCode {
  readonly email: string
  readonly digest: Buffer
  triesLeft: number
}

const digestOf = (code: string): Buffer => createHash('sha256').update(code).digest()

/**
 * Codes of six digits on their way to addresses that patients gave. In memory, as the sessions are:
 * after a restart a new one is asked for. One a patient; the last one counts.
 */
export class AddressCodes {
  readonly #clock: Clock
  readonly #awaited = new BoundedMap<AwaitedCode>(portalLimits.emailCodesTrackedMax)
  readonly #byPatient: AttemptLimiter
  /** So that nobody's mailbox is filled by accounts of others. */
  readonly #byAddress: AttemptLimiter

  constructor(clock: Clock) {
    this.#clock = clock
    const limiter = (countMax: number) =>
      createAttemptLimiter({
        clock,
        countMax,
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
    this.#byPatient.count(String(patientId))
    this.#byAddress.count(email)
    const code = sixDigitCode()
    const triesLeft = portalLimits.emailCodeTriesMax
    const until = this.#clock.now() + portalLimits.addressCodeMsMax
    this.#awaited.set(String(patientId), { email, digest: digestOf(code), triesLeft }, until)
    return code
  }

  awaited(patientId: AccountId): string | null {
    return this.#live(patientId)?.email ?? null
  }

  /** The address that the code proves; it serves once. */
  redeem(patientId: AccountId, typed: string): Result<string, 'wrong-code' | 'expired'> {
    const awaited = this.#live(patientId)
    if (awaited === undefined) return err('expired')
    if (timingSafeEqual(awaited.digest, digestOf(typed))) {
      this.forget(patientId)
      return ok(awaited.email)
    }
    awaited.triesLeft -= 1
    if (awaited.triesLeft > 0) return err('wrong-code')
    this.forget(patientId)
    return err('expired')
  }

  forget(patientId: AccountId): void {
    this.#awaited.delete(String(patientId))
  }

  #live(patientId: AccountId): AwaitedCode | undefined {
    return this.#awaited.get(String(patientId), this.#clock.now())
  }
}
