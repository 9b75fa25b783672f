import { imapText } from '../../../domain/reasons.js'
import { imapRefusal } from '../../../domain/sign-in-refusal.js'
import {
  type Answer,
  bad,
  type CapabilityFacts,
  type Command,
  type Conversation,
  done,
  no,
  refused,
} from '../command.js'
import { findMechanism, password, type SaslOutcome } from '../sasl-mechanisms.js'
import { utf8Of } from '../sasl-response.js'

async function concluded(conversation: Conversation, result: SaslOutcome): Promise<Answer> {
  if (result === null) return bad('Identification annulee ou mal formee')
  const opened = result.ok ? conversation.signedIn(result.value) : result
  if (!opened.ok) {
    await conversation.signInFailed()
    return no(imapRefusal(opened.error))
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
    beforeSignIn(({ secure, signIn }) => (secure && signIn.bearer ? 'AUTH=OAUTHBEARER' : null)),
    beforeSignIn(({ secure, signIn }) => (secure && signIn.bearer ? 'AUTH=XOAUTH2' : null)),
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
      const mechanism = findMechanism(name, conversation)
      if (mechanism === null) return refused('sign-in-mechanism')
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
