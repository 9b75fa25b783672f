import { documentLimits } from '../../domain/document-limits.js'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { MimePart } from '../../mail-format/scanned-message.js'
import type { StoredStructure, StoreReader } from '../../mailbox-store/contract.js'
import {
  hasWinmailSignature,
  hasZipSignature,
  isArchiveSubject,
  isXdmName,
} from '../flows/transaction/archive-parts.js'
import { possibleArchives } from '../flows/transaction/archive-search.js'
import { decodedPart, type MessageOctets } from '../flows/transaction/decoded-part.js'

export interface MailAttachment {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** An XDM archive, or Outlook's wrapping that holds one. */
  readonly isArchive: boolean
  /** Stands for all beyond `attachmentsFiledMax`, which nobody reads: their sender is told. */
  readonly isLeftOut: boolean
}

/** Signatures and cards are files that nobody wants to keep as documents. */
const noDocuments = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-signature',
  'application/pgp-encrypted',
  'text/calendar',
  'text/vcard',
  'text/x-vcard',
  'text/directory',
])

const mediaTypeOf = ({ type, subtype }: MimePart): string => `${type}/${subtype}`

/** The picture of a signature or a letterhead: the text names it by its Content-ID (RFC 2392). */
const isOfTheText = (part: MimePart, inRelated: boolean): boolean =>
  part.type === 'image' &&
  part.contentId !== null &&
  (inRelated || part.disposition !== 'attachment')

function isDocument(part: MimePart, inRelated: boolean): boolean {
  if (noDocuments.has(mediaTypeOf(part)) || isOfTheText(part, inRelated)) return false
  // Receipts and pieces of mail, and signatures that are called anything.
  if (part.type === 'message' || /\.(p7s|asc|vcf|ics)$/i.test(part.fileName ?? '')) return false
  return part.type !== 'text' || part.disposition === 'attachment' || part.fileName !== null
}

/** Files for a reader, in their order; bodies, pictures of the text and enclosed mail left out. */
export function documentParts(part: MimePart, inRelated = false): MimePart[] {
  if (part.type === 'multipart')
    return part.children.flatMap((child, index) =>
      // The first of multipart/related is the text itself (RFC 2387 §3.2).
      documentParts(child, inRelated || (part.subtype === 'related' && index > 0)),
    )
  return part.message === null && isDocument(part, inRelated) ? [part] : []
}

/** Zips too, and documents of their own beside an archive. */
const isOffice = /\.(docx|odt|xlsx|ods|pptx|odp)$/i

const isOne = (parts: readonly MimePart[], part: MimePart): boolean => parts.includes(part)

/**
 * What of a message goes to the vault, one at a time: archives first, so that the copies beside
 * them are known as such. The same parts count as archives as at the final dot.
 */
export async function* attachmentsToFile(
  store: StoreReader,
  id: MessageId,
  { root, envelope }: StoredStructure,
  wants: 'archives' | 'all',
): AsyncGenerator<MailAttachment> {
  const read = storedOctets(store, id)
  const announced = isArchiveSubject(envelope.subject)
  const possible = await possibleArchives(root, { announced, thorough: false }, read)
  const documents = wants === 'all' ? documentParts(root) : []
  const others = documents.filter((part) => !isOne(possible, part))
  const parts = [...possible, ...others]
  const { attachmentsFiledMax } = documentLimits
  for (const part of parts.slice(0, attachmentsFiledMax)) {
    const { bytes, sign } = await decodedPart(read, part)
    const fileName = part.fileName ?? ''
    const isPacked = hasZipSignature(bytes) || hasWinmailSignature(bytes)
    const isMeant = announced && !isOffice.test(fileName)
    const isXdm = sign !== 'none' || isXdmName(fileName) || isMeant
    const isArchive = isPacked && isXdm
    if (isArchive || isOne(documents, part))
      yield { fileName, mediaType: mediaTypeOf(part), bytes, isArchive, isLeftOut: false }
  }
  if (parts.length > attachmentsFiledMax) yield leftOut(parts.length - attachmentsFiledMax)
}

const leftOut = (count: number): MailAttachment => ({
  fileName: `${count} fichiers de plus que le maximum`,
  mediaType: '',
  bytes: new Uint8Array(0),
  isArchive: false,
  isLeftOut: true,
})

const storedOctets = (store: StoreReader, id: MessageId): MessageOctets =>
  async function* (start, end) {
    for (let from = start; from < end; from += limits.bodyChunkBytesMax) {
      const to = Math.min(from + limits.bodyChunkBytesMax, end)
      const piece = await store.bodyRange(id, from, to)
      // The job keeps its message alive.
      if (piece === null) throw new Error('the message of a job is gone')
      yield piece
    }
  }
