import type {
  ExtractedDocument,
  Extraction,
  FileToExtract,
} from '../contract/extracted-document.js'

/** To a process: one file; with `allowsOcr`, scans are read too. */
export interface ExtractionRequest {
  readonly file: FileToExtract
  readonly allowsOcr: boolean
  /** Time after which recognition stops and gives what it has. */
  readonly softMsMax: number
}

/** From a process: started, or the answer to its one request. */
export type ProcessMessage<Answer> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: Answer }

export interface ExtractionAnswer {
  readonly extraction: WireExtraction
  /** There is a scan in it that only recognition can read. */
  readonly wantsOcr: boolean
}

export type WireExtraction =
  | Exclude<Extraction, { ok: true }>
  | (Omit<Extract<Extraction, { ok: true }>, 'documents'> & {
      readonly documents: readonly WireDocument[]
    })

/** Bytes that equal the request's stay where they are: null here. */
export type WireDocument = Omit<ExtractedDocument, 'bytes'> & { readonly bytes: Uint8Array | null }

export const onTheWire = (extraction: Extraction, file: FileToExtract): WireExtraction =>
  extraction.ok
    ? {
        ...extraction,
        documents: extraction.documents.map((document) => ({
          ...document,
          bytes: document.bytes === file.bytes ? null : document.bytes,
        })),
      }
    : extraction

export const offTheWire = (extraction: WireExtraction, file: FileToExtract): Extraction =>
  extraction.ok
    ? {
        ...extraction,
        documents: extraction.documents.map((document) => ({
          ...document,
          bytes: document.bytes ?? file.bytes,
        })),
      }
    : extraction
