/**
 * The streaming receiver of IMAP commands: a pure machine without socket, clock or promise. It is
 * fed slices of octets (`push`) and asked for what they mean (`next`, `line`, `literal`); the
 * answers do not depend on how the stream was cut.
 *
 * Rules a reader cannot guess:
 * - A line ends with CRLF; a bare LF is taken too, as literals are counted and nothing can be
 *   smuggled here.
 * - A literal that is refused never desynchronises: a synchronising one is not sent by the client
 *   (RFC 9051 §4.3), a non-synchronising one (RFC 7888) is drained with the rest of its command, or
 *   the session ends.
 */
import type { ImapLimits } from '../imap-limits.js'
import { hasOpenQuote, literalPattern, offeredLiteral } from './literal-announcement.js'
import { OctetQueue, tooLong } from './octet-queue.js'
import type {
  CommandRest,
  LiteralSpan,
  OfferedLiteral,
  Received,
  ReceiveFault,
} from './received-command.js'

type Mode = 'line' | 'buffer' | 'offered' | 'stream' | 'skip-literal' | 'skip-line'

// RFC 9051 §9: tag = 1*<any ASTRING-CHAR except "+">.
const tagPattern = /^[!#$&',\-./0-9:;<=>?@A-Z[\]^_`a-z|}~]{1,64}$/
/** Commands whose further literals are messages, up to the name of their mailbox. */
const streamingPattern =
  /^(?:APPEND|(?:UID +)?REPLACE +[^ ]+) +(?:"(?:[^"\\]|\\.)*"|[^ "({]+|~?\{\d+\+?\}) /i

export type ReceiverLimits = Pick<
  ImapLimits,
  'imapLineBytesMax' | 'imapLiteralBytesMax' | 'imapAppendBytesMax'
>

export class CommandReceiver {
  readonly #queue = new OctetQueue()
  #mode: Mode = 'line'
  #tag: string | null = null
  #text = ''
  #literals: LiteralSpan[] = []
  #literalBytes = 0
  #collected: Buffer[] = []
  #span = { start: 0, end: 0 }
  #remaining = 0
  #offered: OfferedLiteral | null = null
  #skipFault: ReceiveFault | null = null
  /** Smaller before sign-in; raised by the driver. */
  literalBytesMax: number
  readonly #limits: ReceiverLimits

  constructor(limits: ReceiverLimits) {
    this.#limits = limits
    this.literalBytesMax = Math.min(4_096, limits.imapLiteralBytesMax)
  }

  /** Octets received and not yet consumed. */
  get pendingBytes(): number {
    return this.#queue.bytes
  }
  /** Part of a command was consumed: its numbers mean what they meant then. */
  get isInCommand(): boolean {
    return this.#mode !== 'line' || this.#text !== ''
  }

  push(bytes: Buffer): void {
    this.#queue.push(bytes)
  }

  /** After a command that changes the octets to come (COMPRESS): those received already. */
  takeWaiting = (): Buffer[] => this.#queue.drain()

