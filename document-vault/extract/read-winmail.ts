import { readWinmail } from '../../mail-format/winmail.js'
import type { ExtractedDocument, FileToExtract } from '../contract/extracted-document.js'
import { type FileReading, fileReading, severalDocuments } from './file-reading.js'
import { readDocument } from './read-document.js'
import { readZip } from './read-zip.js'
import type { ReadingContext } from './reading.js'
import { sniff } from './sniff.js'
import { unreadDocument } from './unread-document.js'

/** winmail.dat (MS-OXTNEF): the files inside, one level deep; another winmail.dat is not opened. */
export async function readWinmailFile(
  file: FileToExtract,
  context: ReadingContext,
): Promise<FileReading> {
  const read = readWinmail(file.bytes)
  if (!read.ok)
    return { extraction: { ok: false, fault: read.error, detail: 'winmail' }, wantsOcr: false }
  const documents: ExtractedDocument[] = []
  let wantsOcr = false
  for (const inner of read.value) {
    const { kind, mediaType } = sniff(inner.bytes)
    if (kind === 'winmail') {
      documents.push(unreadDocument(inner, mediaType, 'nested'))
      continue
    }
    const found = await readInner({ ...file, ...inner }, kind === 'zip', context)
    wantsOcr ||= found.wantsOcr
    documents.push(
      ...(found.extraction.ok
        ? found.extraction.documents
        : [unreadDocument(inner, mediaType, found.extraction.fault)]),
    )
  }
  return severalDocuments('winmail', documents, wantsOcr)
}

async function readInner(
  file: FileToExtract,
  isZip: boolean,
  context: ReadingContext,
): Promise<FileReading> {
  if (isZip) return readZip(file, context)
  return fileReading(await readDocument(file, context))
}
