import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas'
import { createWorker, type Line, PSM, type Worker } from 'tesseract.js'
import { documentLimits } from '../../domain/document-limits.js'
import { boundedScale, drawingOptions, drawnPage, whiteCanvas } from './page-canvas.js'
import type { Recognised, Recogniser } from './recognised.js'
import type { TextLine } from './text-line.js'

/** Dots an inch: below, small print is lost; above, only time is spent. */
const pageResolution = 200
const pointsInInch = 72
/** A photo is taken down to this, a thumbnail up. */
const longSideMax = 2_600
const longSideMin = 1_400
/** Below, the page may lie upside down; a few words on a photo are not worth a second look. */
const doubtfulBelow = 60
const linesToTurnMin = 5

/** French recognition, offline: its data are those of a package. */
export async function createRecogniser(): Promise<Recogniser> {
  const worker = await startTesseract()
  return {
    async readImage(bytes) {
      const image = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
      const long = Math.max(image.width, image.height)
      const wanted = Math.min(longSideMax, Math.max(longSideMin, long))
      const scale = boundedScale(image, wanted / long, documentLimits.ocrPixelsMax)
      const canvas = whiteCanvas(image.width * scale, image.height * scale)
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      return recognise(worker, canvas)
    },
    async readPdfPage(page) {
      const scale = pageResolution / pointsInInch
      return recognise(worker, await drawnPage(page, scale, documentLimits.ocrPixelsMax))
    },
    pdfOptions: drawingOptions,
  }
}

async function startTesseract(): Promise<Worker> {
  const require = createRequire(import.meta.url)
  const data = dirname(require.resolve('@tesseract.js-data/fra/package.json'))
  const worker = await createWorker('fra', 1, {
    langPath: join(data, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
  })
  await worker.setParameters({
    tessedit_pageseg_mode: PSM.AUTO,
    user_defined_dpi: String(pageResolution),
  })
  return worker
}

/** A quarter turn is found by the recognition itself; upside down it reads nonsense. */
async function recognise(worker: Worker, canvas: Canvas): Promise<Recognised> {
  const upright = await recogniseOnce(worker, canvas)
  if (upright.confidence >= doubtfulBelow || upright.lines.length < linesToTurnMin) return upright
  const turned = await recogniseOnce(worker, upsideDown(canvas))
  return turned.confidence > upright.confidence ? turned : upright
}

function upsideDown(canvas: Canvas): Canvas {
  const turned = createCanvas(canvas.width, canvas.height)
  const context = turned.getContext('2d')
  context.translate(canvas.width, canvas.height)
  context.rotate(Math.PI)
  context.drawImage(canvas, 0, 0)
  return turned
}

async function recogniseOnce(worker: Worker, canvas: Canvas): Promise<Recognised> {
  const { data } = await worker.recognize(greyMap(canvas), {}, { text: true, blocks: true })
  const lines: TextLine[] = []
  for (const block of data.blocks ?? [])
    for (const paragraph of block.paragraphs)
      for (const line of paragraph.lines) lines.push(lineOf(line))
  return { lines, text: data.text, confidence: data.confidence }
}

/** By the height of its row: that of its letters depends on which letters they are. */
const lineOf = (line: Line): TextLine => ({
  text: line.text.trim(),
  size: line.rowAttributes.rowHeight,
  isBold: false,
})

/** Netpbm grey (P5): made in milliseconds, where a PNG takes a quarter of a second. */
function greyMap(canvas: Canvas): Buffer {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1')
  const map = Buffer.allocUnsafe(head.length + width * height)
  head.copy(map)
  // ITU-R BT.601 luma in integers.
  for (let i = 0, o = head.length; i < data.length; i += 4, o++)
    map[o] = (data[i]! * 77 + data[i + 1]! * 150 + data[i + 2]! * 29) >> 8
  return map
}
