import { PassThrough } from 'node:stream'
import PDFDocument from 'pdfkit'

/** A PDF with a text layer, one line of it for each that is given. */
export async function plainPdf(...lines: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument()
  const stream = document.pipe(new PassThrough())
  for (const line of lines) document.text(line)
  document.end()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
