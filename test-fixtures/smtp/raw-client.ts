import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, TLSSocket } from 'node:tls'

/** A client that sends exactly the octets it is told to, and reads whole replies. */
export class RawClient {
  #socket: Socket
  #text = ''
  #ended = false
  #wake: (() => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#listen()
  }

  static async plain(port: number): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port })
    return new RawClient(socket)
  }

  static async tls(port: number, options: ConnectionOptions): Promise<RawClient> {
    return new RawClient(connectTls({ host: '127.0.0.1', port, ...options }))
  }

  #listen(): void {
    const socket = this.#socket
    socket.on('data', (octets) => {
      this.#text += octets.toString('latin1')
      this.#wake?.()
    })
    const end = (): void => {
      if (socket !== this.#socket) return
      this.#ended = true
      this.#wake?.()
    }
    socket.on('end', end).on('close', end).on('error', end)
  }

  send(text: string | Buffer): void {
    this.#socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)
  }

  /** The next whole reply, lines joined with `|`; `closed` when the server closed instead. */
  async reply(): Promise<string> {
    for (;;) {
      const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.#text)
      if (match !== null) {
        this.#text = this.#text.slice(match[0].length)
        return match[0].trimEnd().split('\r\n').join('|')
      }
      if (this.#ended) return 'closed'
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Sends one line and reads one reply. */
  async say(line: string): Promise<string> {
    this.send(`${line}\r\n`)
    return this.reply()
  }

  /** Everything up to the end of the connection, as a list of replies. */
  async untilClosed(): Promise<string[]> {
    const all: string[] = []
    for (;;) {
      const reply = await this.reply()
      if (reply === 'closed') return all
      all.push(reply)
    }
  }

  /** After the 220 to STARTTLS. Rejects when the handshake fails. */
  async secure(options: ConnectionOptions): Promise<void> {
    const clear = this.#socket
    clear.removeAllListeners()
    clear.on('error', () => {})
    const socket = connectTls({ socket: clear, ...options })
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', () => resolve())
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('closed')))
    })
    socket.removeAllListeners()
    this.#socket = socket
    this.#listen()
  }

  get protocol(): string | null {
    return this.#socket instanceof TLSSocket ? this.#socket.getProtocol() : null
  }

  /** Half-closes: what was sent still wants its answers. */
  finish(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
