import type { Result } from '../../domain/result.js'

/** Paints a page of a document, away from the web server: what a phone without a viewer shows. */
export interface PagePreview {
  /** `page` counts from 1. The image is about 1,200 pixels wide. */
  page(
    bytes: Uint8Array,
    mediaType: string,
    page: number,
  ): Promise<Result<PreviewedPage, PreviewRefusal>>
}

export interface PreviewedPage {
  readonly image: Uint8Array
  readonly mediaType: 'image/png' | 'image/jpeg'
  /** Of the whole document. */
  readonly pages: number
  /** What is written on the page, for those who do not see it; empty when not known. */
  readonly text: string
}

/** `unreadable`: also a page that the document does not have. `busy`: try again in a moment. */
export type PreviewRefusal = 'unreadable' | 'too-big' | 'busy' | 'unavailable'
