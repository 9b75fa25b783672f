import {
  type BearerMessage,
  bearerChallenge,
  bearerStatusOf,
  parseOAuthBearer,
  parseXOAuth2,
} from '../../domain/bearer-message.js'
import { err, type Result } from '../../domain/result.js'
import type { SignInRefusal } from '../../domain/sign-in-refusal.js'
import type { Identity } from '../flows/contract.js'
import type { Conversation } from './command.js'
import { decodeBase64, parseExternal, parsePlain } from './sasl-response.js'

/** Null when the client cancelled or erred: BAD (RFC 9051 §6.2.2). */
export type SaslOutcome = Result<Identity, SignInRefusal> | null

/** RFC 4422 §5: turns the client's lines into an identity. */
type Mechanism = (conversation: Conversation, initial: string | null) => Promise<SaslOutcome>

const lineBytesMax = 12_288

/**
 * One client line after a challenge: its octets, or null after `*`, broken base64 or a lost
 * connection.
 */
async function challenge(conversation: Conversation, prompt: string): Promise<Buffer | null> {
  conversation.out.line(`+ ${prompt}`)
  conversation.out.flush()
  const line = await conversation.readLine(lineBytesMax)
  if (line === null || line === 'too-long' || line === '*') return null
  return decodeBase64(line)
}
const firstResponse = (conversation: Conversation, initial: string | null) =>
  initial === null ? challenge(conversation, '') : Promise.resolve(decodeBase64(initial))

const sessionOf = ({ remoteAddress }: Conversation) => ({
  remoteAddress,
  protocol: 'imap' as const,
})

const external: Mechanism = async (conversation, initial) => {
  const response = await firstResponse(conversation, initial)
  const authorizationId = response && parseExternal(response)
  if (authorizationId === null) return null
  const { certificate, signIn } = conversation
  return signIn.external(certificate, authorizationId, sessionOf(conversation))
}

const plain: Mechanism = async (conversation, initial) => {
  const response = await firstResponse(conversation, initial)
  const attempt = response && parsePlain(response)
  if (attempt === null) return null
  return password(conversation, attempt.authorizationId, attempt.user, attempt.password)
}

const login: Mechanism = async (conversation, initial) => {
  const user =
    initial === null ? await challenge(conversation, 'VXNlcm5hbWU6') : decodeBase64(initial)
  if (user === null) return null
  const secret = await challenge(conversation, 'UGFzc3dvcmQ6')
  if (secret === null) return null
  return password(conversation, '', user.toString('utf8'), secret.toString('utf8'))
}

/**
 * A token that is refused is explained in one more challenge, whose answer says nothing (RFC 7628
 * §3.2.3, and XOAUTH2 the same).
 */
const bearer =
  (parse: (text: string) => BearerMessage | null): Mechanism =>
  async (conversation, initial) => {
    const { signIn } = conversation
    if (signIn.bearer === undefined) return err('sign-in-mechanism')
    const response = await firstResponse(conversation, initial)
    if (response === null) return null
    const { terms } = signIn.bearer
    const message = parse(response.toString('utf8'))
    const result =
      message && (await signIn.bearer.token({ ...message, ...sessionOf(conversation) }))
    const status = message === null ? 'invalid_request' : result && bearerStatusOf(result)
    if (status === null) return result
    await challenge(conversation, bearerChallenge(status, terms))
    return result ?? err('token-refused')
  }

const mechanisms: Readonly<Record<string, Mechanism>> = {
  EXTERNAL: external,
  PLAIN: plain,
  LOGIN: login,
}
const bearerMechanisms: Readonly<Record<string, Mechanism>> = {
  OAUTHBEARER: bearer(parseOAuthBearer),
  XOAUTH2: bearer(parseXOAuth2),
}

/** By upper-case name; null for one that this connection does not take. */
export function findMechanism(name: string, { signIn }: Conversation): Mechanism | null {
  if (Object.hasOwn(mechanisms, name)) return mechanisms[name]!
  const takesTokens = signIn.bearer !== undefined && Object.hasOwn(bearerMechanisms, name)
  return takesTokens ? bearerMechanisms[name]! : null
}

export async function password(
  conversation: Conversation,
  authorizationId: string,
  user: string,
  secret: string,
): Promise<Result<Identity, SignInRefusal>> {
  if (Buffer.byteLength(secret) > conversation.limits.passwordBytesMax) return err('sign-in-failed')
  return conversation.signIn.password({
    authorizationId,
    authenticationId: user,
    password: secret,
    certificate: conversation.certificate,
    ...sessionOf(conversation),
  })
}
