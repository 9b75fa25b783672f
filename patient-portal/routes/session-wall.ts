import type { MiddlewareHandler } from 'hono'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { dropCookie, readCookie } from './session-cookie.js'

/**
 * Lets signed-in patients with an open profile pass. A profile that was closed meanwhile ends the
 * session at the next request.
 */
export const requireSession =
  (parts: PortalParts): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const token = readCookie(c, 'session')
    const session = token === '' ? null : await parts.sessions.find(token)
    if (session === null) {
      if (token !== '') dropCookie(c, 'session')
      return c.redirect(token === '' ? '/connexion' : '/connexion?motif=session', 303)
    }
    const standing = await parts.gateway.standing(session.patientId)
    if (standing?.profile !== 'open') {
      await parts.sessions.closeAllOf(session.patientId)
      dropCookie(c, 'session')
      return c.redirect('/connexion?motif=session', 303)
    }
    c.set('session', session)
    c.set('standing', standing)
    return next()
  }
