/** What the account pages need of the gateway. Every change is one commit with its trace. */
import type { AccountId } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import type { Result } from '../../domain/result.js'

export interface PortalSettings {
  /** False without a smarthost: then nothing about e-mails is offered. */
  readonly sendsNotices: boolean
  /** Development without a smarthost: the folder where e-mails become files; else null. */
  readonly outbox: string | null
  get(patientId: AccountId): Promise<PatientSettings>
  /** What needs no proof. Changing or taking away the address goes by the two calls below. */
  change(
    patientId: AccountId,
    change: Partial<
      Pick<PatientSettings, 'consent' | 'language' | 'notifiesMessages' | 'reminderDays'>
    >,
  ): Promise<Result<void, 'unavailable'>>
  /**
   * Sends a code to the address; the address in use stays until the code came back. `invalid`: no
   * address, one of the trust space, or one that the smarthost refuses.
   */
  startEmail(
    patientId: AccountId,
    email: string,
  ): Promise<Result<void, 'invalid' | 'too-often' | 'unavailable'>>
  /** The address that waits for its code, or null. */
  awaitedEmail(patientId: AccountId): Promise<string | null>
  /** `expired`: too late, or too many wrong codes; a new one must be asked for. */
  finishEmail(
    patientId: AccountId,
    code: string,
  ): Promise<Result<void, 'wrong-code' | 'expired' | 'unavailable'>>
  /** Also gives up an address that waits for its code. */
  forgetEmail(patientId: AccountId): Promise<Result<void, 'unavailable'>>
  /** The last e-mail to the address in use was refused for good. */
  addressFails(patientId: AccountId): Promise<boolean>
  /** The notice of a new message, letter by letter as this patient would get it. */
  exampleNotice(patientId: AccountId): Promise<ExampleNotice>
  /**
   * From the link of a notice, without sign-in: switches notices of messages off, nothing else.
   * `done` also when there was nothing left to do; `unknown`: no link of ours.
   */
  stopNotices(token: string): Promise<'done' | 'unknown' | 'unavailable'>
  /** Told by the session wall; kept to the minute. */
  visited(patientId: AccountId): void
}

export interface ExampleNotice {
  readonly from: string
  readonly subject: string
  readonly text: string
}
