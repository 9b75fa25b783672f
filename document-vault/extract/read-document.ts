import { err, ok, type Result } from '../../domain/result.js'
import type {
  DeclaredFacts,
  ExtractedDocument,
  FileToExtract,
} from '../contract/extracted-document.js'
import { cleanHeadings, cleanLine, cleanText } from './clean-text.js'
import { readCdaDocument } from './read-cda.js'
import { readContent } from './read-content.js'
import { readFhir } from './read-fhir.js'
import type { Reading, ReadingContext, ReadingFault } from './reading.js'
import { sniff } from './sniff.js'

export interface DocumentReading {
  readonly document: ExtractedDocument
  readonly wantsOcr: boolean
}

export type DocumentFile = Pick<FileToExtract, 'bytes' | 'fileName'>

/** One document that is no archive; readers of heavy formats are loaded when first met. */
export async function readDocument(
  file: DocumentFile,
  context: ReadingContext,
): Promise<Result<DocumentReading, ReadingFault>> {
  const sniffed = sniff(file.bytes)
  if (sniffed.kind === 'cda') {
    const read = await readCdaDocument(file.bytes, sniffed.mediaType, context)
    return read.ok ? ok(finished(file, read.value.reading, read.value.declared)) : read
  }
  if (sniffed.kind === 'fhir-json' || sniffed.kind === 'fhir-xml') {
    const read = await readFhir(file.bytes, sniffed.kind, context)
    return read.ok ? ok(finished(file, read.value.reading, read.value.declared)) : read
  }
  const read = await readContent(file.bytes, sniffed, context)
  return read.ok ? ok(finished(file, read.value, null)) : err(read.error)
}

/** Texts cleaned and bounded: what leaves the process. */
function finished(
  file: DocumentFile,
  reading: Reading,
  declared: DeclaredFacts | null,
): DocumentReading {
  const { text, isTruncated } = cleanText(reading.text)
  const alarms = new Set(reading.alarms)
  if (isTruncated) alarms.add('text-truncated')
  const document: ExtractedDocument = {
    format: reading.format,
    mediaType: reading.mediaType,
    fileName: cleanLine(file.fileName),
    bytes: file.bytes,
    title: cleanLine(reading.title),
    headings: cleanHeadings(reading.headings),
    text,
    textSource: text === '' ? 'none' : reading.textSource,
    pages: reading.pages,
    declared,
    alarms: [...alarms],
  }
  return { document, wantsOcr: reading.wantsOcr }
}
