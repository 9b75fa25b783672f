import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { PortalEnv } from '../portal-parts.js'

/**
 * `__Host-` (RFC 6265bis §4.1.3): this host only, TLS only, whole site. Session cookies: gone with
 * the browser.
 */
const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const

const names = { session: '__Host-mss-session', entry: '__Host-mss-entree' } as const

export const readCookie = (c: Context<PortalEnv>, which: keyof typeof names): string =>
  getCookie(c, names[which]) ?? ''

export const writeCookie = (
  c: Context<PortalEnv>,
  which: keyof typeof names,
  value: string,
): void => setCookie(c, names[which], value, options)

export const dropCookie = (c: Context<PortalEnv>, which: keyof typeof names): void => {
  deleteCookie(c, names[which], options)
}
