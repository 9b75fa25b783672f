import type { FileToExtract } from '../contract/extracted-document.js'
import { type FileReading, fileReading } from './file-reading.js'
import { readDocument } from './read-document.js'
import type { ReadingContext } from './reading.js'
import { sniff } from './sniff.js'

/**
 * One file: a document, or an archive of documents. Every failure of a reader is a fault, so that a
 * process outlives most hostile files; the pool ends the rest.
 */
export async function readFile(file: FileToExtract, context: ReadingContext): Promise<FileReading> {
  try {
    const { kind } = sniff(file.bytes)
    if (kind === 'zip') {
      const { readZip } = await import('./read-zip.js')
      return await readZip(file, context)
    }
    if (kind === 'winmail') {
      const { readWinmailFile } = await import('./read-winmail.js')
      return await readWinmailFile(file, context)
    }
    return fileReading(await readDocument(file, context))
  } catch (failure) {
    // Our bug, or the end of a stack or of memory: what it says could quote the file.
    const isRange = failure instanceof RangeError
    const detail = failure instanceof Error ? failure.name : 'unknown'
    const fault =
      isRange && /alloc|invalid array/i.test(failure.message) ? 'out-of-memory' : 'malformed'
    return { extraction: { ok: false, fault, detail }, wantsOcr: false }
  }
}
