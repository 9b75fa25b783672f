import { type BearerStatus, bearerChallenge, bearerStatusOf } from '../../domain/bearer-message.js'
import { limits } from '../../domain/limits.js'
import { smtpReply } from '../../domain/reasons.js'
import { err, type Result } from '../../domain/result.js'
import { type SignInRefusal, smtpRefusal } from '../../domain/sign-in-refusal.js'
import { replies } from './protocol-replies.js'
import {
  type SaslAttempt,
  SaslExchange,
  type SaslMechanism,
  type SaslStep,
} from './sasl-exchange.js'
import type { PeerSignIn } from './smtp-peer.js'

export interface DialoguePort {
  flush(): void
  /** At most limits.signInFailureDelayMsMax. */
  pause(ms: number): Promise<void>
  failed(failure: unknown): void
}

const firstDelayMs = 250

/** AUTH of one session: the exchange under way, failures and their delays. */
export class SaslDialogue {
  readonly #signIn: PeerSignIn
  readonly #port: DialoguePort
  #exchange: SaslExchange | null = null
  #failures = 0
  /** A token was refused, and the client was told why in a challenge. */
  #explained: SignInRefusal | null = null

  constructor(signIn: PeerSignIn, port: DialoguePort) {
    this.#signIn = signIn
    this.#port = port
  }

  /** True when the next line is an answer to a challenge, not a command. */
  get isWaiting(): boolean {
    return this.#exchange !== null || this.#explained !== null
  }

  /** After `AUTH `: a mechanism and perhaps an initial response. Gives the reply. */
  start(argument: string): Promise<string> | string {
    const [name = '', initial = null, ...more] = argument.split(/ +/)
    if (this.#signIn.isSignedIn) return replies.signedInAlready
    if (name === '' || more.length > 0) return replies.argumentExpected
    const mechanism = name.toUpperCase()
    if (!this.#takes(mechanism)) return smtpReply('sign-in-mechanism')
    // EXTERNAL is taken even when it was not announced: the refusal then names the missing
    // certificate.
    this.#exchange = new SaslExchange(mechanism)
    return this.#take(this.#exchange.start(initial))
  }

  #takes(mechanism: string): mechanism is SaslMechanism {
    if (mechanism === 'OAUTHBEARER' || mechanism === 'XOAUTH2')
      return this.#signIn.bearerTerms !== null
    return mechanism === 'PLAIN' || mechanism === 'LOGIN' || mechanism === 'EXTERNAL'
  }

  answer(line: string): Promise<string> | string {
    const refused = this.#explained
    this.#explained = null
    // RFC 7628 §3.2.3: the client's answer to the explanation says nothing.
    if (refused !== null) return this.#refuse(refused)
    return this.#take(this.#exchange!.answer(line.trim()))
  }

  #take(step: SaslStep): Promise<string> | string {
    if (step.kind === 'challenge') return step.reply
    this.#exchange = null
    return step.kind === 'fault' ? step.reply : this.#try(step.attempt)
  }

  async #try(attempt: SaslAttempt): Promise<string> {
    this.#port.flush()
    const isMalformed = attempt.mechanism === 'BEARER' && attempt.token === null
    const result: Result<void, SignInRefusal> = isMalformed
      ? err('token-refused')
      : await this.#signIn.attempt(attempt).catch((failure: unknown) => {
          this.#port.failed(failure)
          return err('internal-error')
        })
    if (result.ok) return replies.signedIn
    const status = isMalformed ? 'invalid_request' : bearerStatusOf(result)
    if (attempt.mechanism !== 'BEARER' || status === null) return this.#refuse(result.error)
    return this.#explain(status, result.error)
  }

  #explain(status: BearerStatus, refusal: SignInRefusal): string {
    this.#explained = refusal
    return `334 ${bearerChallenge(status, this.#signIn.bearerTerms!)}`
  }

  async #refuse(refusal: SignInRefusal): Promise<string> {
    this.#failures++
    // Each failure costs a guesser more; a person with a typing error hardly sees it.
    await this.#port.pause(firstDelayMs * 2 ** (this.#failures - 1))
    const isLast = this.#failures >= limits.signInFailuresPerSessionMax
    return isLast ? replies.tooManyFailures : smtpRefusal(refusal)
  }
}
