import { getDocument, OPS } from 'unpdf/pdfjs'
import { documentLimits } from '../../domain/document-limits.js'
import { ok } from '../../domain/result.js'
import { isGarbled, pageTexts } from './page-text.js'
import { type PdfLine, type PdfRun, pdfLines } from './pdf-lines.js'
import { type Reading, type ReadingContext, type ReadingResult, unread } from './reading.js'
import { joinRecognised, type Recognised } from './recognised.js'
import { outstandingLines } from './text-line.js'

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

/** A page with fewer letters is taken for a picture, perhaps with a stamp on it. */
const lettersOfTextPageMin = 80

/** Text of a PDF by page and line; its scripts, forms and links are never looked at. */
export async function readPdf(bytes: Uint8Array, context: ReadingContext): Promise<ReadingResult> {
  const task = getDocument({
    // pdf.js takes the buffer for itself.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    verbosity: 0,
    maxImageSize: documentLimits.imagePixelsMax,
    ...context.recogniser?.pdfOptions,
  })
  try {
    return ok(await readPages(await task.promise, context))
  } catch (failure) {
    const name = failure instanceof Error ? failure.name : ''
    if (name === 'PasswordException') return unread('encrypted', 'password')
    if (name === 'RangeError') return unread('out-of-memory', 'pdf')
    return unread('malformed', name.startsWith('Invalid') ? 'pdf-structure' : 'pdf')
  } finally {
    await task.destroy().catch(() => {})
  }
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

/** Null when the page cannot be read; the others still can. */
async function runsOfPage(
  pdf: PdfDocument,
  number: number,
  hasForm: boolean,
  max: number,
): Promise<PdfRun[] | null> {
  try {
    const page = await pdf.getPage(number)
    const runs: PdfRun[] = []
    const reader = page.streamTextContent({}).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || runs.length >= max) break
      const bold = boldFonts(page, value)
      for (const item of value.items) if ('str' in item) runs.push(runOf(item, bold))
    }
    await reader.cancel().catch(() => {})
    if (hasForm) runs.push(...(await filledFields(page)))
    page.cleanup()
    return runs.slice(0, max)
  } catch {
    return null
  }
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

const runOf = (item: TextItem, bold: ReadonlySet<string>): PdfRun => {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform
  const size = Math.hypot(c, d) || Math.hypot(a, b)
  const turns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
  return { text: item.str, x, y, width: item.width, size, isBold: bold.has(item.fontName), turns }
}

/** Fonts whose real name says bold; pdf.js knows it once the page's fonts are loaded. */
function boldFonts(page: PdfPage, content: { readonly styles: object }): Set<string> {
  const bold = new Set<string>()
  for (const name of Object.keys(content.styles)) {
    if (!page.commonObjs.has(name)) continue
    const font: unknown = page.commonObjs.get(name)
    const isBold =
      typeof font === 'object' &&
      font !== null &&
      (('bold' in font && font.bold === true) ||
        ('black' in font && font.black === true) ||
        ('name' in font && typeof font.name === 'string' && /bold|black|heavy/i.test(font.name)))
    if (isBold) bold.add(name)
  }
  return bold
}

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

/** What people typed into a form stands beside its labels; the form's scripts are never run. */
async function filledFields(page: PdfPage): Promise<PdfRun[]> {
  const annotations: readonly Field[] = await page.getAnnotations()
  return annotations.slice(0, documentLimits.pdfAnnotationsMax).flatMap(({ fieldValue, rect }) => {
    if (typeof fieldValue !== 'string' || fieldValue.trim() === '' || !rect) return []
    const [x = 0, y = 0, right = 0, top = 0] = rect
    const lines = fieldValue.split(/\r\n?|\n/)
    const height = (top - y) / lines.length
    const size = Math.min(11, height * 0.8)
    // Baseline: a bit above the lower edge of its line.
    return lines.map((text, index) => ({
      text,
      x,
      y: top - (index + 0.75) * height,
      width: right - x,
      size,
      isBold: false,
      turns: 0,
    }))
  })
}

interface Field {
  readonly fieldValue?: unknown
  readonly rect?: readonly number[]
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
