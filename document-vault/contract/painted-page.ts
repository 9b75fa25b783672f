import type { Result } from '../../domain/result.js'
import type { ExtractionFault } from './extracted-document.js'

/** A page of a document as a picture. */
export interface PaintedPage {
  readonly image: Uint8Array
  readonly mediaType: 'image/png' | 'image/jpeg'
  /** Of the whole document. */
  readonly pages: number
  /** What is written on the page, bounded; empty for a scan. */
  readonly text: string
}

export interface PaintFault {
  readonly fault: ExtractionFault
  /** A stable word; never a part of the file. */
  readonly detail: string
  /** Nothing is wrong with the file: no process could start, or the painter was closed. */
  readonly isOurs: boolean
}

/**
 * Paints PDF, TIFF and pictures in processes of its own, as the extractor reads: a crash, a hang or
 * a bomb ends one process, and the caller gets a fault as a value.
 */
export interface PagePainter {
  /** `page` counts from 1; one that the document has not got is `malformed`. */
  paint(bytes: Uint8Array, page: number): Promise<Result<PaintedPage, PaintFault>>
  close(): Promise<void>
}
