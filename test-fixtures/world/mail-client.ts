import { readFileSync } from 'node:fs'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { GatewayProcess, InfoSignIn } from './gateway-process.js'

/**
 * A professional with an ordinary mail client: nodemailer sends with the certificate, imapflow
 * reads.
 */
export class MailClient {
  readonly #gateway: GatewayProcess
  readonly address: string
  readonly #signIn: InfoSignIn

  constructor(gateway: GatewayProcess, local: string, member?: string) {
    const account = gateway.account(local)
    this.#gateway = gateway
    this.address = account.address
    const named = account.members.find((one) => one.displayName === member)
    if (member !== undefined && named === undefined) throw new Error(`no member ${member}`)
    this.#signIn = named ?? account
  }

  get #tls() {
    return {
      ca: readFileSync(this.#gateway.info.caFile),
      cert: readFileSync(this.#signIn.certificateFile),
      key: readFileSync(this.#signIn.keyFile),
      servername: 'localhost',
    }
  }

  /**
   * As Thunderbird with "TLS certificate": no AUTH. Resolves at the 250; rejects with the server's
   * refusal.
   */
  async send(message: SendMailOptions): Promise<string> {
    const { host, port } = this.#gateway.listener('submission-tls')
    const transport = nodemailer.createTransport({
      host,
      port,
      secure: true,
      tls: this.#tls,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      const sent = await transport.sendMail({ from: this.address, ...message })
      return sent.response
    } finally {
      transport.close()
    }
  }

  /** Signed in with the certificate and any password. The caller logs out. */
  async imap(): Promise<ImapFlow> {
    const { host, port } = this.#gateway.listener('imap-tls')
    const client = new ImapFlow({
      host,
      port,
      secure: true,
      tls: this.#tls,
      auth: { user: this.address, pass: 'le certificat suffit' },
      logger: false,
    })
    await client.connect()
    return client
  }

  /** The newest message of the inbox: its octets, and the text of its first part. */
  async lastMessage(): Promise<{ readonly source: string; readonly text: string }> {
    const client = await this.imap()
    try {
      await client.mailboxOpen('INBOX')
      const found = await client.fetchOne('*', { source: true })
      if (found === false) throw new Error('the inbox is empty')
      const source = found.source ?? Buffer.alloc(0)
      const { text } = await simpleParser(source)
      return { source: source.toString(), text: text ?? '' }
    } finally {
      await client.logout()
    }
  }

  /** Subjects in a mailbox, oldest first. */
  async subjects(mailbox = 'INBOX'): Promise<string[]> {
    const client = await this.imap()
    try {
      const lock = await client.getMailboxLock(mailbox)
      try {
        const subjects: string[] = []
        if (client.mailbox !== false && client.mailbox.exists > 0) {
          for await (const message of client.fetch('1:*', { envelope: true })) {
            subjects.push(message.envelope?.subject ?? '')
          }
        }
        return subjects
      } finally {
        lock.release()
      }
    } finally {
      await client.logout()
    }
  }
}
