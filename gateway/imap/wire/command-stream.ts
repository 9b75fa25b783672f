import { type Answer, bad, type Conversation, refused } from '../command.js'
import { CommandCursor, SyntaxFault } from './command-cursor.js'
import { hasNulOctet } from './nul-octet.js'
import { faultTexts, type OfferedLiteral } from './received-command.js'

/**
 * An APPEND or REPLACE as it comes: its text is read by the cursor up to an offered literal, whose
 * octets are taken, and then by the next cursor. What stops it is kept in `refusal`, as octets are
 * asked for from within the flow that stores them.
 */
export class CommandStream {
  readonly #conversation: Conversation
  cursor: CommandCursor
  refusal: Answer | null = null
  #lost = false
  #bug: unknown = null

  constructor(conversation: Conversation, cursor: CommandCursor) {
    this.#conversation = conversation
    this.cursor = cursor
  }

  /** Keeps the first refusal; a fault of syntax is one, a lost connection too. */
  fail(fault: unknown): void {
    if (fault instanceof SyntaxFault) this.refusal ??= bad(`Syntaxe : ${fault.message}`)
    else if (this.#lost) this.refusal ??= refused('message-incomplete')
    else this.#bug ??= fault
  }
  /** What ended the octets, and neither the client nor the store is to blame for. */
  throwBug(): void {
    if (this.#bug !== null) throw this.#bug
  }

  /** The literal that must stand here. */
  expectLiteral(): OfferedLiteral {
    const { atEnd, offered } = this.cursor
    return atEnd && offered !== null ? offered : this.cursor.fail('litteral attendu')
  }

  /**
   * The octets of the literal that stands here; then the cursor is at what follows it. Ends early
   * with a refusal. RFC 9051 §4.3: no NUL but in a literal8.
   */
  async *literal(bytesMax: number): AsyncGenerator<Uint8Array> {
    const { receiver, out } = this.#conversation
    const { bytes, synchronising, binary } = this.expectLiteral()
    if (bytes > bytesMax) {
      this.refusal ??= refused('message-too-big')
      return
    }
    receiver.acceptLiteral()
    if (synchronising) {
      out.line('+ Envoyez le message')
      out.flush()
    }
    for (let left = bytes; left > 0; ) {
      const chunk = receiver.literal()
      if (chunk === null) {
        await this.#more()
        continue
      }
      left -= chunk.length
      if (!binary && hasNulOctet(chunk)) {
        this.refusal ??= refused('message-malformed')
        return
      }
      yield chunk
    }
    await this.#readRest()
  }

  /** RFC 6855 §4: `(~{n}...)`, once UTF8=ACCEPT is enabled. What is stored is its octets. */
  async *utf8Literal(bytesMax: number): AsyncGenerator<Uint8Array> {
    const { cursor } = this
    if (!this.#conversation.enabled.utf8Accept) cursor.fail('UTF8=ACCEPT n est pas active')
    cursor.expect('(')
    if (!this.expectLiteral().binary) cursor.fail('litteral binaire attendu')
    yield* this.literal(bytesMax)
    if (this.refusal === null) this.cursor.expect(')')
  }

  async #readRest(): Promise<void> {
    const { receiver, tag } = this.#conversation
    for (;;) {
      const rest = receiver.rest()
      if (rest === null) await this.#more()
      else if (typeof rest !== 'string') {
        this.cursor = new CommandCursor({ tag, literals: [], ...rest })
        return
      } else {
        this.refusal ??= bad(faultTexts[rest])
        // What comes can no longer be told from commands.
        if (rest === 'literal-size-invalid') this.#conversation.finish()
        return
      }
    }
  }

  async #more(): Promise<void> {
    if (await this.#conversation.moreInput()) return
    this.#lost = true
    throw new Error('connection-lost')
  }
}
