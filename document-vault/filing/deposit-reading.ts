import type { IdentityTraits, IdentityVerdict } from '../../domain/identity-traits.js'
import type { Environment } from '../../domain/ins.js'
import type { Classify, RememberedChoice } from '../contract/classification.js'
import type { ExtractedDocument, Extraction, Extractor } from '../contract/extracted-document.js'
import type { Deposit } from '../contract/vault.js'
import { isUpload } from './candidate.js'

export type JudgeDocuments = (
  patient: IdentityTraits,
  documents: readonly ExtractedDocument[],
  environment: Environment,
) => readonly IdentityVerdict[]

/** The parts that read and judge documents; handed in, so that tests can do without processes. */
export interface DocumentReaders {
  readonly extractor: Extractor
  readonly classify: Classify
  readonly shapeOf: (document: ExtractedDocument) => string
  readonly judgeDocuments: JudgeDocuments
  /** The file inside a CDA of level 1 that the extractor could read; null when there is none. */
  readonly wrappedFile: (document: ExtractedDocument) => Uint8Array | null
  readonly environment: Environment
  readonly ocr: boolean
}

/** A process that died may have died of something else: the file is tried in a second one. */
export async function extract(readers: DocumentReaders, deposit: Deposit): Promise<Extraction> {
  const file = { ...deposit.file, ocr: readers.ocr }
  const first = await readers.extractor.extract(file)
  return first.ok || first.fault !== 'crashed' ? first : readers.extractor.extract(file)
}

export function classified(
  readers: DocumentReaders,
  deposit: Deposit,
  document: ExtractedDocument,
  remembered: readonly RememberedChoice[],
) {
  return readers.classify(document, {
    depositor: isUpload(deposit) ? 'patient' : 'professional',
    senderSpeciality: deposit.source.senderSpeciality,
    subject: deposit.source.subject,
    fileName: document.fileName || deposit.file.fileName,
    remembered,
  })
}
