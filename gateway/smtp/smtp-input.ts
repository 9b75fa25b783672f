import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { limits } from '../../domain/limits.js'
import { CommandLines } from './command-lines.js'
import { DataDecoder } from './data-decoder.js'
import type { MessageBody } from './message-body.js'

/** How many pipelined commands run before other connections get their turn. */
const commandsPerTurnMax = 100
/** A sender that never ends an oversized message is cut at so many times the limit. */
const discardedSizesMax = 4

export interface InputHandler {
  /** One command, without CR LF, one character an octet. The next one waits for the promise. */
  onLine(line: string): Promise<void> | undefined
  onFault(fault: 'bare-line-ending' | 'line-too-long' | 'endless-message'): void
  /** Octets came in, for deadlines. */
  onOctets(count: number): void
  /** All complete commands so far are answered: replies that were held back may go out together. */
  onQuiet(): Promise<void> | undefined
  /** The client closed its side and everything before was answered. */
  onEnd(): void
}

interface Reception {
  readonly body: MessageBody
  readonly decoder: DataDecoder
  readonly bytesMax: number
  readonly onReceived: (oversized: boolean) => Promise<void>
  bytes: number
}

/**
 * Takes the place of smtp-server's parser, whose lines may end with a bare LF and which removes
 * the dot of `LF ..`: lines and dots are handled in CommandLines and DataDecoder only.
 */
export class SmtpInput extends SMTPStream {
  readonly #handler: InputHandler
  readonly #lines = new CommandLines(limits.smtpExtendedCommandLineBytesMax)
  #reception: Reception | null = null
  #rest = 0
  #chunkBytes = 0

  constructor(handler: InputHandler) {
    super()
    this.#handler = handler
    this.on('finish', () => {
      if (!this.isClosed) handler.onEnd()
    })
  }

  /** Octets that arrived behind the command that is being handled. */
  get waitingBytes(): number {
    return this.#rest + this.writableLength - this.#chunkBytes
  }

  get isReceiving(): boolean {
    return this.#reception !== null
  }

  /** Switches to DATA. The next command waits for `onReceived`. */
  receive(
    body: MessageBody,
    bytesMax: number,
    onReceived: (oversized: boolean) => Promise<void>,
  ): void {
    this.#reception = { body, decoder: new DataDecoder(), bytesMax, onReceived, bytes: 0 }
  }

  /** The connection is lost: what came so far is not a message. */
  abandon(): void {
    this.isClosed = true
    this.#reception?.body.end(false)
    this.#reception = null
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding | 'buffer',
    next: (error?: Error | null) => void,
  ): void {
    if (this.isClosed) {
      next()
      return
    }
    this.#chunkBytes = chunk.length
    this.#handler.onOctets(chunk.length)
    this.#consume(chunk).then(() => next(), next)
  }

  async #consume(chunk: Buffer): Promise<void> {
    let at = 0
    let commands = 0
    while (at < chunk.length && !this.isClosed) {
      if (this.#reception !== null) {
        at = await this.#readData(this.#reception, chunk, at)
        continue
      }
      const { line, next } = this.#lines.take(chunk, at)
      at = next
      if (line === null) break
      if (line.kind !== 'line') {
        this.#handler.onFault(line.kind)
        return
      }
      this.#rest = chunk.length - at
      const answered = this.#handler.onLine(line.text)
      if (answered !== undefined) await answered
      if (++commands % commandsPerTurnMax === 0) await new Promise((turn) => setImmediate(turn))
    }
    const written = this.#handler.onQuiet()
    if (written !== undefined) await written
  }

  async #readData(reception: Reception, chunk: Buffer, from: number): Promise<number> {
    const { body, decoder, bytesMax } = reception
    const end = decoder.feed(chunk, from, (piece) => {
      reception.bytes += piece.length
      body.push(piece)
      // The flow has seen one octet too many and can say so in its trace; the rest is only read.
      if (reception.bytes > bytesMax) body.end(false)
    })
    if (end < 0) {
      if (reception.bytes > bytesMax * discardedSizesMax) this.#handler.onFault('endless-message')
      if (body.isFull) await body.room()
      return chunk.length
    }
    const oversized = reception.bytes > bytesMax
    this.#reception = null
    body.end(!oversized)
    await reception.onReceived(oversized)
    return end
  }
}
