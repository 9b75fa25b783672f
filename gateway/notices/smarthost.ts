import type { NodemailerError } from 'nodemailer/lib/errors'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { composeNotice, type NoticeAuthor } from './compose-notice.js'
import type { NoticeFault, NoticeOptions, NoticeSender } from './notice-sender.js'

export interface SmarthostOptions {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  /** Authorities of its certificate, PEM; null: those of the system. */
  readonly trust: string | null
  readonly login: { readonly user: string; readonly password: string } | null
  readonly author: NoticeAuthor
  /** MAIL FROM: where failures come back to. */
  readonly bounceAddress: string
  /** What EHLO says. */
  readonly hostName: string
  readonly clock: Clock
  readonly log: Log
  /** Shorter in tests. */
  readonly sendMsMax?: number
}

/**
 * Sends by an ordinary SMTP server, one connection a notice: a session of its own can be cut at its
 * deadline, so that an attempt that was given up never goes out later.
 */
export function createSmarthost(options: SmarthostOptions): NoticeSender {
  const open = new Set<SMTPConnection>()
  return {
    async send(to, subject, text, more: NoticeOptions = {}) {
      const { author, clock, log } = options
      const at = clock.now()
      const { unsubscribeUrl, signal } = more
      const content = await composeNotice({ author, to, subject, text, at, unsubscribeUrl })
      const connection = new SMTPConnection(connectionOptions(options))
      open.add(connection)
      const cut = (): void => connection.close()
      const timer = setTimeout(cut, options.sendMsMax ?? portalLimits.noticeSendMsMax)
      signal?.addEventListener('abort', cut)
      if (signal?.aborted) cut()
      const sent = await converse(connection, options, to, content)
      clearTimeout(timer)
      signal?.removeEventListener('abort', cut)
      open.delete(connection)
      if (sent.ok) connection.quit()
      else {
        connection.close()
        log.warn('notice.attempt', sent.error.fields)
      }
      return sent.ok ? sent : err(sent.error.fault)
    },
    close() {
      for (const connection of open) connection.close()
    },
  }
}

const connectionOptions = (options: SmarthostOptions): SMTPConnection.Options => ({
  host: options.host,
  port: options.port,
  name: options.hostName,
  secure: options.tls === 'implicit',
  // No fallback: a smarthost that offers no STARTTLS gets nothing (RFC 8314 §3).
  requireTLS: options.tls === 'starttls',
  ignoreTLS: options.tls === 'none',
  tls: {
    minVersion: 'TLSv1.2',
    ...(options.trust === null ? {} : { ca: options.trust }),
  },
  connectionTimeout: portalLimits.noticeConnectMsMax,
  greetingTimeout: portalLimits.noticeConnectMsMax,
  socketTimeout: portalLimits.noticeSilenceMsMax,
  dnsTimeout: portalLimits.noticeConnectMsMax,
  logger: false,
})

interface Failed {
  readonly fault: NoticeFault
  /** Never the words of a reply: it may quote the address (invariant 8). */
  readonly fields: { readonly state: string; readonly reply: number | undefined }
}

/**
 * The address alone is refused for good: by 5yz to RCPT, or to the content that names it nowhere
 * else. What a smarthost says to AUTH or MAIL is about us, and may be repaired: later.
 */
function failedBy(failure: NodemailerError): Failed {
  const reply = failure.responseCode
  const isAboutAddress = failure.command === 'RCPT TO' || failure.command === 'DATA'
  const isFinal = reply !== undefined && reply >= 500 && isAboutAddress
  return {
    fault: isFinal ? 'refused' : 'unavailable',
    fields: { state: failure.code ?? failure.name, reply },
  }
}

function converse(
  connection: SMTPConnection,
  { login, bounceAddress }: SmarthostOptions,
  to: string,
  content: Buffer,
): Promise<Result<void, Failed>> {
  return new Promise((resolve) => {
    const failed = (failure?: NodemailerError | null): void =>
      resolve(err(failedBy(failure ?? Object.assign(new Error('closed'), { code: 'CLOSED' }))))
    const send = (): void =>
      connection.send(
        { from: bounceAddress, to: [to], size: content.length },
        content,
        (failure) => (failure ? failed(failure) : resolve(ok(undefined))),
      )
    connection.on('error', failed)
    connection.on('end', () => failed())
    connection.connect((failure) => {
      if (failure) return failed(failure)
      if (login === null) return send()
      const { user, password: pass } = login
      connection.login({ credentials: { user, pass } }, (refusal) =>
        refusal ? failed(refusal) : send(),
      )
    })
  })
}
