import type { MimePart } from '../../../mail-format/scanned-message.js'
import {
  hasWinmailSignature,
  hasZipSignature,
  isBodyText,
  isNamedArchive,
  leafParts,
} from './archive-parts.js'
import { decodedHead, type MessageOctets } from './decoded-part.js'

export interface ArchiveSearch {
  /** The subject says that there is one. */
  readonly announced: boolean
  /** Also where nothing says so: in enclosed messages, and behind octets of any other kind. */
  readonly thorough: boolean
}

/**
 * Parts that may be an archive of documents, in their order: by name and type, and by their first
 * octets, as both are wrong often enough.
 */
export async function possibleArchives(
  root: MimePart,
  { announced, thorough }: ArchiveSearch,
  read: MessageOctets,
): Promise<MimePart[]> {
  const found: MimePart[] = []
  for (const part of leafParts(root, thorough)) {
    if (isNamedArchive(part, announced)) found.push(part)
    else if (!isBodyText(part) && mayHold(part, await decodedHead(read, part), thorough))
      found.push(part)
  }
  return found
}

/** `%PDF`, JPEG, PNG: what is sent most, and often under no type. */
const isOrdinary = (head: Uint8Array): boolean =>
  ['%PDF', '\xff\xd8\xff', '\x89PNG'].some((magic) =>
    Buffer.from(head).toString('latin1').startsWith(magic),
  )

function mayHold(part: MimePart, head: Uint8Array, thorough: boolean): boolean {
  if (hasZipSignature(head) || hasWinmailSignature(head)) return true
  // A zip may stand behind a program that unpacks it: such a file is looked through.
  const isUntyped = part.type === 'application' && part.subtype === 'octet-stream'
  return thorough && isUntyped && !isOrdinary(head)
}
