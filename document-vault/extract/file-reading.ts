import type { Result } from '../../domain/result.js'
import type { ExtractedDocument, Extraction } from '../contract/extracted-document.js'
import type { DocumentReading } from './read-document.js'
import type { ReadingFault } from './reading.js'

export interface FileReading {
  readonly extraction: Extraction
  readonly wantsOcr: boolean
}

export function fileReading(read: Result<DocumentReading, ReadingFault>): FileReading {
  if (!read.ok) return { extraction: { ok: false, ...read.error }, wantsOcr: false }
  const { document, wantsOcr } = read.value
  return { extraction: { ok: true, kind: 'file', documents: [document] }, wantsOcr }
}

export const severalDocuments = (
  kind: 'xdm' | 'winmail',
  documents: readonly ExtractedDocument[],
  wantsOcr: boolean,
): FileReading => ({ extraction: { ok: true, kind, documents }, wantsOcr })
