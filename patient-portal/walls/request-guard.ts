import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Constant time for any two texts: what is compared are digests of equal length. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', comparisonKey).update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
const comparisonKey = randomBytes(32)

/**
 * Whether a POST comes from a page of ours. Under `Referrer-Policy: no-referrer` browsers send
 * `Origin: null` with our own forms (Fetch, "append a request Origin header"), so Sec-Fetch-Site
 * decides where it is present. The token of the session is asked for in every case; this is the
 * wall before it.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (origin === null || origin === 'null') return true
  return origin.toLowerCase() === `https://${(headers.get('host') ?? '').toLowerCase()}`
}

/**
 * The token of the sign-in form, where no session exists yet: bound to a random cookie of the
 * same browser by a key of this process, so that nothing is stored for strangers.
 */
export interface EntryTokens {
  tokenFor(cookie: string): string
  matches(cookie: string, token: string): boolean
}

export function createEntryTokens(): EntryTokens {
  const key = randomBytes(32)
  const tokenFor = (cookie: string): string =>
    createHmac('sha256', key).update(cookie).digest('base64url')
  return {
    tokenFor,
    matches: (cookie, token) => cookie !== '' && sameText(tokenFor(cookie), token),
  }
}
