import { readText } from './read-text.js'
import { type ReadingContext, type ReadingResult, unread } from './reading.js'
import type { Sniffed } from './sniff.js'

/** Files that say nothing of themselves but their content; also what is wrapped in others. */
export async function readContent(
  bytes: Uint8Array,
  sniffed: Sniffed,
  context: ReadingContext,
): Promise<ReadingResult> {
  switch (sniffed.kind) {
    case 'pdf':
      return (await import('./read-pdf.js')).readPdf(bytes, context)
    case 'image':
      return (await import('./read-image.js')).readImage(bytes, sniffed.mediaType, context)
    case 'rtf':
      return (await import('./read-rtf.js')).readRtf(bytes)
    case 'html':
      return (await import('./read-html.js')).readHtml(bytes)
    case 'zip':
      return (await import('./read-office.js')).readOffice(bytes)
    case 'xml':
      return (await import('./read-xml.js')).readXml(bytes)
    case 'text':
      return readText(bytes)
    default:
      return isEncryptedOffice(bytes)
        ? unread('encrypted', 'office')
        : unread('unsupported', sniffed.mediaType)
  }
}

/** A Word file under a password: an OLE container with a stream of this name (MS-OFFCRYPTO). */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return (
    octets.length > 8 &&
    octets.readUInt32BE(0) === 0xd0cf11e0 &&
    octets.includes('EncryptedPackage', 0, 'utf16le')
  )
}
