import { documentLimits } from '../../domain/document-limits.js'
import type { MessageId } from '../../domain/ids.js'
import type { MimePart } from '../../mail-format/scanned-message.js'
import { decodeTransfer } from '../../mail-format/transfer-decoding.js'
import type { StoredStructure, StoreReader } from '../../mailbox-store/contract.js'
import {
  hasZipSignature,
  isArchiveSubject,
  isWinmail,
  looksLikeXdm,
  possibleArchives,
} from '../flows/archive-parts.js'

export interface MailAttachment {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** An XDM archive, or Outlook's wrapping that holds one. */
  readonly isArchive: boolean
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

const isOne = (parts: readonly MimePart[], part: MimePart): boolean => parts.includes(part)

/**
 * What of a message goes to the vault, one at a time: archives first, so that the copies beside
 * them are known as such.
 */
export async function* attachmentsToFile(
  read: StoreReader,
  id: MessageId,
  { root, envelope }: StoredStructure,
  wants: 'archives' | 'all',
): AsyncGenerator<MailAttachment> {
  const announced = isArchiveSubject(envelope.subject)
  const possible = possibleArchives(root, { announced, enclosed: false })
  const documents = wants === 'all' ? documentParts(root) : []
  const others = documents.filter((part) => !isOne(possible, part))
  let left: number = documentLimits.attachmentsFiledMax
  for (const part of [...possible, ...others]) {
    if (left-- <= 0) return
    const bytes = await decodedPart(read, id, part)
    if (bytes === null) return
    const fileName = part.fileName ?? ''
    const isPacked = announced && (hasZipSignature(bytes) || isWinmail(part))
    const isArchive = isOne(possible, part) && (looksLikeXdm(bytes, fileName) || isPacked)
    if (isArchive || isOne(documents, part))
      yield { fileName, mediaType: mediaTypeOf(part), bytes, isArchive }
  }
}

async function decodedPart(
  read: StoreReader,
  id: MessageId,
  part: MimePart,
): Promise<Uint8Array | null> {
  const octets = await read.bodyRange(id, part.bodyStart, part.end)
  return octets === null ? null : decodeTransfer(part.encoding, octets)
}
