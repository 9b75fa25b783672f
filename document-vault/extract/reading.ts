import { err, type Result } from '../../domain/result.js'
import type { DocumentFormat, ExtractionFault } from '../contract/extracted-document.js'
import type { Recogniser } from './recognised.js'

/** What one reader found in one file: texts as they are, cleaned and bounded by `read-file.ts`. */
export interface Reading {
  readonly format: DocumentFormat
  readonly mediaType: string
  readonly title: string
  readonly headings: readonly string[]
  readonly text: string
  readonly textSource: 'native' | 'ocr' | 'none'
  readonly pages: number | null
  readonly alarms: readonly string[]
  /** There is a scan in it that was not recognised, as there was no recogniser. */
  readonly wantsOcr: boolean
}

export interface ReadingFault {
  readonly fault: ExtractionFault
  /** A stable word; never a part of the file. */
  readonly detail: string
}

export type ReadingResult = Result<Reading, ReadingFault>

export interface ReadingContext {
  /** Null in the fast lane. */
  readonly recogniser: Recogniser | null
  /** On the clock of `performance.now()`: recognition stops there and gives what it has. */
  readonly deadline: number
}

export const unread = (fault: ExtractionFault, detail: string): ReadingResult =>
  err({ fault, detail })

/** Texts of a reader that knows neither pages nor scans. */
export const textReading = (
  reading: Pick<Reading, 'format' | 'mediaType' | 'title' | 'text'> & Partial<Reading>,
): Reading => ({
  headings: [],
  textSource: reading.text.trim() === '' ? 'none' : 'native',
  pages: null,
  alarms: [],
  wantsOcr: false,
  ...reading,
})
