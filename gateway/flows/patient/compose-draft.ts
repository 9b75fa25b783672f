import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { PatientReply } from '../contract.js'
import { cleanFileName, leafType, type NamedAddress, oneLine } from './compose-reply.js'

/**
 * Fields of our own, so that a list of drafts is read without opening them; names in lower case as
 * the store gives them back. They never leave: what is sent is composed anew.
 */
export const draftFields = {
  kind: 'x-mss-draft',
  /** Place of the message answered: mailbox, UID, internal date; absent for a new message. */
  answers: 'x-mss-draft-answers',
  replyAll: 'x-mss-draft-all',
  /** Digest of the form that saved it. */
  form: 'x-mss-draft-form',
  /** Octets, SHA-256 in base64url, media type. */
  file: 'x-mss-draft-file',
  /** UTF-8 in base64url. */
  fileName: 'x-mss-draft-name',
} as const

export const formDigest = (formId: string): string =>
  createHash('sha256').update(formId).digest('base64url').slice(0, 22)

export const contentDigest = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url')

interface DraftHead {
  readonly at: number
  readonly messageId: string
  readonly from: NamedAddress
  readonly to: NamedAddress
}

const named = ({ name, address }: NamedAddress) => ({ name: oneLine(name, 120), address })

const compose = (
  head: DraftHead,
  headers: Record<string, string>,
  more: ConstructorParameters<typeof MailComposer>[0],
): Promise<Buffer> =>
  new MailComposer({
    from: named(head.from),
    to: named(head.to),
    date: new Date(head.at),
    messageId: `<${head.messageId}>`,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
    ...more,
  })
    .compile()
    .build()

export interface DraftToCompose extends DraftHead {
  readonly subject: string
  readonly text: string
  readonly replyAll: boolean
  readonly formId: string
  /** `mailbox.uid.date`, or null for a new message. */
  readonly answers: string | null
  /** Message-ID without brackets of the message answered (RFC 5322 §3.6.4), or null. */
  readonly inReplyTo: string | null
}

/** The words of a draft. Base64 brings them back as they were, ends of lines too. */
export const composeDraftText = (draft: DraftToCompose): Promise<Buffer> =>
  compose(
    draft,
    {
      [draftFields.kind]: 'text',
      [draftFields.replyAll]: draft.replyAll ? '1' : '0',
      [draftFields.form]: formDigest(draft.formId),
      ...(draft.answers === null ? {} : { [draftFields.answers]: draft.answers }),
    },
    {
      subject: oneLine(draft.subject, 250),
      attachments: [
        {
          content: Buffer.from(draft.text),
          contentType: 'text/plain; charset=utf-8',
          contentTransferEncoding: 'base64',
          contentDisposition: 'inline',
          filename: false,
        },
      ],
      ...(draft.inReplyTo === null ? {} : { inReplyTo: `<${draft.inReplyTo}>` }),
    },
  )

/** A file of a draft, a message of its own: saving words again never moves files. */
export const composeDraftFile = (
  head: DraftHead,
  file: PatientReply['attachments'][number],
): Promise<Buffer> => {
  const { content } = file
  const fileName = cleanFileName(file.fileName)
  const contentType = leafType(file.contentType)
  const facts = `${content.byteLength} ${contentDigest(content)} ${contentType}`
  return compose(
    head,
    {
      [draftFields.kind]: 'file',
      [draftFields.file]: facts,
      [draftFields.fileName]: Buffer.from(fileName).toString('base64url'),
    },
    {
      attachments: [
        {
          filename: fileName,
          contentType,
          content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
          contentTransferEncoding: 'base64',
        },
      ],
    },
  )
}
