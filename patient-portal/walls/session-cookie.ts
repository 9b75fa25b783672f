import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalEnv } from '../portal-parts.js'

/**
 * `__Host-` (RFC 6265bis §4.1.3): this host only, TLS only, whole site. Session cookies: gone with
 * the browser.
 */
const strict = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const

/**
 * The way back from the provider of identities is a navigation that another site began: browsers
 * leave out `Strict` cookies there and send `Lax` ones (RFC 6265bis §5.6.7). This one names a
 * sign-in under way, is good once, and opens nothing by itself.
 */
const lax = { ...strict, sameSite: 'Lax', maxAge: portalLimits.portalSignInStepMs / 1_000 } as const

const cookies = {
  session: { name: '__Host-mss-session', options: strict },
  entry: { name: '__Host-mss-entree', options: strict },
  return: { name: '__Host-mss-retour', options: lax },
} as const
type CookieName = keyof typeof cookies

export const readCookie = (c: Context<PortalEnv>, which: CookieName): string =>
  getCookie(c, cookies[which].name) ?? ''

export const writeCookie = (c: Context<PortalEnv>, which: CookieName, value: string): void =>
  setCookie(c, cookies[which].name, value, cookies[which].options)

export const dropCookie = (c: Context<PortalEnv>, which: CookieName): void => {
  deleteCookie(c, cookies[which].name, strict)
}
