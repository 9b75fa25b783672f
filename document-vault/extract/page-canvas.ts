import {
  type Canvas,
  createCanvas,
  DOMMatrix,
  ImageData,
  Path2D,
  type SKRSContext2D,
} from '@napi-rs/canvas'
import type { PDFPageProxy } from 'unpdf/pdfjs'
import { documentLimits } from '../../domain/document-limits.js'

// pdf.js draws with the names of a browser.
Object.assign(globalThis, { DOMMatrix, ImageData, Path2D })

interface Size {
  readonly width: number
  readonly height: number
}

/** A page on white; smaller than `wanted` (1: 72 dots an inch) where it would be too large. */
export async function drawnPage(
  page: PDFPageProxy,
  wanted: number,
  pixelsMax: number,
): Promise<Canvas> {
  const scale = boundedScale(page.getViewport({ scale: 1 }), wanted, pixelsMax)
  const viewport = page.getViewport({ scale })
  const canvas = whiteCanvas(viewport.width, viewport.height)
  const canvasContext = canvas.getContext('2d')
  // The types want the canvas of a browser; the factory below gives this one.
  await page.render({ canvas, canvasContext, viewport } as unknown as Parameters<
    PDFPageProxy['render']
  >[0]).promise
  return canvas
}

export const boundedScale = ({ width, height }: Size, wanted: number, pixelsMax: number): number =>
  Math.min(wanted, Math.sqrt(pixelsMax / Math.max(1, width * height)))

export function whiteCanvas(width: number, height: number): Canvas {
  const side = (length: number) => Math.min(documentLimits.imageSideMax, Math.max(1, length | 0))
  const canvas = createCanvas(side(width), side(height))
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return canvas
}

interface CanvasAndContext {
  canvas: Canvas | null
  context: SKRSContext2D | null
}

/** Canvases inside a page: patterns, masks, groups. */
class PageCanvasFactory {
  create(width: number, height: number): CanvasAndContext {
    if (width * height > documentLimits.imagePixelsMax) throw new RangeError('canvas')
    const canvas = createCanvas(Math.max(1, width | 0), Math.max(1, height | 0))
    return { canvas, context: canvas.getContext('2d') }
  }
  reset(pair: CanvasAndContext, width: number, height: number): void {
    if (width * height > documentLimits.imagePixelsMax) throw new RangeError('canvas')
    if (!pair.canvas) return
    pair.canvas.width = Math.max(1, width | 0)
    pair.canvas.height = Math.max(1, height | 0)
  }
  destroy(pair: CanvasAndContext): void {
    if (pair.canvas) pair.canvas.width = pair.canvas.height = 1
    pair.canvas = null
    pair.context = null
  }
}

/** What pdf.js needs to draw pages. */
export const drawingOptions = { CanvasFactory: PageCanvasFactory }
