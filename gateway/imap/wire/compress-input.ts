import type { Socket } from 'node:net'
import { createInflateRaw, type InflateRaw } from 'node:zlib'

export interface CompressedInputBounds {
  /** Octets that each received octet may become without being slowed. */
  readonly octetsPerOctetMax: number
  /** Octets that may come beyond it before that. */
  readonly graceBytes: number
}

const slowMs = 5

/**
 * The listening side of COMPRESS=DEFLATE (RFC 4978). Octets are inflated piece by piece, as fast as
 * they are taken: `pause` stops the decoder, which stops the socket, so a bomb waits in its
 * compressed form (invariant 10). What a partial or a sync flush of the client carries comes out at
 * once, as the decoder always gives all that it can. A stream that grows beyond reason is slowed,
 * not cut: a message of zeros is a message.
 */
export class CompressedInput {
  readonly #socket: Socket
  readonly #inflate: InflateRaw
  readonly #bounds: CompressedInputBounds
  #credit: number
  #slowed: NodeJS.Timeout | null = null
  #wanted = true

  /** `onEnd`: the client's stream is broken or was ended; nothing follows. */
  constructor(
    socket: Socket,
    bounds: CompressedInputBounds,
    onBytes: (bytes: Buffer) => void,
    onEnd: () => void,
  ) {
    this.#socket = socket
    this.#bounds = bounds
    this.#credit = bounds.graceBytes
    this.#inflate = createInflateRaw({ chunkSize: 16_384 })
    this.#inflate.on('data', (bytes: Buffer) => {
      this.#spend(bytes.length)
      onBytes(bytes)
    })
    this.#inflate.on('drain', () => socket.resume())
    this.#inflate.once('error', onEnd)
    this.#inflate.once('end', onEnd)
    socket.on('data', (bytes: Buffer) => this.push(bytes))
    socket.once('close', () => this.#destroy())
  }

  push(bytes: Buffer): void {
    if (this.#inflate.destroyed || this.#inflate.readableEnded) return
    const { octetsPerOctetMax, graceBytes } = this.#bounds
    this.#credit = Math.min(graceBytes, this.#credit) + bytes.length * octetsPerOctetMax
    if (!this.#inflate.write(bytes)) this.#socket.pause()
  }

  pause(): void {
    this.#wanted = false
    this.#inflate.pause()
  }
  resume(): void {
    this.#wanted = true
    if (this.#slowed === null) this.#inflate.resume()
  }
  isPaused(): boolean {
    return !this.#wanted
  }

  #spend(bytes: number): void {
    this.#credit -= bytes
    if (this.#credit >= 0 || this.#slowed !== null) return
    this.#inflate.pause()
    this.#slowed = setTimeout(() => {
      this.#slowed = null
      if (this.#wanted) this.#inflate.resume()
    }, slowMs)
  }

  #destroy(): void {
    if (this.#slowed !== null) clearTimeout(this.#slowed)
    this.#inflate.destroy()
  }
}
