import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { CompressedOutput } from './compress-output.js'

const flushBytes = 131_072
/** Below it, copying octets into the text is cheaper than one more write. */
const inlineBytesMax = 2_048
const encoderRestMs = 5_000

/**
 * Collects responses and writes them in large pieces. `room` is where producers wait: nothing is
 * produced while the client does not read (invariant 10), and one that never reads is cut after
 * `stalledMsMax`.
 */
export class ResponseWriter {
  #socket: Socket
  #compressed: CompressedOutput | null = null
  #text = ''
  #parts: Uint8Array[] = []
  #partsBytes = 0
  readonly #bufferBytesMax: number
  readonly #stalledMsMax: number

  constructor(socket: Socket, bounds: { bufferBytesMax: number; stalledMsMax: number }) {
    this.#socket = socket
    this.#bufferBytesMax = bounds.bufferBytesMax
    this.#stalledMsMax = bounds.stalledMsMax
  }

  get socket(): Socket {
    return this.#socket
  }
  /** After STARTTLS. */
  replaceSocket(socket: Socket): void {
    this.#socket = socket
  }

  /** What is written from here on is compressed (RFC 4978); for the rest of the connection. */
  compress(): void {
    this.flush()
    this.#compressed = new CompressedOutput(this.#socket, encoderRestMs)
  }
  /** Sends what was written, then ends our side. */
  end(): void {
    this.flush()
    if (this.#compressed === null) this.#socket.end()
    else this.#compressed.end()
  }

  /** Binary text: one character is one octet. */
  write(text: string): void {
    this.#text += text
    if (this.#text.length >= flushBytes) this.flush()
  }
  line(text: string): void {
    this.write(`${text}\r\n`)
  }
  bytes(bytes: Uint8Array): void {
    if (bytes.length <= inlineBytesMax) {
      this.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
      return
    }
    this.#spill()
    this.#push(bytes)
    if (this.#partsBytes >= flushBytes) this.flush()
  }

  flush(): void {
    this.#spill()
    const parts = this.#parts
    if (parts.length === 0) return
    this.#parts = []
    this.#partsBytes = 0
    const socket = this.#socket
    if (!socket.writable) return
    if (this.#compressed !== null) {
      for (const part of parts) this.#compressed.write(part)
      return
    }
    if (parts.length === 1) {
      socket.write(parts[0]!)
      return
    }
    socket.cork()
    for (const part of parts) socket.write(part)
    socket.uncork()
  }

  /** Resolves when more may be produced; false when the connection is gone. */
  async room(): Promise<boolean> {
    if (this.#target.writableLength > this.#bufferBytesMax) {
      this.flush()
      await this.#drained()
    }
    return this.#socket.writable
  }

  get #target(): Writable {
    return this.#compressed?.target ?? this.#socket
  }

  #drained(): Promise<void> {
    const socket = this.#socket
    const target = this.#target
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        target.off('drain', done)
        socket.off('close', done)
        resolve()
      }
      // Progress is only seen as a drain: a client that empties 1 MB slower than this is not
      // reading.
      const timer = setTimeout(() => socket.destroy(), this.#stalledMsMax)
      target.on('drain', done)
      socket.on('close', done)
      if (socket.destroyed) done()
    })
  }

  #spill(): void {
    if (this.#text === '') return
    this.#push(Buffer.from(this.#text, 'latin1'))
    this.#text = ''
  }
  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes)
    this.#partsBytes += bytes.length
  }
}
