import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What an email on the wire was. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  /** RFC 5322 octets as text. */
  readonly raw: string
  readonly header: string
  /** Decoded. */
  readonly text: string
  /** Decoded `Subject`. */
  readonly subject: string
  readonly isTls: boolean
  readonly user: string | null
}

type Answer = { readonly code: number; readonly says: string } | 'silence' | null

/** An ordinary SMTP server in this process, as an operator would rent one, with moods. */
export class SmarthostRig {
  readonly mails: TakenMail[] = []
  /** Connections that were made, whatever came of them. */
  connections = 0
  /** To RCPT, and to the final dot; null takes it. */
  recipientAnswer: Answer = null
  contentAnswer: Answer = null
  /** Called when a mail was taken, before its 250: a place to cut the sender. */
  beforeReply: () => void | Promise<void> = () => {}
  readonly #server: SMTPServer
  readonly #sockets = new Set<Socket>()

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) =>
        password === 'secret'
          ? done(null, { user: username })
          : done(Object.assign(new Error('denied'), { responseCode: 535 })),
      onConnect: (_session, done) => {
        this.connections++
        done()
      },
      onRcptTo: (_address, _session, done) => answer(this.recipientAnswer, done),
      onData: (stream, session, done) => {
        void text(stream).then(async (raw) => {
          if (this.contentAnswer !== null) {
            answer(this.contentAnswer, done)
            return
          }
          const [header = ''] = raw.split('\r\n\r\n')
          const { mailFrom, rcptTo } = session.envelope
          this.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw,
            header,
            text: quotedPrintable(raw.slice(header.length + 4)),
            subject: encodedWords(fieldOf(header, 'Subject')),
            isTls: session.secure,
            user: (session.user as string | undefined) ?? null,
          })
          await this.beforeReply()
          done()
        })
      },
      ...options,
    })
    this.#server.on('error', () => {})
    this.#server.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  static async start(options: SMTPServerOptions = {}): Promise<SmarthostRig> {
    const rig = new SmarthostRig({ hideSTARTTLS: true, ...options })
    await new Promise<void>((resolve) => rig.#server.listen(0, '127.0.0.1', resolve))
    return rig
  }

  get port(): number {
    return (this.#server.server.address() as { port: number }).port
  }

  /** Drops every connection, as a server that dies. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

function answer(given: Answer, done: (failure?: Error | null) => void): void {
  if (given === null) done()
  else if (given !== 'silence')
    done(Object.assign(new Error(given.says), { responseCode: given.code }))
}

/** One header field, unfolded. */
export const fieldOf = (header: string, name: string): string =>
  new RegExp(`^${name}:(.*(?:\r\n[ \t].*)*)`, 'im')
    .exec(header)?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim() ?? ''

const octets = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

const quotedPrintable = (text: string): string =>
  Buffer.from(octets(text.replace(/=\r\n/g, '')), 'latin1').toString('utf8')

/** RFC 2047. */
const encodedWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : Buffer.from(octets(word.replace(/_/g, ' ')), 'latin1')
      ).toString('utf8'),
    )
