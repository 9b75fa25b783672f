import type { Socket } from 'node:net'

/**
 * Lines of a socket as a queue of promises; literals are read by length. Small, for load clients
 * only.
 */
export class LineReader {
  #buffer: Buffer = Buffer.alloc(0)
  #wake: (() => void) | null = null
  #failure: Error | null = null
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
      this.#notify()
    })
    socket.on('close', () => this.#fail(new Error('connexion fermée par le serveur')))
    socket.on('error', (error) => this.#fail(error))
  }

  /** Hands the socket over to TLS: no more bytes are read here. */
  detach(): void {
    this.#socket.removeAllListeners('data')
    this.#socket.removeAllListeners('close')
    this.#socket.removeAllListeners('error')
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#notify()
  }

  #notify(): void {
    const wake = this.#wake
    this.#wake = null
    wake?.()
  }

  async #more(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n')
      if (end >= 0) {
        const line = this.#buffer.toString('latin1', 0, end)
        this.#buffer = this.#buffer.subarray(end + 2)
        return line
      }
      await this.#more()
    }
  }

  /**
   * Reads until a line that starts with `prefix`, counting octets and passing over literals; this
   * is what a big FETCH costs the client, so it does as little as possible.
   */
  async until(
    prefix: string,
    onLine?: (line: string) => void,
  ): Promise<{ line: string; bytes: number }> {
    let bytes = 0
    for (;;) {
      const line = await this.line()
      bytes += line.length + 2
      const literal = /\{(\d+)\}$/.exec(line)
      if (literal !== null) bytes += await this.#skip(Number(literal[1]))
      else if (line.startsWith(prefix)) return { line, bytes }
      onLine?.(line)
    }
  }

  async #skip(count: number): Promise<number> {
    let left = count
    while (left > 0) {
      if (this.#buffer.length === 0) await this.#more()
      const taken = Math.min(left, this.#buffer.length)
      this.#buffer = this.#buffer.subarray(taken)
      left -= taken
    }
    return count
  }
}
