import { type Canvas, GlobalFonts, loadImage } from '@napi-rs/canvas'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok } from '../../domain/result.js'
import { cleanText } from './clean-text.js'
import { imageSize, isTooBigImage } from './image-size.js'
import { boundedScale, drawingOptions, drawnPage, whiteCanvas } from './page-canvas.js'
import { isGarbled, pageTexts } from './page-text.js'
import type { PaintAnswer, PaintRequest } from './paint-messages.js'
import { openedPdf, type PdfDocument, type PdfPage } from './pdf-file.js'
import { pdfLines } from './pdf-lines.js'
import { omitsWhile, tellsOmissions } from './pdf-omissions.js'
import { hasFontOutside, runsOfPage } from './pdf-runs.js'
import { sniff } from './sniff.js'
import { tiffPages } from './tiff-pages.js'
import { tiffToPdf } from './tiff-pdf.js'

const { previewWidthPixels, previewPixelsMax, previewImageBytesMax } = documentLimits

const unpainted = (fault: 'malformed' | 'unsupported' | 'too-big', detail: string): PaintAnswer =>
  err({ fault, detail })

/** What the file is, is asked of its octets alone, as when it is read. */
export async function paintPage({ file, page }: PaintRequest): Promise<PaintAnswer> {
  try {
    const { kind, mediaType } = sniff(file.bytes)
    if (kind === 'pdf') return await paintPdf(file.bytes, page)
    if (mediaType === 'image/tiff') return await paintTiff(file.bytes, page)
    if (kind === 'image') return await paintImage(file.bytes, mediaType, page)
    return unpainted('unsupported', kind)
  } catch (failure) {
    return unpainted('malformed', failure instanceof Error ? failure.name : 'unknown')
  }
}

async function paintPdf(bytes: Uint8Array, number: number): Promise<PaintAnswer> {
  const options = { ...drawingOptions, ...tellsOmissions }
  const painted = await openedPdf(bytes, options, (pdf) => paintPageOf(pdf, number))
  return painted.ok ? painted.value : painted
}

async function paintPageOf(pdf: PdfDocument, number: number): Promise<PaintAnswer> {
  if (number > pdf.numPages) return unpainted('malformed', 'page')
  const page = await pdf.getPage(number)
  const text = await textOf(pdf, number)
  // White where words should stand would be worse than no picture: letters of a font that is not in
  // the file are drawn with one of the system.
  if (GlobalFonts.families.length === 0 && (await hasFontOutside(page)))
    return unpainted('unsupported', 'fonts')
  const { done: canvas, omits } = await omitsWhile(() =>
    drawnPage(page, widthScale(page), previewPixelsMax),
  )
  if (omits) return unpainted('unsupported', 'omissions')
  return encoded(canvas, pdf.numPages, text)
}

const widthScale = (page: PdfPage): number =>
  previewWidthPixels / Math.max(1, page.getViewport({ scale: 1 }).width)

/** Signs that nobody can read are not read out either. */
async function textOf(pdf: PdfDocument, number: number): Promise<string> {
  const runs = await runsOfPage(pdf, number, true, documentLimits.pdfTextItemsMax)
  const lines = pdfLines(runs ?? [])
  if (isGarbled(lines)) return ''
  const { text } = cleanText(pageTexts([lines])[0] ?? '')
  return text.slice(0, documentLimits.previewTextCharactersMax)
}

/** One page alone goes through the decoder of PDF. */
async function paintTiff(bytes: Uint8Array, number: number): Promise<PaintAnswer> {
  const pages = tiffPages(bytes)
  const page = pages?.[number - 1]
  if (pages === null || page === undefined) return unpainted('malformed', 'tiff')
  if (page.width === 0 || page.height === 0) return unpainted('malformed', 'image-size')
  if (isTooBigImage(page)) return unpainted('too-big', 'pixels')
  const pdf = tiffToPdf([page])
  if (pdf === null) return unpainted('unsupported', 'tiff')
  const painted = await paintPdf(pdf, 1)
  return painted.ok ? ok({ ...painted.value, pages: pages.length }) : painted
}

async function paintImage(
  bytes: Uint8Array,
  mediaType: string,
  number: number,
): Promise<PaintAnswer> {
  const size = imageSize(bytes, mediaType)
  if (number > 1 || size === null || size.width === 0 || size.height === 0)
    return unpainted('malformed', 'image-size')
  if (isTooBigImage(size)) return unpainted('too-big', 'pixels')
  // Turned as its EXIF says: width and height may have changed places.
  const image = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const wanted = Math.min(1, previewWidthPixels / Math.max(1, image.width))
  const scale = boundedScale(image, wanted, previewPixelsMax)
  const canvas = whiteCanvas(image.width * scale, image.height * scale)
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return encoded(canvas, 1, '')
}

const jpegQuality = 85
/** Letters are sharper in a PNG: it may be a bit larger. */
const pngAdvantage = 1.25

async function encoded(canvas: Canvas, pages: number, text: string): Promise<PaintAnswer> {
  const jpeg = await canvas.encode('jpeg', jpegQuality)
  const png = await canvas.encode('png')
  const isPng = png.length <= jpeg.length * pngAdvantage
  const image = isPng ? png : jpeg
  if (image.length > previewImageBytesMax) return unpainted('too-big', 'picture')
  return ok({ image, mediaType: isPng ? 'image/png' : 'image/jpeg', pages, text })
}
