import type { Context, Hono } from 'hono'
import { sessionForm } from '../forms/session-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { PortalSession } from '../walls/portal-sessions.js'
import { dropCookie, readCookie } from '../walls/session-cookie.js'
import { onwardPage } from './onward-page.js'
import { wayTexts } from './sign-in-texts.js'

/**
 * After the session is closed: the cookie goes, what the browser kept goes, and the provider is
 * told where one let the person in (OpenID Connect RP-Initiated Logout 1.0 §2).
 */
export function leave(
  parts: PortalParts,
  c: Context<PortalEnv>,
  session: PortalSession,
  motive: 'fin' | 'partout' | 'refus' | 'refus-code',
): Response | Promise<Response> {
  dropCookie(c, 'session')
  c.header('Clear-Site-Data', '"cache", "storage"')
  const { oidc } = parts.signIn
  const backTo = `${parts.publicUrl()}/connexion/fin`
  const isPlain = session.idToken === null || oidc === undefined || motive.startsWith('refus')
  const provider = isPlain ? null : oidc.endSessionUrl(session.idToken!, backTo)
  if (provider === null) return c.redirect(`/connexion?motif=${motive}`, 303)
  return onwardPage(parts, c, provider, wayTexts.oidc.leaving(oidc!.providerName))
}

async function signOut(parts: PortalParts, c: Context<PortalEnv>) {
  const token = readCookie(c, 'session')
  const session = token === '' ? null : await parts.sessions.find(token)
  if (session === null) return c.redirect('/connexion', 303)
  const form = await sessionForm(parts, c, 'fields-only', session)
  if (form instanceof Response) return form
  await parts.sessions.close(token)
  return leave(parts, c, session, 'fin')
}

export function serveSignOut(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.post('/deconnexion', (c) => signOut(parts, c))
  // Declared to the provider: an address without a query, which must be the same to the letter.
  app.get('/connexion/fin', (c) => c.redirect('/connexion?motif=fin', 303))
}
