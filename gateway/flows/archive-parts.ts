import { documentLimits } from '../../domain/document-limits.js'
import type { MimePart } from '../../mail-format/scanned-message.js'

/** The profile of IHE XDM by mail (mssante.md §3.1). */
export const isArchiveSubject = (subject: string): boolean => /^\s*XDM\/1\.0\/DDM/i.test(subject)

const zipTypes = new Set(['zip', 'x-zip', 'x-zip-compressed', 'x-zip-encrypted'])

const isZip = ({ type, subtype, fileName }: MimePart): boolean =>
  (type === 'application' && zipTypes.has(subtype)) || /\.(zip|xdm)$/i.test(fileName?.trim() ?? '')

/** Outlook's wrapping of attachments (MS-OXTNEF): an archive may be inside. */
export const isWinmail = ({ type, subtype, fileName }: MimePart): boolean =>
  (type === 'application' && (subtype === 'ms-tnef' || subtype === 'vnd.ms-tnef')) ||
  /^winmail\.dat$/i.test(fileName?.trim() ?? '')

/** The leaves of a message in their order; those of enclosed messages where `enclosed`. */
export function* leafParts(part: MimePart, enclosed: boolean): Generator<MimePart> {
  if (part.type === 'multipart') {
    for (const child of part.children) yield* leafParts(child, enclosed)
    return
  }
  if (part.message === null) yield part
  else if (enclosed) yield* leafParts(part.message.root, enclosed)
}

const isText = ({ type, fileName }: MimePart): boolean => type === 'text' && fileName === null

/**
 * Parts that may be an archive of documents. Under a subject that announces one, any file may be
 * it, whatever its name and type.
 */
export function possibleArchives(
  root: MimePart,
  { announced, enclosed }: { readonly announced: boolean; readonly enclosed: boolean },
): MimePart[] {
  const found: MimePart[] = []
  for (const part of leafParts(root, enclosed)) {
    const isCandidate = isZip(part) || isWinmail(part) || (announced && !isText(part))
    if (isCandidate && found.push(part) >= documentLimits.archivePartsMax) break
  }
  return found
}

/** What the archive's own directory, its name or the subject says; unpacked by nobody. */
export function looksLikeXdm(bytes: Uint8Array, fileName: string): boolean {
  if (/^ihe[-_ ]?xdm/i.test(fileName.trim())) return true
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // Names of entries stand uncompressed, in whatever case their writer chose.
  return /IHE_XDM[/\\]/i.test(octets.toString('latin1'))
}

/** `PK\x03\x04`, or an empty archive's end record. */
export const hasZipSignature = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
