import type { Context } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { PortalSession } from '../walls/portal-sessions.js'

/** ASVS 5.0 §7.5.1: what cannot be undone wants a proof that is not older than ten minutes. */
export const isRecent = (session: Pick<PortalSession, 'openedAt'>, now: number): boolean =>
  now - session.openedAt <= portalLimits.portalRecentSignInMs

/** Null when the sign-in is recent; else the way to sign in again and to come back to this page. */
export function unlessRecent(
  parts: Pick<PortalParts, 'clock'>,
  c: Context<PortalEnv>,
  backTo: string,
): Response | null {
  if (isRecent(c.get('session'), parts.clock.now())) return null
  return c.redirect(
    `/connexion?motif=confirmer&vers=${encodeURIComponent(safeReturn(backTo))}`,
    303,
  )
}

const home = '/echanges'

/**
 * Where a sign-in leads to: a page of the account that asked for it, or the exchanges. Never an
 * address that a stranger could choose (ASVS 5.0 §3.7.2).
 */
export const safeReturn = (text: string): string =>
  /^\/compte(\/[a-z]+(-[a-z]+)*){1,3}$/.test(text) ? text : home
