import { limits } from '../../domain/limits.js'
import { asciiText, smtpReply } from '../../domain/reasons.js'
import type { MailPath, MailTransaction, RecipientPath } from '../flows/contract.js'
import { MessageBody } from './message-body.js'
import { replies } from './protocol-replies.js'

/**
 * One MAIL ... DATA towards the flow; answers are reply lines. A throw of the flow is our own
 * bug: 451.
 */
export class SmtpTransaction {
  readonly #flow: MailTransaction
  readonly #port: { failed(failure: unknown): void }
  readonly #accepted = new Set<string>()
  #wasOffered = false
  #verdict: Promise<string> | null = null

  constructor(flow: MailTransaction, port: { failed(failure: unknown): void }) {
    this.#flow = flow
    this.#port = port
  }

  /** True after a first RCPT, whatever its answer. */
  get wasOffered(): boolean {
    return this.#wasOffered
  }

  get accepted(): number {
    return this.#accepted.size
  }

  async sender(path: MailPath, messageBytesMax: number): Promise<string> {
    try {
      const result = await this.#flow.sender(path)
      if (!result.ok) return smtpReply(result.error)
      // RFC 1870 §6.1: no need to wait for the octets.
      const isTooBig = path.declaredBytes !== null && path.declaredBytes > messageBytesMax
      return isTooBig ? smtpReply('message-too-big') : replies.senderOk
    } catch (failure) {
      return this.#failed(failure)
    }
  }

  async recipient(path: RecipientPath): Promise<string> {
    this.#wasOffered = true
    const key = path.address.toLowerCase()
    // The same mailbox twice is one delivery.
    if (this.#accepted.has(key)) return replies.recipientOk
    if (this.#accepted.size >= limits.recipientsPerMessageMax) {
      return smtpReply('too-many-recipients')
    }
    try {
      const result = await this.#flow.recipient(path)
      if (!result.ok) return smtpReply(result.error)
      this.#accepted.add(key)
      return replies.recipientOk
    } catch (failure) {
      return this.#failed(failure)
    }
  }

  /** From here on the flow owns the end of the transaction: `abandon` does nothing any more. */
  startMessage(): MessageBody {
    const body = new MessageBody()
    this.#verdict = this.#flow
      .message(body, () => body.isComplete)
      .then((result) =>
        result.ok
          ? `250 2.0.0 Ok: queued as ${asciiText(result.value.queueId).replace(/[<>\s]/g, '')}`
          : smtpReply(result.error),
      )
      .catch((failure: unknown) => this.#failed(failure))
      .finally(() => body.discard())
    return body
  }

  verdict(): Promise<string> {
    return this.#verdict ?? Promise.resolve(replies.internalError)
  }

  async abandon(): Promise<void> {
    if (this.#verdict !== null) return
    try {
      await this.#flow.abandon()
    } catch (failure) {
      this.#port.failed(failure)
    }
  }

  #failed(failure: unknown): string {
    this.#port.failed(failure)
    return replies.internalError
  }
}