  /** The next event of the stream, or null when more octets are needed. */
  next(): Received | null {
    for (;;) {
      if (this.#mode === 'offered' || this.#mode === 'stream') return null
      if (this.#mode === 'buffer') {
        if (!this.#collect()) return null
        continue
      }
      if (this.#mode === 'skip-literal') {
        if (!this.#drop()) return null
        continue
      }
      const skipping = this.#mode === 'skip-line'
      const line = skipping
        ? this.#queue.endOfLine()
        : this.#queue.line(this.#limits.imapLineBytesMax)
      if (line === null) return null
      const event = skipping ? this.#skippedLine(line) : this.#receivedLine(line)
      if (event !== null) return event
    }
  }

  /** One raw line for SASL and IDLE, without its end; `too-long` when it passes `bytesMax`. */
  line(bytesMax: number): string | 'too-long' | null {
    const line = this.#queue.line(bytesMax)
    if (line === null) return null
    return line === tooLong ? 'too-long' : line
  }

  /** The octets of the offered literal come from `literal`. */
  acceptLiteral(): void {
    this.#remaining = this.#offered?.bytes ?? 0
    this.#offered = null
    this.#mode = 'stream'
  }

  /**
   * Nothing more of the command is wanted. What of it is on its way is drained; a synchronising
   * literal is not sent by the client.
   */
  abandon(): void {
    const offered = this.#offered
    const streams = this.#mode === 'stream'
    const remaining = this.#remaining
    if (!streams && offered === null) return
    this.#reset()
    if (streams) this.#skip(remaining, null)
    else if (!offered!.synchronising) this.#skip(offered!.bytes, null)
  }

  /**
   * The next slice of an accepted literal; an empty one at its end; null when more octets are
   * needed.
   */
  literal(): Buffer | null {
    if (this.#remaining === 0) return empty
    const slice = this.#queue.take(this.#remaining)
    if (slice !== null) this.#remaining -= slice.length
    return slice
  }

  /** After the end of an accepted literal; null when more octets are needed. */
  rest(): CommandRest | ReceiveFault | null {
    const line = this.#queue.line(this.#limits.imapLineBytesMax)
    if (line === null) return null
    this.#reset()
    if (line === tooLong) {
      this.#mode = 'skip-line'
      return 'line-too-long'
    }
    const literal = literalPattern.exec(line)
    const announces = literal !== null && !hasOpenQuote(line)
    if (!/[\0\r]/.test(line)) {
      if (!announces) return { text: line, offered: null }
      const offered = offeredLiteral(literal)
      if (offered === null) return 'literal-size-invalid'
      this.#offered = offered
      this.#mode = 'offered'
      return { text: line.slice(0, literal.index), offered }
    }
    if (announces && literal[3] !== '') this.#skip(Number(literal[2]), null)
    return 'control-octet'
  }

  #receivedLine(line: string): Received | null {
    if (line === tooLong) return this.#startSkippingLine('line-too-long')
    let added = line
    if (this.#tag === null) {
      const space = line.indexOf(' ')
      const tag = space < 0 ? line : line.slice(0, space)
      if (!tagPattern.test(tag)) return this.#fault('tag-invalid', line)
      this.#tag = tag
      added = space < 0 ? '' : line.slice(space + 1)
    }
    const before = this.#text.length
    this.#text += added
    if (this.#text.length > this.#limits.imapLineBytesMax) return this.#fault('line-too-long', line)
    if (/[\0\r]/.test(line)) return this.#fault('control-octet', line)
    const literal = literalPattern.exec(added)
    if (literal === null || hasOpenQuote(this.#text, this.#literals.at(-1)?.end))
      return this.#complete()
    return this.#announced(literal, before)
  }

  #announced(literal: RegExpExecArray, before: number): Received | null {
    const offered = offeredLiteral(literal)
    if (offered === null) return { kind: 'fatal', fault: 'literal-size-invalid' }
    const { bytes, synchronising } = offered
    const start = before + literal.index
    if (streamingPattern.test(this.#text.slice(0, start))) {
      this.#offered = offered
      this.#mode = 'offered'
      const text = this.#text.slice(0, start)
      const command = { tag: this.#tag!, text, literals: this.#literals, offered }
      return { kind: 'command', command }
    }
    if (this.#literalBytes + bytes > this.literalBytesMax) {
      const tag = this.#tag
      this.#reset()
      if (synchronising) return { kind: 'bad', tag, fault: 'literal-too-big' }
      if (bytes > this.#limits.imapAppendBytesMax)
        return { kind: 'fatal', fault: 'literal-too-big' }
      this.#tag = tag
      this.#skip(bytes, 'literal-too-big')
      return null
    }
    this.#literalBytes += bytes
    this.#span = { start, end: this.#text.length }
    this.#remaining = bytes
    this.#mode = 'buffer'
    return synchronising ? { kind: 'continue' } : null
  }

  #complete(): Received {
    const command = { tag: this.#tag!, text: this.#text, literals: this.#literals, offered: null }
    this.#reset()
    return { kind: 'command', command }
  }

  /** A faulty line that was read whole: its literal, if it announces one, is drained first. */
  #fault(fault: ReceiveFault, line: string): Received | null {
    const tag = this.#tag
    const literal = literalPattern.exec(line)
    this.#reset()
    if (!literal?.[3]) return { kind: 'bad', tag, fault }
    this.#tag = tag
    return this.#skip(Number(literal[2]), fault) ? null : { kind: 'fatal', fault }
  }

  #startSkippingLine(fault: ReceiveFault): null {
    const tag = this.#tag ?? tagOf(this.#queue.partial)
    this.#reset()
    this.#tag = tag
    this.#skipFault = fault
    this.#mode = 'skip-line'
    return null
  }

  #skippedLine(line: string): Received | null {
    const literal = literalPattern.exec(line)
    const fault = this.#skipFault
    const tag = this.#tag
    if (literal?.[3]) {
      return this.#skip(Number(literal[2]), fault) ? null : this.#fatal(fault)
    }
    this.#reset()
    return fault === null ? null : { kind: 'bad', tag, fault }
  }

  #fatal(fault: ReceiveFault | null): Received {
    return { kind: 'fatal', fault: fault ?? 'literal-too-big' }
  }

  /**
   * Drops the octets of a literal and the rest of its command; false when they are too many to wait
   * for.
   */
  #skip(bytes: number, fault: ReceiveFault | null): boolean {
    this.#remaining = bytes
    this.#skipFault = fault
    this.#mode = 'skip-literal'
    return bytes <= this.#limits.imapAppendBytesMax * 2
  }

  #collect(): boolean {
    while (this.#remaining > 0) {
      const slice = this.#queue.take(this.#remaining)
      if (slice === null) return false
      this.#remaining -= slice.length
      this.#collected.push(slice)
    }
    this.#literals = [...this.#literals, { ...this.#span, bytes: Buffer.concat(this.#collected) }]
    this.#collected = []
    this.#mode = 'line'
    return true
  }

  #drop(): boolean {
    while (this.#remaining > 0) {
      const slice = this.#queue.take(this.#remaining)
      if (slice === null) return false
      this.#remaining -= slice.length
    }
    this.#mode = 'skip-line'
    return true
  }

  #reset(): void {
    this.#mode = 'line'
    this.#tag = null
    this.#text = ''
    this.#literals = []
    this.#literalBytes = 0
    this.#offered = null
    this.#skipFault = null
    this.#remaining = 0
  }
}

const empty = Buffer.alloc(0)

const tagOf = (line: string): string | null => {
  const tag = line.slice(0, 65).split(' ', 1)[0]!
  return tagPattern.test(tag) ? tag : null
}
