import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { CodedValue, DocumentAuthor } from '../../mail-format/document-facts.js'

export type DocumentFormat =
  | 'cda'
  | 'pdf'
  | 'image'
  | 'rtf'
  | 'text'
  | 'docx'
  | 'odt'
  | 'html'
  | 'fhir'
  | 'unsupported'

/**
 * What the extractors know of one document. Comes out of another process: plain data only
 * (structured clone). All texts are bounded (domain/document-limits.ts) and free of control
 * characters.
 */
export interface ExtractedDocument {
  readonly format: DocumentFormat
  /** By content, not by name: `application/pdf`, `text/xml`, `image/jpeg`... */
  readonly mediaType: string
  readonly fileName: string
  /** The document itself; for winmail.dat and XDM: what was inside. */
  readonly bytes: Uint8Array
  /** CDA title, PDF or Office title, first line that stands out; empty when none. */
  readonly title: string
  /** Section titles and other headings, in order. */
  readonly headings: readonly string[]
  readonly text: string
  /** `ocr`: read from an image; `none`: nothing to read. */
  readonly textSource: 'native' | 'ocr' | 'none'
  readonly pages: number | null
  /** What the document or its XDM entry declares; null for plain files. */
  readonly declared: DeclaredFacts | null
  /** Stable words for traces: XdmAlarm, CDA alarms, `text-truncated`, `ocr-poor`... */
  readonly alarms: readonly string[]
}

export interface DeclaredFacts {
  /** Where each fact comes from; CDA wins over XDM, and a contradiction is an alarm. */
  readonly source: 'cda' | 'xdm' | 'cda+xdm' | 'fhir'
  readonly uniqueId: string
  readonly setId: string | null
  readonly versionNumber: number | null
  readonly replaces: readonly string[]
  readonly typeCode: CodedValue | null
  /** Of the XDM entry, when it differs from the CDA's. */
  readonly metadataTypeCode: CodedValue | null
  readonly classCode: CodedValue | null
  readonly confidentiality: readonly CodedValue[]
  readonly patient: IdentityTraits | null
  /** A second statement (XDM metadata beside the CDA), to be held against the first. */
  readonly metadataPatient: IdentityTraits | null
  readonly author: DocumentAuthor | null
  readonly practiceSetting: CodedValue | null
  readonly creationTime: number | null
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly mark: 'none' | 'archived' | 'deleted'
}

export interface FileToExtract {
  readonly bytes: Uint8Array
  readonly fileName: string
  /** As the mail declared it; only a hint. */
  readonly mediaType: string
  /** False: scans and photos give no text (fast path). */
  readonly ocr: boolean
}

export type ExtractionFault =
  | 'unsupported'
  | 'malformed'
  | 'encrypted'
  | 'too-big'
  | 'too-slow'
  | 'out-of-memory'
  | 'crashed'
  /** The queue is full: nothing was read, try again later. */
  | 'busy'
  /** An archive that is refused as a whole; `detail` is the XdmFault. */
  | 'archive-refused'

export type Extraction =
  | {
      readonly ok: true
      readonly kind: 'file' | 'xdm' | 'winmail'
      readonly documents: readonly ExtractedDocument[]
    }
  | { readonly ok: false; readonly fault: ExtractionFault; readonly detail: string }

/**
 * A pool of processes that read hostile files. A crash, a hang or a bomb ends one process, which is
 * started anew; the caller gets a fault as a value.
 */
export interface Extractor {
  extract(file: FileToExtract): Promise<Extraction>
  /** Ends the processes; work under way answers `crashed`. */
  close(): Promise<void>
}
