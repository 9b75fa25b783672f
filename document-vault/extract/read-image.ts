import { documentLimits } from '../../domain/document-limits.js'
import { ok } from '../../domain/result.js'
import { imageSize, isTooBigImage } from './image-size.js'
import { readPdf } from './read-pdf.js'
import { type Reading, type ReadingContext, type ReadingResult, unread } from './reading.js'
import { joinRecognised } from './recognised.js'
import { outstandingLines } from './text-line.js'
import { tiffPages } from './tiff-pages.js'
import { tiffToPdf } from './tiff-pdf.js'

/** A photo or a scan: its text, when it shall be recognised. */
export async function readImage(
  bytes: Uint8Array,
  mediaType: string,
  context: ReadingContext,
): Promise<ReadingResult> {
  if (mediaType === 'image/tiff') return readTiff(bytes, context)
  const size = imageSize(bytes, mediaType)
  if (size === null || size.width === 0 || size.height === 0)
    return unread('malformed', 'image-size')
  if (isTooBigImage(size)) return unread('too-big', 'pixels')
  const blank = unseen(mediaType, 1)
  if (!context.recogniser) return ok(blank)
  try {
    const recognised = await context.recogniser.readImage(bytes)
    const { alarms, firstLines } = joinRecognised(new Map([[0, recognised]]), false)
    const { text } = recognised
    const textSource = text.trim() === '' ? 'none' : 'ocr'
    const outstanding = outstandingLines(firstLines)
    return ok({ ...blank, ...outstanding, text, textSource, alarms, wantsOcr: false })
  } catch {
    return unread('malformed', 'image')
  }
}

const unseen = (mediaType: string, pages: number): Reading => ({
  format: 'image',
  mediaType,
  title: '',
  headings: [],
  text: '',
  textSource: 'none',
  pages,
  alarms: [],
  wantsOcr: true,
})

/** TIFF: what scanners and faxes send; several pages, compressions that only PDF knows too. */
async function readTiff(bytes: Uint8Array, context: ReadingContext): Promise<ReadingResult> {
  const pages = tiffPages(bytes)
  if (pages === null) return unread('malformed', 'tiff')
  if (pages.some(isTooBigImage)) return unread('too-big', 'pixels')
  if (pages.some(({ width, height }) => width === 0 || height === 0))
    return unread('malformed', 'image-size')
  const blank = unseen('image/tiff', pages.length)
  if (!context.recogniser) return ok(blank)
  const pdf = tiffToPdf(pages.slice(0, documentLimits.ocrPagesMax))
  if (pdf === null) return ok({ ...blank, alarms: ['tiff-unreadable'], wantsOcr: false })
  const read = await readPdf(pdf, context)
  if (!read.ok) return read
  const isCut = pages.length > documentLimits.ocrPagesMax
  const alarms = [...read.value.alarms, ...(isCut ? ['pages-left-out'] : [])]
  return ok({
    ...read.value,
    format: 'image',
    mediaType: 'image/tiff',
    pages: pages.length,
    alarms,
  })
}
