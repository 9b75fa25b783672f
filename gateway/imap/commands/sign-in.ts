import { imapText, type Reason } from '../../../domain/reasons.js'
import { err, type Result } from '../../../domain/result.js'
import type { Identity } from '../../flows/contract.js'
import {
  type Answer,
  bad,
  type CapabilityFacts,
  type Command,
  type Conversation,
  done,
  refused,
} from '../command.js'
import { decodeBase64, parseExternal, parsePlain, utf8Of } from '../sasl-response.js'

/**
 * RFC 4422 §5: a mechanism turns the client's lines into an identity; null when the client
 * cancelled or erred.
 */
type Mechanism = (
  conversation: Conversation,
  initial: string | null,
) => Promise<Result<Identity, Reason> | null>

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

const mechanisms: Readonly<Record<string, Mechanism>> = {
  EXTERNAL: external,
  PLAIN: plain,
  LOGIN: login,
}

async function password(
  conversation: Conversation,
  authorizationId: string,
  user: string,
  secret: string,
): Promise<Result<Identity, Reason>> {
  if (Buffer.byteLength(secret) > conversation.limits.passwordBytesMax) return err('sign-in-failed')
  return conversation.signIn.password({
    authorizationId,
    authenticationId: user,
    password: secret,
    certificate: conversation.certificate,
    ...sessionOf(conversation),
  })
}

async function concluded(
  conversation: Conversation,
  result: Result<Identity, Reason> | null,
): Promise<Answer> {
  if (result === null) return bad('Identification annulee ou mal formee')
  const opened = result.ok ? conversation.signedIn(result.value) : result
  if (!opened.ok) {
    await conversation.signInFailed()
    return refused(opened.error)
  }
  return done(`[CAPABILITY ${conversation.capabilities()}] Identification acceptee`)
}

const beforeSignIn =
  (tell: (facts: CapabilityFacts) => string | null) =>
  (facts: CapabilityFacts): string | null =>
    facts.isSignedIn ? null : tell(facts)

/** RFC 9051 §6.2.2, SASL-IR of RFC 4959 (Thunderbird sends it unasked). */
export const authenticateCommand: Command = {
  name: 'AUTHENTICATE',
  states: ['not-authenticated'],
  capabilities: [
    beforeSignIn(() => 'SASL-IR'),
    beforeSignIn(({ secure }) => (secure ? 'AUTH=PLAIN' : null)),
    beforeSignIn(({ secure }) => (secure ? 'AUTH=LOGIN' : null)),
    // A client without a certificate would waste an attempt on it (alpine does).
    beforeSignIn((facts) => (facts.secure && facts.certificateOpens ? 'AUTH=EXTERNAL' : null)),
  ],
  prepare(cursor, conversation) {
    cursor.space()
    const name = cursor.word()
    let initial: string | null = null
    if (!cursor.atEnd) {
      cursor.space()
      initial = cursor.base64()
    }
    cursor.end()
    return async () => {
      if (!conversation.secure) return refused('tls-required')
      const mechanism = Object.hasOwn(mechanisms, name) ? mechanisms[name] : undefined
      if (mechanism === undefined) return refused('sign-in-mechanism')
      return concluded(conversation, await mechanism(conversation, initial))
    }
  },
}

/** RFC 9051 §6.2.3. Eight-bit octets in the arguments are read as UTF-8. */
export const loginCommand: Command = {
  name: 'LOGIN',
  states: ['not-authenticated'],
  capabilities: [beforeSignIn(({ secure }) => (secure ? null : 'LOGINDISABLED'))],
  prepare(cursor, conversation) {
    cursor.space()
    const user = utf8Of(cursor.astring())
    cursor.space()
    const secret = utf8Of(cursor.astring())
    cursor.end()
    return async () => {
      if (!conversation.secure) {
        return { status: 'NO', text: imapText('tls-required') }
      }
      return concluded(conversation, await password(conversation, '', user, secret))
    }
  },
}
