import MailComposer from 'nodemailer/lib/mail-composer'
import type { PatientReply } from '../contract.js'

export interface NamedAddress {
  readonly name: string
  readonly address: string
}
export interface ReplyToCompose {
  readonly at: number
  readonly messageId: string
  readonly from: NamedAddress
  readonly to: readonly NamedAddress[]
  readonly cc: readonly NamedAddress[]
  /** Message-IDs without brackets; null for a new message. */
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly subject: string
  readonly text: string
  readonly attachments: PatientReply['attachments']
}

/** Tells professionals' software that a patient wrote (mssante.md §7 C 26, ECO.3.1.1). */
const patientMailHeader = { name: 'X-MSS-Emetteur', value: 'USAGER' } as const

export const oneLine = (text: string, charactersMax: number): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, charactersMax)

/** Whether a Message-ID may stand between angle brackets without breaking its header. */
export const isQuotableId = (messageId: string): boolean =>
  /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/.test(messageId)

/** A name for a folder of the reader, never a path (mssante.md §7 C 29). */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  // Bidirectional marks make `exe.fdp` look like `pdf.exe`.
  const clean = oneLine(last, 1_000)
    .replace(/[\p{Cf}<>:"|?*]/gu, '')
    .replace(/^[. ]+|[. ]+$/g, '')
  const dot = clean.lastIndexOf('.')
  const extension = dot > 0 && clean.length - dot <= 10 ? clean.slice(dot) : ''
  const stem = extension === '' ? clean : clean.slice(0, dot)
  return stem === '' ? `document${extension}` : stem.slice(0, 120) + extension
}

/** Only leaves: a patient's file is never taken for a part tree of the message. */
export const leafType = (type: string): string =>
  /^(application|audio|font|image|text|video)\/[\w.+-]{1,100}$/i.test(type)
    ? type.toLowerCase()
    : 'application/octet-stream'

/** The answer as RFC 5322 octets with CRLF, from the words and files of the portal's form. */
export function composeReply(reply: ReplyToCompose): Promise<Buffer> {
  const named = ({ name, address }: NamedAddress) => ({ name: oneLine(name, 120), address })
  const { inReplyTo, references } = reply
  const composer = new MailComposer({
    from: named(reply.from),
    to: reply.to.map(named),
    ...(reply.cc.length > 0 ? { cc: reply.cc.map(named) } : {}),
    ...(inReplyTo === null ? {} : { inReplyTo: `<${inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    subject: oneLine(reply.subject, 250),
    date: new Date(reply.at),
    messageId: `<${reply.messageId}>`,
    headers: { [patientMailHeader.name]: patientMailHeader.value },
    text: reply.text,
    attachments: reply.attachments.map(({ fileName, contentType, content }) => ({
      filename: cleanFileName(fileName),
      contentType: leafType(contentType),
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
    // What a form sends is content, never a place to read from.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  return composer.compile().build()
}
