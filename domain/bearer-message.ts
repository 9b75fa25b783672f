/**
 * What a client says in SASL OAUTHBEARER (RFC 7628) and XOAUTH2, and what it is answered when its
 * token is not taken. Pure text; nothing here believes a token.
 */
import type { Result } from './result.js'
import type { SignInRefusal } from './sign-in-refusal.js'

export interface BearerMessage {
  /** The account to act on; empty leaves the choice to the token. */
  readonly authorizationId: string
  readonly token: string
}

const kvsep = '\x01'
// RFC 6750 §2.1: b64token. Empty asks what the server would take (RFC 7628 §4.3).
const tokenPattern = /^[A-Za-z0-9._~+/-]*=*$/
// RFC 7628 §3.1: VCHAR, SP, HTAB, CR, LF.
const valuePattern = /^[\x21-\x7e \t\r\n]*$/
// A name is a name: what reaches a log or a trace holds no control characters.
const isName = (text: string): boolean => !/[\x00-\x1f\x7f\ufffd]/.test(text)

/**
 * RFC 7628 §3.1: `n,a=address,^Ahost=...^Aport=...^Aauth=Bearer token^A^A`. Null when malformed;
 * channel binding is for mechanisms with -PLUS (RFC 5801 §5), so `p=` is malformed here.
 */
export function parseOAuthBearer(text: string): BearerMessage | null {
  const header = /^(?:F,)?[ny],(?:a=([^,\x01]+))?,\x01/.exec(text)
  if (header === null) return null
  const authorizationId = saslName(header[1] ?? '')
  const values = keyValues(text.slice(header[0].length))
  const port = values?.get('port')
  if (authorizationId === null || values === null) return null
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return null
  return withToken(authorizationId, values.get('auth'))
}

/** `user=address^Aauth=Bearer token^A^A`: the older form that Google and Microsoft defined. */
export function parseXOAuth2(text: string): BearerMessage | null {
  const values = keyValues(text)
  const user = values?.get('user')
  if (!values || !user || !isName(user)) return null
  return withToken(user, values.get('auth'))
}

export type BearerStatus = 'invalid_token' | 'insufficient_scope' | 'invalid_request'

/** What the challenge says of an outcome; null when there is nothing to explain. */
export function bearerStatusOf(result: Result<unknown, SignInRefusal>): BearerStatus | null {
  if (result.ok) return null
  if (result.error === 'token-refused') return 'invalid_token'
  return result.error === 'token-account-refused' ? 'insufficient_scope' : null
}

export interface BearerTerms {
  /** OAuth scope that a client has to ask for. */
  readonly scope: string
  /** Where the provider describes itself (OpenID Connect Discovery), or null. */
  readonly configurationUrl: string | null
}

/** RFC 7628 §3.2.2, base64; the client answers with one dummy message, then it is told NO. */
export function bearerChallenge(status: BearerStatus, terms: BearerTerms): string {
  const { scope, configurationUrl } = terms
  const where = configurationUrl === null ? {} : { 'openid-configuration': configurationUrl }
  const json = JSON.stringify({ status, schemes: 'bearer', scope, ...where })
  return Buffer.from(json).toString('base64')
}

/** Key and value pairs, each ended by ^A, and one ^A more; a repeated key is malformed. */
function keyValues(text: string): Map<string, string> | null {
  if (text !== kvsep && !text.endsWith(kvsep + kvsep)) return null
  const values = new Map<string, string>()
  for (const pair of text.slice(0, -1).split(kvsep).slice(0, -1)) {
    const found = /^([A-Za-z]+)=([\s\S]*)$/.exec(pair)
    if (found === null) return null
    const key = found[1]!.toLowerCase()
    // The user of XOAUTH2 may be UTF-8 and is judged as a name.
    if ((key !== 'user' && !valuePattern.test(found[2]!)) || values.has(key)) return null
    values.set(key, found[2]!)
  }
  return values
}

function withToken(authorizationId: string, auth: string | undefined): BearerMessage | null {
  const token = auth === undefined ? '' : /^Bearer +(.*)$/is.exec(auth)?.[1]
  // RFC 7628 §4.3: an empty value of auth is the question for the terms.
  if (token === undefined) return auth === '' ? { authorizationId, token: '' } : null
  return tokenPattern.test(token) ? { authorizationId, token } : null
}

/** RFC 5801 §4: `=2C` is a comma, `=3D` an equals sign, and nothing else stands behind `=`. */
function saslName(text: string): string | null {
  if (/=(?!2C|3D)/.test(text) || !isName(text)) return null
  return text.replace(/=2C/g, ',').replace(/=3D/g, '=')
}
