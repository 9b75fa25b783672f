import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentLimits } from '../../domain/document-limits.js'
import { drawnText, pdfStream, rawPdf } from '../../test-fixtures/documents/raw-pdf.js'
import { inflateAtOnce } from './pdf-inflation.js'
import { readFile } from './read-file.js'

const lines = Array.from({ length: 40 }, (_, at) => `Ligne ${at} : la patiente va bien`)
const drawing = lines.map((line, at) => drawnText(50, 800 - at * 15, line)).join('')

const packedPage = (content: Buffer): Buffer =>
  rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R' +
      '/Resources<</Font<</F1 5 0 R>>>>>>',
    pdfStream(content, '/Filter/FlateDecode'),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ])

async function textOf(bytes: Uint8Array): Promise<string> {
  const file = { bytes, fileName: 'x.pdf', mediaType: '', ocr: false }
  const deadline = Number.POSITIVE_INFINITY
  const { extraction } = await readFile(file, { recogniser: null, deadline })
  if (!extraction.ok) throw new Error(extraction.fault)
  return extraction.documents[0]!.text
}

describe('compressed streams of a PDF', () => {
  const packed = deflateSync(drawing)
  it.each([
    ['whole', packed],
    ['with octets behind their end', Buffer.concat([packed, randomBytes(50)])],
    ['without their checksum', packed.subarray(0, -4)],
  ])('%s give all of their text', async (_name, content) => {
    expect((await textOf(packedPage(content))).split('\n')).toEqual(lines)
  })

  it('cut in the middle give what stands before', async () => {
    // In many blocks: pdf.js drops the one that is not whole.
    const blocks = deflateSync(drawing, { memLevel: 1 })
    const text = await textOf(packedPage(blocks.subarray(0, (blocks.length * 3) / 4)))
    expect(text.split('\n').slice(0, 3)).toEqual(lines.slice(0, 3))
    expect(text).not.toContain(lines.at(-1))
  })
})

describe('the inflation that pdf.js is given', () => {
  beforeAll(inflateAtOnce)
  const inflated = async (bytes: Uint8Array): Promise<Buffer> => {
    const { readable, writable } = new DecompressionStream('deflate')
    const writer = writable.getWriter()
    // As pdf.js: a failed writing is told by the reading.
    writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
    const pieces: Uint8Array[] = []
    for await (const piece of readable) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  it('answers the octets', async () => {
    const octets = randomBytes(300_000)
    expect(octets.equals(await inflated(deflateSync(octets)))).toBe(true)
  })
  it('takes no more than its bound', async () => {
    const beyond = Buffer.alloc(documentLimits.pdfStreamBytesMax + 1)
    await expect(inflated(deflateSync(beyond))).rejects.toThrow(RangeError)
  })
  it('knows no other format', () => {
    expect(() => new DecompressionStream('gzip')).toThrow(TypeError)
  })
})
