import type { PDFPageProxy } from 'unpdf/pdfjs'
import type { TextLine } from './text-line.js'

/** What recognition made of one picture. */
export interface Recognised {
  readonly lines: readonly TextLine[]
  readonly text: string
  /** 0-100. */
  readonly confidence: number
}

/** Reads pictures; lives in the OCR process only, as it needs a native addon and a thread. */
export interface Recogniser {
  /** JPEG, PNG, GIF, WEBP or BMP whose announced size was found bearable. */
  readImage(bytes: Uint8Array): Promise<Recognised>
  readPdfPage(page: PDFPageProxy): Promise<Recognised>
  /** What pdf.js needs to draw pages. */
  readonly pdfOptions: object
}

const confidenceMin = 50

/** Pages by their index; the first one's lines serve for the title. */
export function joinRecognised(
  found: ReadonlyMap<number, Recognised>,
  isIncomplete: boolean,
): {
  readonly texts: ReadonlyMap<number, string>
  readonly firstLines: readonly TextLine[]
  readonly alarms: readonly string[]
} {
  const read = [...found.values()].filter((page) => page.text.trim() !== '')
  const poor = read.some((page) => page.confidence < confidenceMin)
  return {
    texts: new Map([...found].map(([index, page]) => [index, page.text])),
    firstLines: found.get(0)?.lines ?? [],
    alarms: [
      ...(found.size > 0 && read.length === 0 ? ['ocr-empty'] : []),
      ...(poor ? ['ocr-poor'] : []),
      ...(isIncomplete ? ['ocr-incomplete'] : []),
    ],
  }
}
