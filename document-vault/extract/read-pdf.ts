import { OPS } from 'unpdf/pdfjs'
import { documentLimits } from '../../domain/document-limits.js'
import { isGarbled, pageTexts } from './page-text.js'
import { openedPdf, type PdfDocument } from './pdf-file.js'
import { type PdfLine, pdfLines } from './pdf-lines.js'
import { runsOfPage } from './pdf-runs.js'
import type { Reading, ReadingContext, ReadingResult } from './reading.js'
import { joinRecognised, type Recognised } from './recognised.js'
import { outstandingLines } from './text-line.js'

/** A page with fewer letters is taken for a picture, perhaps with a stamp on it. */
const lettersOfTextPageMin = 80

/** Text of a PDF by page and line; its scripts, forms and links are never looked at. */
export async function readPdf(bytes: Uint8Array, context: ReadingContext): Promise<ReadingResult> {
  return openedPdf(bytes, context.recogniser?.pdfOptions ?? {}, (pdf) => readPages(pdf, context))
}

async function readPages(pdf: PdfDocument, context: ReadingContext): Promise<Reading> {
  const { title: declared, hasForm, hasFiles } = await declaredFacts(pdf)
  const layer = await readTextLayer(pdf, hasForm)
  const sparse = layer.pages.flatMap((lines, index) =>
    letters(lines) < lettersOfTextPageMin || isGarbled(lines) ? [index] : [],
  )
  const scanned = await scannedPages(pdf, sparse, layer.pages.length)
  const blank = scanned.slice(0, documentLimits.ocrPagesMax)
  const isScan = blank.length > 0
  const seen = isScan && context.recogniser ? await recognisePages(pdf, blank, context) : null
  const alarms = [...layer.alarms, ...(seen?.alarms ?? [])]
  if (scanned.length > blank.length) alarms.push('pages-left-out')
  if (layer.pages.some((lines) => letters(lines) >= lettersOfTextPageMin && isGarbled(lines)))
    alarms.push('text-garbled')
  if (hasFiles) alarms.push('attachments-unread')
  const native = pageTexts(layer.pages)
  const texts = native.map((text, index) => {
    const recognised = seen?.texts.get(index) ?? ''
    const isLost = recognised.trim() !== '' && isGarbled(layer.pages[index]!)
    return isLost ? recognised : richer(text, recognised)
  })
  const isSeen = texts.some((text, index) => text !== native[index])
  const lines = isSeen && texts[0] !== native[0] ? (seen?.firstLines ?? []) : (layer.pages[0] ?? [])
  const { title, headings } = outstandingLines(lines)
  const text = texts.join('\n\n')
  return {
    format: 'pdf',
    mediaType: 'application/pdf',
    title: declared ?? title,
    headings: [...new Set([title, ...headings])],
    text,
    textSource: text.trim() === '' ? 'none' : isSeen ? 'ocr' : 'native',
    pages: pdf.numPages,
    alarms: [...new Set(alarms)],
    wantsOcr: isScan && !context.recogniser,
  }
}

/**
 * Pages to recognise among those with few letters. When most are such, the file comes from a
 * scanner; else each is asked whether a large picture stands on it: a last page may hold but a
 * signature.
 */
async function scannedPages(
  pdf: PdfDocument,
  sparse: readonly number[],
  pages: number,
): Promise<readonly number[]> {
  if (sparse.length * 2 > pages) return sparse
  const found: number[] = []
  for (const index of sparse.slice(0, documentLimits.ocrPagesMax))
    if (await hasLargePicture(pdf, index)) found.push(index)
  return found
}

const largePicturePixels = 400_000

async function hasLargePicture(pdf: PdfDocument, index: number): Promise<boolean> {
  try {
    const page = await pdf.getPage(index + 1)
    const { fnArray, argsArray } = await page.getOperatorList()
    page.cleanup()
    const pixels = fnArray.reduce<number>((sum, operator, at) => {
      const isPicture = operator === OPS.paintImageXObject || operator === OPS.paintImageMaskXObject
      const args: readonly unknown[] = isPicture ? argsArray[at] : []
      const [, width, height] = typeof args[0] === 'string' ? args : sizeOf(args[0])
      return sum + (Number(width) * Number(height) || 0)
    }, 0)
    return pixels >= largePicturePixels
  } catch {
    return false
  }
}

/** A picture that is handed over whole. */
const sizeOf = (picture: unknown): readonly unknown[] =>
  typeof picture === 'object' && picture !== null && 'width' in picture && 'height' in picture
    ? [null, picture.width, picture.height]
    : []

/** A stamp stays before what was recognised; the same few words are not said twice. */
const richer = (native: string, seen: string): string =>
  seen.trim().length > native.length * 1.5 || native.trim() === ''
    ? `${native}\n${seen}`.trim()
    : native

async function readTextLayer(
  pdf: PdfDocument,
  hasForm: boolean,
): Promise<{ readonly pages: readonly PdfLine[][]; readonly alarms: readonly string[] }> {
  const alarms: string[] = []
  const pages: PdfLine[][] = []
  let items = 0
  const count = Math.min(pdf.numPages, documentLimits.pdfPagesMax)
  if (count < pdf.numPages) alarms.push('pages-left-out')
  for (let number = 1; number <= count; number++) {
    const left = documentLimits.pdfTextItemsMax - items
    const runs = await runsOfPage(pdf, number, hasForm, left)
    if (runs === null) alarms.push('page-damaged')
    items += runs?.length ?? 0
    pages.push(pdfLines(runs ?? []))
    if (items < documentLimits.pdfTextItemsMax) continue
    alarms.push('text-truncated')
    break
  }
  return { pages, alarms }
}

const letters = (lines: readonly PdfLine[]): number =>
  lines.reduce((sum, line) => sum + line.text.replace(/[^\p{L}\p{N}]/gu, '').length, 0)

/** Titles that programs leave behind say nothing of the document. */
const meaningless = [
  /^(microsoft (word|excel|powerpoint)|untitled|sans titre|scan|img|image|print|impression|pdf)/i,
  /^(title|titre|\(?anonymous|crystal|jasper)|^(document|doc|report)\s?\d*$/i,
  /\.(docx?|odt|rtf|pdf|xlsx?|tmp|txt|html?|jpe?g|tiff?|png)$/i,
  // Numbers, paths, and single words with digits: names of files.
  /^[\d\s_./:-]*$|[\\/]|^\S*[_\d]\S*$/,
]

async function declaredFacts(pdf: PdfDocument): Promise<{
  readonly title: string | null
  readonly hasForm: boolean
  readonly hasFiles: boolean
}> {
  const files = await pdf.getAttachments().catch(() => null)
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
  const said = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
  const isSensible =
    said.length >= 4 && said.length <= 300 && !meaningless.some((form) => form.test(said))
  const hasForm = 'IsAcroFormPresent' in info && info.IsAcroFormPresent === true
  return {
    title: isSensible ? said : null,
    hasForm,
    hasFiles: files !== null && Object.keys(files).length > 0,
  }
}

async function recognisePages(
  pdf: PdfDocument,
  indexes: readonly number[],
  context: ReadingContext,
): Promise<ReturnType<typeof joinRecognised>> {
  const found = new Map<number, Recognised>()
  let isIncomplete = false
  for (const index of indexes) {
    if (performance.now() > context.deadline) {
      isIncomplete = true
      break
    }
    const page = await pdf.getPage(index + 1)
    found.set(index, await context.recogniser!.readPdfPage(page))
    page.cleanup()
  }
  return joinRecognised(found, isIncomplete)
}
