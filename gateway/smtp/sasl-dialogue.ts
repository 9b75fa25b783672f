import { limits } from '../../domain/limits.js'
import { smtpReply } from '../../domain/reasons.js'
import { replies } from './protocol-replies.js'
import { SaslExchange, type SaslStep } from './sasl-exchange.js'
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

  constructor(signIn: PeerSignIn, port: DialoguePort) {
    this.#signIn = signIn
    this.#port = port
  }

  /** True when the next line is an answer to a challenge, not a command. */
  get isWaiting(): boolean {
    return this.#exchange !== null
  }

  /** After `AUTH `: a mechanism and perhaps an initial response. Gives the reply. */
  start(argument: string): Promise<string> | string {
    const [name = '', initial = null, ...more] = argument.split(/ +/)
    if (this.#signIn.isSignedIn) return replies.signedInAlready
    if (name === '' || more.length > 0) return replies.argumentExpected
    const mechanism = name.toUpperCase()
    if (mechanism !== 'PLAIN' && mechanism !== 'LOGIN' && mechanism !== 'EXTERNAL') {
      return smtpReply('sign-in-mechanism')
    }
    // EXTERNAL is taken even when it was not announced: the refusal then names the missing
    // certificate.
    this.#exchange = new SaslExchange(mechanism)
    return this.#take(this.#exchange.start(initial))
  }

  answer(line: string): Promise<string> | string {
    return this.#take(this.#exchange!.answer(line.trim()))
  }

  #take(step: SaslStep): Promise<string> | string {
    if (step.kind === 'challenge') return step.reply
    this.#exchange = null
    return step.kind === 'fault' ? step.reply : this.#try(step.attempt)
  }

  async #try(attempt: Parameters<PeerSignIn['attempt']>[0]): Promise<string> {
    this.#port.flush()
    const result = await this.#signIn.attempt(attempt).catch((failure: unknown) => {
      this.#port.failed(failure)
      return { ok: false, error: 'internal-error' } as const
    })
    if (result.ok) return replies.signedIn
    this.#failures++
    // Each failure costs a guesser more; a person with a typing error hardly sees it.
    await this.#port.pause(firstDelayMs * 2 ** (this.#failures - 1))
    const isLast = this.#failures >= limits.signInFailuresPerSessionMax
    return isLast ? replies.tooManyFailures : smtpReply(result.error)
  }
}
