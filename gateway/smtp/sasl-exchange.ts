import { type BearerMessage, parseOAuthBearer, parseXOAuth2 } from '../../domain/bearer-message.js'
import { limits } from '../../domain/limits.js'
import { replies } from './protocol-replies.js'

export type SaslMechanism = 'PLAIN' | 'LOGIN' | 'EXTERNAL' | 'OAUTHBEARER' | 'XOAUTH2'

/** What a client showed, before anyone believed it. */
export type SaslAttempt =
  | { readonly mechanism: 'EXTERNAL'; readonly authorizationId: string }
  | {
      readonly mechanism: 'PASSWORD'
      readonly authorizationId: string
      readonly authenticationId: string
      readonly password: string
    }
  | {
      readonly mechanism: 'BEARER'
      readonly authorizationId: string
      /** Null when the message was malformed. */
      readonly token: string | null
    }

export type SaslStep =
  | { readonly kind: 'challenge'; readonly reply: string }
  | { readonly kind: 'attempt'; readonly attempt: SaslAttempt }
  /** 501: malformed or cancelled; nobody was asked. */
  | { readonly kind: 'fault'; readonly reply: string }

const challenge = (text: string): SaslStep => ({ kind: 'challenge', reply: `334 ${text}` })
const fault = (reply: string): SaslStep => ({ kind: 'fault', reply })

const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Names are names: control characters never reach a log or a trace. */
const isName = (text: string): boolean => !/[\x00-\x1f\x7f\ufffd]/.test(text)

/**
 * One AUTH command and its answers (RFC 4954 §4), without I/O. PLAIN (RFC 4616), LOGIN
 * (draft-murchison-sasl-login), EXTERNAL (RFC 4422 appendix A), OAUTHBEARER (RFC 7628) and XOAUTH2
 * in every form that clients use: initial response, `=` for an empty one, an empty challenge and
 * then a line.
 */
export class SaslExchange {
  readonly #mechanism: SaslMechanism
  #userName: string | null = null

  constructor(mechanism: SaslMechanism) {
    this.#mechanism = mechanism
  }

  /** `initial`: the initial response as sent, or null. */
  start(initial: string | null): SaslStep {
    if (initial !== null) return this.answer(initial)
    return challenge(this.#mechanism === 'LOGIN' ? 'VXNlcm5hbWU6' : '')
  }

  /** The next line of the client. */
  answer(line: string): SaslStep {
    if (line === '*') return fault(replies.saslCancelled)
    const encoded = line === '=' ? '' : line
    if (!isBase64.test(encoded)) return fault(replies.base64Syntax)
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    if (this.#mechanism === 'EXTERNAL') return external(text)
    if (this.#mechanism === 'PLAIN') return plain(text)
    if (this.#mechanism === 'OAUTHBEARER') return bearer(parseOAuthBearer(text))
    if (this.#mechanism === 'XOAUTH2') return bearer(parseXOAuth2(text))
    return this.#login(text)
  }

  #login(text: string): SaslStep {
    if (this.#userName !== null) return password('', this.#userName, text)
    if (text === '' || !isName(text)) return fault(replies.saslSyntax)
    this.#userName = text
    return challenge('UGFzc3dvcmQ6')
  }
}

function external(authorizationId: string): SaslStep {
  if (!isName(authorizationId)) return fault(replies.saslSyntax)
  return { kind: 'attempt', attempt: { mechanism: 'EXTERNAL', authorizationId } }
}

/** A malformed one is explained too (RFC 7628 §3.2.2). */
function bearer(message: BearerMessage | null): SaslStep {
  const { authorizationId, token } = message ?? { authorizationId: '', token: null }
  return { kind: 'attempt', attempt: { mechanism: 'BEARER', authorizationId, token } }
}

function plain(text: string): SaslStep {
  const [authorizationId, authenticationId, secret, ...more] = text.split('\0')
  if (authenticationId === undefined || secret === undefined || more.length > 0) {
    return fault(replies.saslSyntax)
  }
  return password(authorizationId!, authenticationId, secret)
}

function password(authorizationId: string, authenticationId: string, secret: string): SaslStep {
  if (authenticationId === '' || !isName(authenticationId) || !isName(authorizationId)) {
    return fault(replies.saslSyntax)
  }
  // RFC 4616 §2: NUL is the separator and never part of a password.
  if (secret.includes('\0')) return fault(replies.saslSyntax)
  // A hash of an endless password is work for us and of no use to anyone.
  const bounded = Buffer.byteLength(secret) > limits.passwordBytesMax ? '' : secret
  return {
    kind: 'attempt',
    attempt: { mechanism: 'PASSWORD', authorizationId, authenticationId, password: bounded },
  }
}
