import type { Context, MiddlewareHandler, Next } from 'hono'
import { consentVersion } from '../../domain/consent-version.js'
import type { PatientStanding } from '../contract.js'
import { inLanguage } from '../language/language.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { mayEnter } from '../sign-in/may-enter.js'
import type { PortalSession } from './portal-sessions.js'
import { dropCookie, readCookie } from './session-cookie.js'

/** Reached by all who are signed in; signing out and the choice of language stand before it. */
const always = ['/bienvenue', '/compte/langue', '/aide']
/** Reached with a closed or opposed profile too: to reopen it, take everything along, erase it. */
const aboutProfile = ['/compte/profil', '/compte/export', '/compte/effacement', '/compte/langue']

const isUnder = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(`${root}/`))

/** Null: the page opens. Else where to go instead. */
async function detour(
  parts: PortalParts,
  path: string,
  session: PortalSession,
  profile: PatientStanding['profile'],
): Promise<string | null> {
  if (profile !== 'open') return isUnder(path, [...aboutProfile, '/aide']) ? null : '/compte/profil'
  if (isUnder(path, always) || (await hasConsented(parts, session))) return null
  return '/bienvenue'
}

/** Asked of the settings until it is found; a session outlives no change of the terms. */
async function hasConsented({ settings }: PortalParts, session: PortalSession): Promise<boolean> {
  if (settings === undefined || session.consentSeen === consentVersion) return true
  const { consent } = await settings.get(session.patientId)
  session.consentSeen = consent?.version ?? null
  return session.consentSeen === consentVersion
}

/**
 * Lets signed-in patients pass. Before the terms are accepted nothing of the portal opens but the
 * page that asks; a closed or opposed profile reaches its own page only; one that is gone or whose
 * person died ends the session at the next request.
 */
export const requireSession =
  (parts: PortalParts): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    // Several walls may stand on one path; the first has looked.
    if (c.get('session') !== undefined) return next()
    const token = readCookie(c, 'session')
    const session = token === '' ? null : await parts.sessions.find(token)
    if (session === null) {
      if (token !== '') dropCookie(c, 'session')
      return toSignIn(c, token !== '')
    }
    const standing = await parts.gateway.standing(session.patientId)
    if (standing === null || !mayEnter(parts, standing.profile)) {
      await parts.sessions.closeAllOf(session.patientId)
      dropCookie(c, 'session')
      return toSignIn(c, true)
    }
    parts.settings?.visited(session.patientId)
    c.set('session', session)
    c.set('standing', standing)
    const to = await detour(parts, c.req.path, session, standing.profile)
    return to === null ? inOwnLanguage(parts, session, next) : c.redirect(to, 303)
  }

/** What the patient chose goes before what this browser asks for. */
async function inOwnLanguage({ settings }: PortalParts, session: PortalSession, next: Next) {
  const language = (await settings?.get(session.patientId))?.language ?? null
  return language === null ? next() : inLanguage(language, next)
}

const toSignIn = (c: Context<PortalEnv>, wasIn: boolean) =>
  c.redirect(wasIn ? '/connexion?motif=session' : '/connexion', 303)
