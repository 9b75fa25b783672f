import { err } from '../../domain/result.js'
import { officeParts } from './office-parts.js'
import { readDocx } from './read-docx.js'
import { readOdt } from './read-odt.js'
import { type ReadingResult, unread } from './reading.js'

const wordPart = /^word\/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$/
const wanted = new RegExp(
  `^(mimetype|content\\.xml|meta\\.xml|styles\\.xml|docProps/core\\.xml)$|${wordPart.source}`,
)

/** A ZIP file is read when it is a text of Word or of OpenDocument; anything else is not ours. */
export async function readOffice(bytes: Uint8Array): Promise<ReadingResult> {
  const read = await officeParts(bytes, wanted)
  if (!read.ok) return err(read.error)
  const parts = read.value
  if (parts.has('word/document.xml')) return readDocx(parts)
  const kind = Buffer.from(parts.get('mimetype') ?? [])
    .toString('latin1')
    .trim()
  if (parts.has('content.xml') && (kind === '' || /opendocument\.text/.test(kind)))
    return readOdt(parts)
  return unread('unsupported', 'zip')
}
