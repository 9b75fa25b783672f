import type { MimePart } from '../../../mail-format/scanned-message.js'

/**
 * The profile of IHE XDM by mail (mssante.md §3.1), also behind `[DMP]`, `[Annule et remplace]` and
 * the marks of answers.
 */
export const isArchiveSubject = (subject: string): boolean =>
  /^\s*(?:(?:\[[^\]]{0,80}\]|(?:re|tr|fwd?)\s*:)\s*)*XDM\/1\.0\/DDM/i.test(subject)

const zipTypes = new Set(['zip', 'x-zip', 'x-zip-compressed', 'x-zip-encrypted'])

const isZip = ({ type, subtype, fileName }: MimePart): boolean =>
  (type === 'application' && zipTypes.has(subtype)) || /\.(zip|xdm)$/i.test(fileName?.trim() ?? '')

/** Outlook's wrapping of attachments (MS-OXTNEF): an archive may be inside. */
const isWinmail = ({ type, subtype, fileName }: MimePart): boolean =>
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

/** What mail readers show as the text itself, and offer to nobody as a file. */
export const isBodyText = ({ type, fileName, encoding }: MimePart): boolean =>
  type === 'text' && fileName === null && encoding !== 'base64'

/**
 * By what its header says a part may be an archive of documents. Under a subject that announces
 * one, any file may be it.
 */
export const isNamedArchive = (part: MimePart, announced: boolean): boolean =>
  isZip(part) || isWinmail(part) || (announced && !isBodyText(part))

/** `PK\x03\x04`, or an empty archive's end record. */
export const hasZipSignature = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** MS-OXTNEF §2.1.3.2. */
export const hasWinmailSignature = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x78 && bytes[1] === 0x9f && bytes[2] === 0x3e && bytes[3] === 0x22

/**
 * `sure`: the names of an IHE XDM archive, or of a zip that holds one; whatever is wrong with it,
 * it was meant as one. `maybe`: a METADATA.XML outside of that folder, or a zip in the zip, which
 * others have too.
 */
export type XdmSign = 'sure' | 'maybe' | 'none'

export const isXdmName = (fileName: string): boolean => /^ihe[-_ ]?xdm/i.test(fileName.trim())

/** Names of entries stand uncompressed, in whatever case their writer chose. */
export const xdmSignIn = (text: string): XdmSign => {
  if (/ihe[-_ ]?xdm(?:[/\\]|[^/\\\x00-\x1f]{0,40}\.(?:zip|xdm))/i.test(text)) return 'sure'
  return /metadata\.xml|\.(?:zip|xdm)/i.test(text) ? 'maybe' : 'none'
}
