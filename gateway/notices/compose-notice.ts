import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { domainOf } from '../../domain/email-address.js'
import type { NoticeOptions } from './notice-sender.js'

export interface NoticeAuthor {
  /** Outside the trust space. */
  readonly address: string
  readonly name: string
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** RFC 5322 octets with CRLF. Plain text alone: nothing to load, nothing to track. */
export function composeNotice(mail: {
  readonly author: NoticeAuthor
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly at: number
  readonly unsubscribeUrl: NoticeOptions['unsubscribeUrl']
}): Promise<Buffer> {
  const { author, to, subject, text, at, unsubscribeUrl } = mail
  const composer = new MailComposer({
    from: { name: author.name, address: author.address },
    to: { name: '', address: to },
    subject: oneLine(subject),
    text,
    textEncoding: 'quoted-printable',
    date: new Date(at),
    messageId: `<${randomBytes(18).toString('base64url')}@${domainOf(author.address)}>`,
    headers: {
      // RFC 3834 §5: no vacation answers to it.
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl === undefined
        ? {}
        : {
            // RFC 8058 §3.1.
            'List-Unsubscribe': `<${unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    newline: '\r\n',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
