import type { Socket } from 'node:net'
import { LineReader } from './line-reader.js'
import { openSocket, type Target, upgradeSocket } from './target.js'

/** A sender as fast as the protocol allows: pipelined envelope, one write for the data. */
export class SmtpClient {
  #socket: Socket
  #reader: LineReader

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#reader = new LineReader(socket)
  }

  static async open(target: Target, user: string): Promise<SmtpClient> {
    const client = new SmtpClient(await openSocket(target.smtp, target.ca))
    await client.#expect('220')
    await client.#command('EHLO bench.invalid', '250')
    if (target.smtp.transport === 'starttls') await client.#startTls(target)
    if (target.smtpAuth) {
      const plain = Buffer.from(`\0${user}\0${target.password}`).toString('base64')
      await client.#command(`AUTH PLAIN ${plain}`, '235')
    }
    return client
  }

  async #startTls(target: Target): Promise<void> {
    await this.#command('STARTTLS', '220')
    this.#reader.detach()
    this.#socket = await upgradeSocket(this.#socket, target.ca)
    this.#reader = new LineReader(this.#socket)
    await this.#command('EHLO bench.invalid', '250')
  }

  async #expect(code: string): Promise<string> {
    const { line } = await this.#reader.until(`${code} `)
    return line
  }

  async #command(line: string, code: string): Promise<void> {
    this.#socket.write(`${line}\r\n`)
    await this.#reply(code)
  }

  async #reply(code: string): Promise<void> {
    for (;;) {
      const line = await this.#reader.line()
      if (line[3] === '-') continue
      if (!line.startsWith(code)) throw new Error(`réponse ${code} attendue, reçu : ${line}`)
      return
    }
  }

  /** Resolves at the 250 after the final dot. `data` ends with CRLF.CRLF. */
  async send(from: string, to: string, data: Buffer): Promise<void> {
    this.#socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`)
    await this.#reply('250')
    await this.#reply('250')
    await this.#reply('354')
    this.#socket.write(data)
    await this.#reply('250')
  }

  async close(): Promise<void> {
    this.#socket.write('QUIT\r\n')
    await this.#reply('221').catch(() => undefined)
    this.#socket.destroy()
  }
}

/**
 * A message of about `bytes` octets with CRLF lines, ending with the final dot. `marker` goes into
 * the subject.
 */
export function messageOf(from: string, to: string, marker: string, bytes: number): Buffer {
  const head = [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: mesure ${marker}`,
    `Message-ID: <${marker}@bench.invalid>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
  ].join('\r\n')
  const line =
    'Compte rendu de consultation : tension 12/8, pouls 64, examen sans particularité notable.\r\n'
  const lines = Math.max(1, Math.ceil((bytes - head.length) / Buffer.byteLength(line)))
  return Buffer.from(`${head}\r\n${line.repeat(lines)}.\r\n`)
}
