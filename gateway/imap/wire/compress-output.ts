import type { Socket } from 'node:net'
import { constants, createDeflateRaw, type DeflateRaw } from 'node:zlib'

/**
 * The answering side of COMPRESS=DEFLATE (RFC 4978 §4): what is written leaves at once, as every
 * write ends in a sync flush. Such a flush ends on an octet, so an encoder may be dropped after it
 * and a fresh one go on in the same stream: an idle connection holds no encoder. Back-pressure is
 * the encoder's: it does not work ahead of a socket that is full.
 */
export class CompressedOutput {
  readonly #socket: Socket
  readonly #restMs: number
  #deflate: DeflateRaw | null = null
  #rest: NodeJS.Timeout | null = null
  #ended = false

  /** An encoder without work for `restMs` gives its memory back. */
  constructor(socket: Socket, restMs: number) {
    this.#socket = socket
    this.#restMs = restMs
    socket.on('drain', this.#onDrain)
    socket.once('close', () => this.#drop())
  }

  /** Where producers wait: the encoder while there is one. */
  get target(): Socket | DeflateRaw {
    return this.#deflate ?? this.#socket
  }

  write(bytes: Uint8Array): void {
    if (this.#ended || this.#socket.destroyed) return
    this.#deflate ??= this.#encoder()
    this.#deflate.write(bytes)
    if (this.#rest === null) this.#rest = setTimeout(this.#onRest, this.#restMs).unref()
    else this.#rest.refresh()
  }

  /** Everything written is sent, then our side ends. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    if (this.#deflate === null) this.#socket.end()
    else this.#deflate.once('end', () => this.#socket.end()).end()
  }

  #encoder(): DeflateRaw {
    // A window of 8 KB: 48 KB of memory in place of 256, for some percent of size.
    const deflate = createDeflateRaw({
      windowBits: 13,
      memLevel: 5,
      level: 3,
      chunkSize: 4_096,
      flush: constants.Z_SYNC_FLUSH,
    })
    deflate.on('data', (bytes: Buffer) => {
      if (!this.#socket.write(bytes)) deflate.pause()
    })
    deflate.on('error', () => this.#socket.destroy())
    return deflate
  }

  readonly #onDrain = (): void => {
    this.#deflate?.resume()
  }
  readonly #onRest = (): void => {
    const deflate = this.#deflate
    if (deflate === null || this.#ended) return
    const isQuiet = deflate.writableLength === 0 && deflate.readableLength === 0
    if (isQuiet) this.#drop()
    else this.#rest?.refresh()
  }
  #drop(): void {
    if (this.#rest !== null) clearTimeout(this.#rest)
    this.#rest = null
    this.#deflate?.destroy()
    this.#deflate = null
  }
}
