import { connect, type Socket } from 'node:net'
import {
  constants,
  createDeflateRaw,
  createInflateRaw,
  type DeflateRaw,
  type InflateRaw,
} from 'node:zlib'

const answerMsMax = 5_000

/**
 * A raw IMAP connection for transcripts. `next` gives one logical response: the line with its
 * literals inside, each CRLF of a literal shown as `⏎`.
 */
export class ImapClient {
  readonly #socket: Socket
  #received = ''
  #encoder: DeflateRaw | null = null
  #decoder: InflateRaw | null = null
  #closed = false
  #atLeast = 0
  #wake: (() => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => {
      if (this.#decoder) this.#decoder.write(bytes)
      else this.#take(bytes)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      // The decoder works beside the socket: what it still holds was received before the close.
      if (this.#decoder === null || this.#decoder.closed) this.#onClosed()
      else this.#decoder.once('close', this.#onClosed).end()
    })
  }

  readonly #onClosed = (): void => {
    this.#closed = true
    this.#wake?.()
  }

  static async connect(port: number): Promise<ImapClient> {
    const socket = connect(port, '127.0.0.1')
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new ImapClient(socket)
  }

  /** Binary text, as it is. */
  send(text: string): void {
    if (this.#encoder === null) {
      this.#socket.write(text, 'latin1')
      return
    }
    this.#encoder.write(text, 'latin1')
    this.#encoder.flush(constants.Z_PARTIAL_FLUSH)
  }

  /** After the OK of COMPRESS (RFC 4978), before anything else is said. */
  compress(): void {
    const encoder = createDeflateRaw()
    encoder.on('data', (bytes: Buffer) => this.#socket.write(bytes))
    const decoder = createInflateRaw()
    decoder.on('data', (bytes: Buffer) => this.#take(bytes))
    decoder.on('error', () => this.#socket.destroy())
    this.#encoder = encoder
    this.#decoder = decoder
  }

  #take(bytes: Buffer): void {
    this.#received += bytes.toString('latin1')
    this.#wake?.()
  }

  /** The next response; null when the server closed the connection. */
  async next(): Promise<string | null> {
    for (;;) {
      // Big literals come in hundreds of pieces: the text is looked at again when they can be
      // whole.
      const end = this.#received.length < this.#atLeast ? -1 : logicalEnd(this.#received)
      if (end < -1) this.#atLeast = -end
      if (end >= 0) {
        this.#atLeast = 0
        const line = this.#received.slice(0, end)
        this.#received = this.#received.slice(end + 2)
        return line.replaceAll('\r\n', '⏎')
      }
      if (this.#closed) return null
      await this.#more()
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no answer within ${answerMsMax} ms; so far: ${this.#received}`))
      }, answerMsMax)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/**
 * Index of the CRLF that ends the first logical line; -1, or minus the length that is needed to
 * tell.
 */
function logicalEnd(text: string): number {
  let from = 0
  for (;;) {
    const end = text.indexOf('\r\n', from)
    if (end < 0) return -1
    const literal = /\{(\d+)\}$/.exec(text.slice(from, end))
    if (literal === null) return end
    from = end + 2 + Number(literal[1])
    if (from > text.length) return -from
  }
}
