import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok } from '../../../domain/result.js'
import type {
  EmailCodePatient,
  EmailCodeSignIn,
} from '../../../patient-portal/sign-in/sign-in-contract.js'
import { createAttemptLimiter } from '../../../patient-portal/walls/attempt-limiter.js'
import { BoundedMap } from '../../flows/bounded-map.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import type { NoticeSender } from '../../notices/notice-sender.js'
import { sixDigitCode } from '../six-digit-code.js'
import { refusedOf } from './refused-sign-in.js'
import { signInCodeText } from './sign-in-code-text.js'
import { activePatient } from './signed-in-patient.js'

interface SentCode {
  readonly email: string
  readonly accountIds: readonly AccountId[]
  readonly digest: Buffer
  triesLeft: number
}

/**
 * Six digits are guessed in five tries once in 200,000: bound to the browser that asked, for ten
 * minutes, each once. In memory, as the sessions are, and by keyed hash: nothing of a code is
 * stored, logged or put in a job. An address that nobody has gets an attempt of the same shape,
 * whose code went nowhere; sending is not waited for. So neither answer nor time tells who is here.
 */
export function createEmailCodeSignIn(
  { store, clock, log }: Pick<FlowDeps, 'store' | 'clock' | 'log'>,
  sender: NoticeSender,
): EmailCodeSignIn {
  const key = randomBytes(32)
  const digestOf = (handle: string, code: string): Buffer =>
    createHmac('sha256', key).update(`${handle} ${code}`).digest()
  const sent = new BoundedMap<SentCode>(portalLimits.emailCodesTrackedMax)
  const byAddress = createAttemptLimiter({
    clock,
    countMax: portalLimits.emailCodesPerAddressMax,
    windowMs: portalLimits.emailCodesWindowMs,
    keysMax: portalLimits.emailCodesTrackedMax,
  })

  const send = async (email: string, code: string): Promise<void> => {
    const { subject, text } = signInCodeText(code)
    const done = await sender.send(email, subject, text)
    if (!done.ok) log.warn('portal-code-not-sent', { protocol: 'portal', state: done.error })
  }

  // Once the answer is on its way: half a millisecond of writing an email would tell who is here.
  const sendLater = (email: string, code: string): void =>
    void setImmediate(() =>
      send(email, code).catch((failure) => log.error('portal-code-failed', { failure })),
    )

  return {
    async start(email) {
      const handle = randomBytes(32).toString('base64url')
      const code = sixDigitCode()
      const isTooOften = byAddress.isBlocked(email)
      byAddress.count(email)
      const found = await store.read.accountsByNotificationEmail(email)
      const accountIds = isTooOften ? [] : found.slice(0, portalLimits.emailCodePatientsMax)
      const entry = { email, accountIds, digest: digestOf(handle, code) }
      const until = clock.now() + portalLimits.emailCodeMsMax
      sent.set(handle, { ...entry, triesLeft: portalLimits.emailCodeTriesMax }, until)
      if (accountIds.length > 0) sendLater(email, code)
      return { handle }
    },

    async finish(handle, code) {
      const entry = sent.get(handle, clock.now())
      if (entry === undefined) return err('sign-in-failed')
      entry.triesLeft -= 1
      if (entry.triesLeft <= 0) sent.delete(handle)
      const isRight = timingSafeEqual(entry.digest, digestOf(handle, code))
      if (!isRight || entry.accountIds.length === 0)
        return refusedOf('sign-in-failed', ...entry.accountIds)
      sent.delete(handle)
      // An address that was given up since then, perhaps as somebody else reads it, opens nothing.
      const today = new Set(await store.read.accountsByNotificationEmail(entry.email))
      const patients: EmailCodePatient[] = []
      for (const patientId of entry.accountIds.filter((id) => today.has(id))) {
        const found = await activePatient(store.read, patientId)
        if (found === null) continue
        const { displayName, profile } = found
        patients.push({ patientId, profile: profile.state, displayName })
      }
      return patients.length === 0
        ? refusedOf('sign-in-failed', ...entry.accountIds)
        : ok({ patients })
    },
  }
}
