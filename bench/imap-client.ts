import type { Socket } from 'node:net'
import { LineReader } from './line-reader.js'
import { openSocket, type Target, upgradeSocket } from './target.js'

/**
 * An IMAP client that only counts: commands go out as they are, answers are passed over by line.
 */
export class ImapClient {
  #socket: Socket
  #reader: LineReader
  #tag = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#reader = new LineReader(socket)
  }

  static async open(target: Target, login: string): Promise<ImapClient> {
    const client = await ImapClient.connect(target)
    await client.command(`LOGIN ${login} ${target.password}`)
    return client
  }

  /** Connected and under TLS, not signed in. */
  static async connect(target: Target): Promise<ImapClient> {
    const client = new ImapClient(await openSocket(target.imap, target.ca))
    await client.#reader.until('* OK')
    if (target.imap.transport === 'starttls') {
      await client.command('STARTTLS')
      client.#reader.detach()
      client.#socket = await upgradeSocket(client.#socket, target.ca)
      client.#reader = new LineReader(client.#socket)
    }
    return client
  }

  /** Resolves at the tagged answer, whatever it is: true when it was OK. */
  async attempt(text: string, onLine?: (line: string) => void): Promise<boolean> {
    const tag = `t${++this.#tag}`
    this.#socket.write(`${tag} ${text}\r\n`)
    const { line } = await this.#reader.until(`${tag} `, onLine)
    return line.startsWith(`${tag} OK`)
  }

  /** Resolves at the tagged OK; answers the octets read. */
  async command(text: string, onLine?: (line: string) => void): Promise<number> {
    const tag = `t${++this.#tag}`
    this.#socket.write(`${tag} ${text}\r\n`)
    return this.#tagged(tag, text, onLine)
  }

  async #tagged(tag: string, text: string, onLine?: (line: string) => void): Promise<number> {
    const { line, bytes } = await this.#reader.until(`${tag} `, onLine)
    if (!line.startsWith(`${tag} OK`)) throw new Error(`${text.slice(0, 40)} : ${line}`)
    return bytes
  }

  async append(mailbox: string, message: Buffer): Promise<void> {
    const tag = `t${++this.#tag}`
    this.#socket.write(
      Buffer.concat([
        Buffer.from(`${tag} APPEND ${mailbox} {${message.length}+}\r\n`),
        message,
        Buffer.from('\r\n'),
      ]),
    )
    await this.#tagged(tag, 'APPEND')
  }

  /** Enters IDLE; the function resolves at the next line that matches. */
  async idle(): Promise<(pattern: RegExp) => Promise<void>> {
    const tag = `t${++this.#tag}`
    this.#socket.write(`${tag} IDLE\r\n`)
    await this.#reader.until('+')
    return async (pattern) => {
      for (;;) if (pattern.test(await this.#reader.line())) return
    }
  }

  async exists(mailbox: string): Promise<number> {
    let count = 0
    await this.command(`STATUS ${mailbox} (MESSAGES)`, (line) => {
      const match = /MESSAGES (\d+)/.exec(line)
      if (match !== null) count = Number(match[1])
    })
    return count
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
