import {
  type AccountId,
  asMailboxId,
  asUid,
  type MailboxId,
  type MessageId,
  type Uid,
} from '../../../domain/ids.js'
import { transferDecoder } from '../../../mail-format/transfer-decoding.js'
import type { CorrespondenceEmail, StoreReader } from '../../../mailbox-store/contract.js'
import { draftFields } from './compose-draft.js'

/** The draft of one exchange as it lies in the patient's Drafts. */
export interface StoredDraft {
  /** Null when only files are there. */
  readonly text: StoredDraftText | null
  readonly files: readonly StoredDraftFile[]
  /** UID in Sent of the newest message that the patient sent in this exchange; 0 for none. */
  readonly lastSentUid: number
  readonly emails: readonly CorrespondenceEmail[]
}
export interface StoredDraftText {
  readonly email: CorrespondenceEmail
  readonly answers: AnsweredPlace | null
  readonly replyAll: boolean
  readonly formDigest: string
}
export interface StoredDraftFile {
  readonly email: CorrespondenceEmail
  readonly fileName: string
  readonly contentType: string
  readonly bytes: number
  readonly digest: string
}
export interface AnsweredPlace {
  readonly mailboxId: MailboxId
  readonly uid: Uid
  readonly internalDate: number
}

/** Newest messages of an exchange among which the patient's last one is looked for. */
const lookback = 20

export const answersField = ({ mailboxId, uid, internalDate }: AnsweredPlace): string =>
  `${mailboxId}.${uid}.${internalDate}`

function answeredPlace(field: string | undefined): AnsweredPlace | null {
  const found = /^(\d{1,15})\.(\d{1,10})\.(\d{1,15})$/.exec(field?.trim() ?? '')
  if (found === null) return null
  return {
    mailboxId: asMailboxId(Number(found[1])),
    uid: asUid(Number(found[2])),
    internalDate: Number(found[3]),
  }
}

function fileOf(email: CorrespondenceEmail): StoredDraftFile {
  const { policyValues } = email
  const [bytes, digest, contentType] = (policyValues[draftFields.file] ?? '').trim().split(/\s+/)
  return {
    email,
    fileName: Buffer.from(policyValues[draftFields.fileName] ?? '', 'base64url').toString('utf8'),
    contentType: contentType ?? 'application/octet-stream',
    bytes: Number(bytes ?? 0),
    digest: digest ?? '',
  }
}

const kindOf = ({ policyValues }: CorrespondenceEmail): string =>
  policyValues[draftFields.kind]?.trim() ?? ''

/** Without the words: `draftWords` reads them. */
export async function readStoredDraft(
  read: Pick<StoreReader, 'drafts' | 'correspondence'>,
  patientId: AccountId,
  professionalAddress: string,
): Promise<StoredDraft> {
  const [emails, recent] = await Promise.all([
    read.drafts(patientId, professionalAddress),
    read.correspondence(patientId, professionalAddress, lookback),
  ])
  const text = emails.filter((email) => kindOf(email) === 'text').at(-1)
  return {
    text:
      text === undefined
        ? null
        : {
            email: text,
            answers: answeredPlace(text.policyValues[draftFields.answers]),
            replyAll: text.policyValues[draftFields.replyAll]?.trim() === '1',
            formDigest: text.policyValues[draftFields.form]?.trim() ?? '',
          },
    files: emails.filter((email) => kindOf(email) === 'file').map(fileOf),
    lastSentUid: recent.find(({ role }) => role === 'sent')?.uid ?? 0,
    emails,
  }
}

/** The one part of a message of a draft, decoded; null when it is gone. */
export async function draftContent(
  read: Pick<StoreReader, 'structure' | 'body'>,
  messageId: MessageId,
): Promise<Buffer | null> {
  const structure = await read.structure(messageId)
  if (structure === null) return null
  const { encoding, bodyStart, end } = structure.root
  const decoder = transferDecoder(encoding.toLowerCase())
  const pieces: Uint8Array[] = []
  for await (const piece of read.body(messageId, bodyStart, end)) pieces.push(decoder.write(piece))
  pieces.push(decoder.finish())
  return Buffer.concat(pieces)
}

/** As the form had them, lines ended by `\n`. */
export async function draftWords(
  read: Pick<StoreReader, 'structure' | 'body'>,
  { email }: StoredDraftText,
): Promise<string> {
  const content = await draftContent(read, email.messageId)
  return content?.toString('utf8').replace(/\r\n/g, '\n') ?? ''
}
