import { createCanvas } from '@napi-rs/canvas'
import PDFDocument from 'pdfkit'

export interface PdfPlan {
  readonly title?: string
  readonly heading?: string
  readonly lines?: readonly string[]
  readonly pages?: number
  readonly password?: string
  /** Pictures, each on a page of its own: what a scanner gives. */
  readonly scans?: readonly Buffer[]
  /** Anything more, drawn at the end. */
  readonly draw?: (pdf: PDFKit.PDFDocument) => void
}

/** A PDF as an office program or a scanner makes it. */
export function buildPdf(plan: PdfPlan): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    autoFirstPage: false,
    info: plan.title === undefined ? {} : { Title: plan.title },
    ...(plan.password === undefined ? {} : { userPassword: plan.password }),
  })
  const pieces: Buffer[] = []
  pdf.on('data', (piece: Buffer) => pieces.push(piece))
  const done = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(pieces))))
  if (!plan.scans) pdf.addPage()
  for (const scan of plan.scans ?? [])
    pdf.addPage({ size: 'A4', margin: 0 }).image(scan, 0, 0, { width: 595 })
  if (plan.heading !== undefined) pdf.fontSize(18).text(plan.heading)
  pdf.fontSize(11)
  for (const line of plan.lines ?? []) pdf.text(line)
  for (let page = 1; page < (plan.pages ?? 1); page++) pdf.addPage().text(`Page ${page + 1}`)
  plan.draw?.(pdf)
  pdf.end()
  return done
}

/** A page of letters as a picture, 200 dots an inch: A4 is 1654 by 2339. */
export function drawScan(
  lines: readonly string[],
  type: 'image/png' | 'image/jpeg' | 'image/webp' = 'image/png',
  width = 1654,
  height = 2339,
): Buffer {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000000'
  lines.forEach((line, index) => {
    context.font =
      index === 0 ? 'bold 52px "DejaVu Sans", sans-serif' : '30px "DejaVu Sans", sans-serif'
    context.fillText(line, 120, 150 + index * 56)
  })
  if (type === 'image/jpeg') return canvas.toBuffer('image/jpeg', 85)
  return type === 'image/webp' ? canvas.toBuffer('image/webp', 90) : canvas.toBuffer('image/png')
}
