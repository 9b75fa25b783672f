import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { documentLimits } from '../../domain/document-limits.js'
import { buildPdf, drawScan } from '../../test-fixtures/documents/pdf-builder.js'
import { drawnText, pdfStream, rawPage, rawPdf } from '../../test-fixtures/documents/raw-pdf.js'
import { buildTiff } from '../../test-fixtures/documents/tiff-builder.js'
import { findFont } from '../../test-fixtures/tools.js'
import type { PagePainter } from '../contract/painted-page.js'
import { createPagePainter, type PagePainterOptions } from './page-painter.js'

const painter = createPagePainter({ processes: 1 })
const open: PagePainter[] = []
const other = (options: PagePainterOptions): PagePainter => {
  open.push(createPagePainter({ processes: 1, ...options }))
  return open.at(-1)!
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(() => painter.close())

async function painted(bytes: Uint8Array, page = 1, by = painter) {
  const done = await by.paint(bytes, page)
  if (!done.ok) throw new Error(`${done.error.fault} ${done.error.detail}`)
  const { width, height } = await loadImage(Buffer.from(done.value.image))
  return { ...done.value, width, height }
}
const refusal = async (bytes: Uint8Array, page = 1, by = painter): Promise<string> => {
  const done = await by.paint(bytes, page)
  return done.ok ? 'painted' : `${done.error.fault} ${done.error.detail}`
}

/** Share of pixels that are not white, of a part of the picture. */
async function ink(image: Uint8Array, from: number, to: number): Promise<number> {
  const picture = await loadImage(Buffer.from(image))
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  const height = Math.floor(picture.height * (to - from))
  const { data } = context.getImageData(0, picture.height * from, picture.width, height)
  let dark = 0
  for (let i = 0; i < data.length; i += 4) if (data[i]! < 128) dark++
  return dark / (data.length / 4)
}

const box = (mediaBox: string) =>
  rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[${mediaBox}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>`,
    pdfStream(drawnText(10, 10, 'Loin')),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ])

/** Forms in forms in forms: ten to the tenth strokes from two kilobytes. */
function laughingForms(): Buffer {
  const levels = 10
  const form = (level: number) => {
    const inner = level === levels ? '0 0 m 100 100 l S\n' : `/F${level + 1} Do\n`.repeat(10)
    const resources =
      level === levels ? '' : `/Resources<</XObject<</F${level + 1} ${level + 5} 0 R>>>>`
    return pdfStream(inner, `/Type/XObject/Subtype/Form/BBox[0 0 600 800]${resources}`)
  }
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F1 5 0 R>>>>>>',
    pdfStream('/F1 Do\n'),
    ...Array.from({ length: levels }, (_, i) => form(i + 1)),
  ])
}

/** A PNG that announces more than it holds. */
function bomb(width: number, height: number): Buffer {
  const bytes = Buffer.from(drawScan(['x'], 'image/png', 20, 20))
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

const lines = ['Bonjour à tous', 'Hémoglobine : 12,4 g/dL']

describe.skipIf(findFont() === null)('page painter', () => {
  it('paints each page of a PDF with its text, about 1,200 pixels wide', async () => {
    const pdf = await buildPdf({ heading: 'Compte rendu', lines, pages: 3 })
    const first = await painted(pdf, 1)
    expect(first).toMatchObject({ mediaType: 'image/png', pages: 3, width: 1_200, height: 1_697 })
    for (const line of ['Compte rendu', ...lines]) expect(first.text).toContain(line)
    // Fonts that every reader of PDF has are in no file: words are drawn nevertheless.
    expect(await ink(first.image, 0.05, 0.2)).toBeGreaterThan(0.005)
    expect(await ink(first.image, 0.5, 1)).toBe(0)
    const third = await painted(pdf, 3)
    expect(third).toMatchObject({ pages: 3, text: 'Page 3' })
    expect(Buffer.compare(first.image, third.image)).not.toBe(0)
  })

  it('paints what was typed into a form, and no script', async () => {
    const widget =
      '<</Type/Annot/Subtype/Widget/FT/Tx/T(nom)/V(Saisi)/Rect[60 700 300 720]/DA(/F1 12 Tf 0 g)>>'
    const pdf = rawPage({
      content: drawnText(60, 730, 'Traitement en cours :'),
      page: '/Annots[6 0 R]',
      catalogue:
        '/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 5 0 R>>>>>>/OpenAction<</S/JavaScript/JS(app.alert(1))>>',
      objects: [widget],
    })
    expect((await painted(pdf)).text).toContain('Saisi')
  })

  it.each(['grey', 'packbits', 'deflate', 'jpeg'] as const)(
    'paints the second page of a TIFF file, %s',
    async (kind) => {
      const tiff = buildTiff([['Un'], ['Deux', 'lignes', 'de', 'texte']], kind)
      const [one, two] = [await painted(tiff, 1), await painted(tiff, 2)]
      expect(two).toMatchObject({ pages: 2, text: '', width: 1_200 })
      expect(await ink(two.image, 0, 1)).toBeGreaterThan(await ink(one.image, 0, 1))
      expect(await refusal(tiff, 3)).toBe('malformed tiff')
    },
  )

  it('takes a large photo down, and keeps it a JPEG', async () => {
    const canvas = createCanvas(4_000, 3_000)
    const context = canvas.getContext('2d')
    const noise = context.createImageData(4_000, 3_000)
    for (let i = 0; i < noise.data.length; i++) noise.data[i] = (i * 2_654_435_761) >>> 24
    context.putImageData(noise, 0, 0)
    const photo = await painted(canvas.toBuffer('image/jpeg', 80))
    expect(photo).toMatchObject({ mediaType: 'image/jpeg', pages: 1, width: 1_200, height: 900 })
    expect(photo.image.length).toBeLessThan(documentLimits.previewImageBytesMax)
  })

  it('turns a photo as its EXIF says', async () => {
    const jpeg = drawScan(['Photo'], 'image/jpeg', 300, 100)
    const exif = 'ffe1002245786966000049492a000800000001001201030001000000060000000000000000' + '00'
    const turned = Buffer.concat([jpeg.subarray(0, 2), Buffer.from(exif, 'hex'), jpeg.subarray(2)])
    expect(await painted(turned)).toMatchObject({ width: 100, height: 300 })
  })

  it.each([
    ['0 0 1000000000 1000000000'],
    ['0 0 14400 14400'],
    ['0 0 20 14400'],
    ['0 0 14400 20'],
    ['0 0 0 0'],
    ['-5 -5 -5 -5'],
    ['1 2 a b'],
  ])('bounds the pixels of a page of %s', async (mediaBox) => {
    const { width, height } = await painted(box(mediaBox))
    expect(width * height).toBeLessThanOrEqual(documentLimits.previewPixelsMax)
    expect(Math.max(width, height)).toBeLessThanOrEqual(documentLimits.imageSideMax)
  })

  it('refuses what it cannot paint, and goes on', async () => {
    const pdf = await buildPdf({ lines })
    const table: [Uint8Array, number, string][] = [
      [pdf, 2, 'malformed page'],
      [pdf, 0, 'malformed page'],
      [pdf, -1, 'malformed page'],
      [pdf, 1.5, 'malformed page'],
      [pdf, Number.NaN, 'malformed page'],
      [pdf.subarray(0, 300), 1, 'malformed pdf-structure'],
      [await buildPdf({ lines, password: 'secret' }), 1, 'encrypted password'],
      [Buffer.alloc(0), 1, 'unsupported text'],
      [Buffer.from('Bonjour'), 1, 'unsupported text'],
      [Buffer.from('PK\x03\x04'), 1, 'unsupported zip'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 1, 'unsupported unsupported'],
      [Buffer.from('II*\x00\xff\xff\xff\xff', 'latin1'), 1, 'malformed tiff'],
      [bomb(50_000, 50_000), 1, 'too-big pixels'],
      [bomb(0, 5), 1, 'malformed image-size'],
      [drawScan(['x']), 2, 'malformed image-size'],
      [Buffer.alloc(documentLimits.documentBytesMax + 1), 1, 'too-big file'],
    ]
    for (const [bytes, page, said] of table) expect(await refusal(bytes, page)).toBe(said)
    expect((await painted(pdf)).pages).toBe(1)
  })

  it('refuses a page that would miss a picture', async () => {
    const page = (picture: string, width = 8) =>
      rawPage({
        content: `${drawnText(60, 730, 'Radio du thorax :')}q 400 0 0 400 60 200 cm /I Do Q\n`,
        page: '/Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>',
        objects: [
          pdfStream(
            'x'.repeat(8),
            `/Type/XObject/Subtype/Image/Width ${width}/Height ${width}${picture}`,
          ),
        ],
      })
    const grey = '/BitsPerComponent 8/ColorSpace/DeviceGray'
    expect(await refusal(page('/Filter/JPXDecode'))).toBe('unsupported omissions')
    expect(await refusal(page(`${grey}/Filter/JBIG2Decode`))).toBe('unsupported omissions')
    expect(await refusal(page(grey, 20_000))).toBe('unsupported omissions')
    expect(await refusal(page('/BitsPerComponent 1/ColorSpace/DeviceGray'))).toBe('painted')
  })

  it('outlives a picture that ends its process', async () => {
    // Its rows are not there: Skia says so, or falls over.
    for (const damaged of [bomb(7_000, 7_000), drawScan(['x']).subarray(0, 60)])
      expect(await refusal(damaged)).toMatch(/^(malformed|crashed) /)
    expect((await painted(drawScan(['Suite']))).pages).toBe(1)
  })

  it('ends a page that never ends, and paints the next', async () => {
    const slow = other({ pageMsMax: 3_000 })
    expect(await refusal(laughingForms(), 1, slow)).toMatch(/^(too-slow|out-of-memory) SIGKILL$/)
    const pdf = await buildPdf({ lines })
    expect((await painted(pdf, 1, slow)).pages).toBe(1)
  })

  it('says when too many wait, and when it was closed', async () => {
    const narrow = other({ queueFilesMax: 1 })
    const pdf = await buildPdf({ lines })
    const all = await Promise.all([1, 2, 3].map(() => refusal(pdf, 1, narrow)))
    expect(all).toEqual(['painted', 'painted', 'busy queue-full'])
    await narrow.close()
    expect(await narrow.paint(pdf, 1)).toMatchObject({ ok: false, error: { isOurs: true } })
  })

  it('leaves the calling thread free while it paints a large file', async () => {
    const pdf = Buffer.concat([await buildPdf({ lines, pages: 2 }), Buffer.alloc(20_000_000, 32)])
    await painted(pdf)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const done = await painter.paint(pdf, 2)
    delay.disable()
    expect(done.ok).toBe(true)
    expect(delay.percentile(50) / 1e6).toBeLessThan(50)
    expect(delay.max / 1e6).toBeLessThan(250)
  })
})
