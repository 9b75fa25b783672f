/** What clients send in SASL exchanges. RFC 4422, 4616, 4959. */

/**
 * Octets of a base64 line; `=` alone is the empty response (RFC 4959 §3). Null when it is not
 * base64.
 */
export function decodeBase64(text: string): Buffer | null {
  if (text === '' || text === '=') return Buffer.alloc(0)
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  return Buffer.from(text, 'base64')
}

/** RFC 4422 appendix A: the authorization identity in UTF-8, may be empty, no NUL. */
export function parseExternal(response: Buffer): string | null {
  return response.includes(0) ? null : response.toString('utf8')
}

/** RFC 4616: `[authzid] NUL authcid NUL passwd`. */
export function parsePlain(
  response: Buffer,
): { authorizationId: string; user: string; password: string } | null {
  const parts = response.toString('utf8').split('\0')
  if (parts.length !== 3 || parts[1] === '' || parts[2] === '') return null
  return { authorizationId: parts[0]!, user: parts[1]!, password: parts[2]! }
}

export const utf8Of = (binary: string): string => Buffer.from(binary, 'latin1').toString('utf8')
