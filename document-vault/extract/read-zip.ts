import { archiveFiles } from '../../mail-format/xdm/archive-files.js'
import { looksLikeXdm } from '../../mail-format/xdm/looks-like-xdm.js'
import { readXdmArchive } from '../../mail-format/xdm/xdm-reader.js'
import type { ExtractedDocument, FileToExtract } from '../contract/extracted-document.js'
import { cleanLine } from './clean-text.js'
import { type FileReading, fileReading, severalDocuments } from './file-reading.js'
import { readDocument } from './read-document.js'
import type { ReadingContext } from './reading.js'
import { sniff } from './sniff.js'
import { unreadDocument } from './unread-document.js'
import { contradictions, declaredByEntry, joinedFacts } from './xdm-facts.js'

/** A ZIP file is an XDM archive, or an Office document, or not ours to open. */
export async function readZip(file: FileToExtract, context: ReadingContext): Promise<FileReading> {
  const isSure = isXdm(file)
  if (!isSure && (await wrapsXdm(file))) {
    const extraction = { ok: false, fault: 'archive-refused', detail: 'nested-archive' } as const
    return { extraction, wantsOcr: false }
  }
  if (!isSure && !looksLikeXdm(file.bytes)) return fileReading(await readDocument(file, context))
  const read = await readXdmArchive(file.bytes)
  // Other programs, too, call a file METADATA.XML.
  if (!read.ok && !isSure) return fileReading(await readDocument(file, context))
  if (!read.ok) {
    const extraction = { ok: false, fault: 'archive-refused', detail: read.error } as const
    return { extraction, wantsOcr: false }
  }
  const documents: ExtractedDocument[] = []
  let wantsOcr = false
  for (const submission of read.value.submissions) {
    for (const entry of submission.documents) {
      const bytes = entry.bytes ?? new Uint8Array(0)
      const inner = { fileName: entry.fileName, bytes }
      const found = await readEntry(inner, entry.bytes === null, context)
      wantsOcr ||= found.wantsOcr
      const { document } = found
      const declared = declaredByEntry(entry)
      const said = cleanLine(entry.title)
      documents.push({
        ...document,
        // What an author declared is worth more than the largest letters of a page.
        title: (document.declared ? document.title || said : said) || document.title,
        headings: document.declared ? document.headings : withTitle(document),
        declared: document.declared ? joinedFacts(document.declared, declared) : declared,
        alarms: [
          ...new Set([
            ...document.alarms,
            ...entry.alarms,
            ...read.value.alarms,
            ...(document.declared ? contradictions(document.declared, declared) : []),
          ]),
        ],
      })
    }
  }
  for (const inner of read.value.undeclared) {
    const found = await readUndeclared(inner, context)
    if (found !== null)
      documents.push({ ...found, alarms: [...new Set([...found.alarms, ...read.value.alarms])] })
  }
  // An order to delete what is elsewhere, or nothing at all: never taken in silence.
  if (documents.length === 0) {
    const [detail = 'metadata-incomplete'] = read.value.alarms
    return { extraction: { ok: false, fault: 'archive-refused', detail }, wantsOcr: false }
  }
  return severalDocuments('xdm', documents, wantsOcr)
}

/**
 * A CDA says by itself what it is and whose: never dropped in silence, as it may be another
 * person's. Other files are known by their metadata alone.
 */
async function readUndeclared(
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  context: ReadingContext,
): Promise<ExtractedDocument | null> {
  if (sniff(file.bytes).kind !== 'cda') return null
  const read = await readDocument(file, context)
  return read.ok && read.value.document.declared ? read.value.document : null
}

const withTitle = ({ title, headings }: ExtractedDocument): string[] =>
  [...new Set([title, ...headings])].filter((heading) => heading !== '')

async function readEntry(
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  isMissing: boolean,
  context: ReadingContext,
): Promise<{ readonly document: ExtractedDocument; readonly wantsOcr: boolean }> {
  const { kind, mediaType } = sniff(file.bytes)
  const unreadOne = (fault: string) => ({
    document: unreadDocument(file, mediaType, fault),
    wantsOcr: false,
  })
  if (isMissing) return unreadOne('document-missing')
  if (kind === 'winmail') return unreadOne('nested')
  const read = await readDocument(file, context)
  return read.ok ? read.value : unreadOne(read.error.fault)
}

/** Its folder stands in the names of its entries (IHE ITI TF-2 3.32.4.1.2), in any case. */
const isXdm = (file: FileToExtract): boolean =>
  /^ihe_xdm\b.*\.zip$|\.xdm$/i.test(file.fileName) || /IHE_XDM[/\\]/i.test(namesIn(file))

/** Names of entries stand uncompressed, before each and in the directory at the end. */
function namesIn({ bytes }: FileToExtract): string {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = octets.subarray(0, 100_000).toString('latin1')
  return `${head}\n${octets.subarray(-1_000_000).toString('latin1')}`
}

/** A zip of zips: inside it an XDM archive would pass for a file of no interest. */
async function wrapsXdm(file: FileToExtract): Promise<boolean> {
  if (!/\.(zip|xdm)/i.test(namesIn(file))) return false
  const inner = await archiveFiles(file.bytes)
  return inner.ok && inner.value.some(({ bytes }) => looksLikeXdm(bytes))
}
