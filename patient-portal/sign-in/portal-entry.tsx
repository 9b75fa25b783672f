import type { Context } from 'hono'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { randomToken, type SignInWay } from '../walls/portal-sessions.js'
import { dropCookie, readCookie, writeCookie } from '../walls/session-cookie.js'
import { mayEnter } from './may-enter.js'
import { NoMailboxPage } from './no-mailbox-page.js'
import { safeReturn } from './recent-sign-in.js'
import type { SignedInPatient } from './sign-in-contract.js'
import { signInOrigin } from './sign-in-origin.js'
import { profileTexts } from './sign-in-texts.js'

export interface Entry {
  readonly way: SignInWay
  /** Where the person wanted to go; anything that is no page of the account means the exchanges. */
  readonly backTo: string
  readonly idToken?: string
  /** Where the cookie of the session before does not come along. */
  readonly formerToken?: string
}

/** The cookie that ties what happens before sign-in to one browser; two open tabs share it. */
export function entryCookieOf(c: Context<PortalEnv>): string {
  const known = readCookie(c, 'entry')
  if (/^[\w-]{43}$/.test(known)) return known
  const cookie = randomToken()
  writeCookie(c, 'entry', cookie)
  return cookie
}

const userAgentCharactersMax = 300

/**
 * Opens the session and answers where to go; null for a profile that opens nothing. A new name for
 * the session at each sign-in, whatever cookie came (session fixation, ASVS 5.0 §7.2.4).
 */
export async function openEntry(
  parts: PortalParts,
  c: Context<PortalEnv>,
  patient: SignedInPatient,
  entry: Entry,
): Promise<string | null> {
  const { way, idToken = null } = entry
  const origin = signInOrigin(c, way)
  if (!mayEnter(parts, patient.profile)) {
    const patientIds = [patient.patientId]
    parts.journal.refused({
      ...origin,
      patientIds,
      reason: 'patient-profile-not-open',
      keyed: null,
    })
    return null
  }
  const former = entry.formerToken ?? readCookie(c, 'session')
  const before = former === '' ? null : await parts.sessions.find(former)
  if (before !== null) await parts.sessions.close(former)
  const { token } = await parts.sessions.open({
    patientId: patient.patientId,
    way,
    userAgent: (c.req.header('user-agent') ?? '').slice(0, userAgentCharactersMax),
    idToken,
  })
  // What the patient does from here on comes after it in the trace.
  await parts.journal.opened(patient.patientId, origin)
  dropCookie(c, 'entry')
  writeCookie(c, 'session', token)
  parts.log.info('portal-sign-in', { protocol: 'portal', accountId: patient.patientId, state: way })
  // Somebody else signed in: what the first one was about to do is not theirs.
  const isOther = before !== null && before.patientId !== patient.patientId
  if (patient.profile !== 'open') return '/compte/profil'
  return isOther ? safeReturn('') : safeReturn(entry.backTo)
}

export function noMailboxPage(parts: PortalParts, c: Context<PortalEnv>, patient: SignedInPatient) {
  if (patient.profile === 'open') throw new Error('an open profile has a mailbox')
  return answerPage(
    c,
    <NoMailboxPage chrome={chromeOf(parts, c)} explanation={profileTexts[patient.profile]} />,
    403,
  )
}

/** For forms: the redirection, or the page that explains. */
export async function enter(
  parts: PortalParts,
  c: Context<PortalEnv>,
  patient: SignedInPatient,
  entry: Entry,
) {
  const to = await openEntry(parts, c, patient, entry)
  return to === null ? noMailboxPage(parts, c, patient) : c.redirect(to, 303)
}
