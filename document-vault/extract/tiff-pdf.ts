import type { TiffPage } from './tiff-pages.js'

/**
 * Pages of a TIFF file as a PDF that holds the same octets: each compression of TIFF 6.0 is a
 * filter of ISO 32000-1 §7.4 too, so that one decoder, pdf.js, serves scans in both wrappings.
 * Null when a page is of a kind that PDF does not know.
 */
export function tiffToPdf(pages: readonly TiffPage[]): Uint8Array | null {
  const objects: Buffer[] = []
  const add = (head: string, stream?: Uint8Array): number => {
    const body = stream
      ? Buffer.concat([
          Buffer.from(`<<${head}/Length ${stream.length}>>\nstream\n`, 'latin1'),
          stream,
          Buffer.from('\nendstream', 'latin1'),
        ])
      : Buffer.from(head, 'latin1')
    objects.push(body)
    return objects.length + 2
  }
  const kids: number[] = []
  for (const page of pages) {
    const filter = filterOf(page)
    const colours = coloursOf(page)
    if (filter === null || colours === null || page.isExotic) return null
    const [width, height] = pointsOf(page)
    const images: string[] = []
    let drawing = ''
    let row = 0
    for (const [index, strip] of page.strips.entries()) {
      const rows = Math.min(page.rowsPerStrip, page.height - row)
      if (rows <= 0) break
      const shape = `/Width ${page.width}/Height ${rows}/BitsPerComponent ${page.bits}`
      const head = `/Type/XObject/Subtype/Image${shape}${colours}${filter(rows)}`
      images.push(`/I${index} ${add(head, octetsOf(page, strip))} 0 R`)
      row += rows
      const scale = height / page.height
      drawing += `q ${width} 0 0 ${rows * scale} 0 ${height - row * scale} cm /I${index} Do Q\n`
    }
    const content = add('', Buffer.from(drawing, 'latin1'))
    const resources = `/Resources<</XObject<<${images.join('')}>>>>`
    const box = `/MediaBox[0 0 ${width} ${height}]/Contents ${content} 0 R`
    kids.push(add(`<</Type/Page/Parent 2 0 R${box}${resources}>>`))
  }
  const root = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from(
      `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`,
    ),
  ]
  return fileOf([...root, ...objects])
}

function fileOf(objects: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let at = pieces[0]!.length
  for (const [index, object] of objects.entries()) {
    const piece = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      object,
      Buffer.from('\nendobj\n'),
    ])
    offsets.push(at)
    pieces.push(piece)
    at += piece.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows}`
  const trailer = `trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...pieces, Buffer.from(table + trailer)])
}

/** A page of scanners that say no resolution is taken for A4; fax pages have two resolutions. */
function pointsOf({ width, height, resolution: [x, y] }: TiffPage): [number, number] {
  if (x < 30 || y < 30 || x > 2_400 || y > 2_400) return [595, (595 * height) / width]
  return [(width * 72) / x, (height * 72) / y]
}

function filterOf(page: TiffPage): ((rows: number) => string) | null {
  const { width, predictor, samples, bits } = page
  const parms = (text: string) => `/DecodeParms<<${text}>>`
  const predicted =
    predictor === 2
      ? parms(`/Predictor 2/Colors ${samples}/BitsPerComponent ${bits}/Columns ${width}`)
      : ''
  const ink = page.photometric === 1 ? '/BlackIs1 true' : ''
  const fax = (k: number, aligned: boolean) => (rows: number) => {
    const shape = `/K ${k}/Columns ${width}/Rows ${rows}/EndOfBlock false`
    const align = aligned ? '/EncodedByteAlign true' : ''
    return `/Filter/CCITTFaxDecode${parms(shape + align + ink)}`
  }
  switch (page.compression) {
    case 1:
      return () => ''
    case 2:
      return fax(0, true)
    case 3:
      return fax((page.faxOptions & 1) === 1 ? 4 : 0, (page.faxOptions & 4) !== 0)
    case 4:
      return fax(-1, false)
    case 5:
      return () => `/Filter/LZWDecode${predicted}`
    case 7:
      return () => '/Filter/DCTDecode'
    case 8:
    case 32_946:
      return () => `/Filter/FlateDecode${predicted}`
    case 32_773:
      return () => '/Filter/RunLengthDecode'
    default:
      return null
  }
}

function coloursOf({ photometric, samples, bits, compression, colours }: TiffPage): string | null {
  const isFax = compression >= 2 && compression <= 4
  if (![1, 2, 4, 8].includes(bits)) return null
  if (samples === 1 && photometric === 3) {
    const count = colours.length / 3
    if (!Number.isInteger(count) || count < 1 || count > 256) return null
    const hex = (value: number) => ((value >> 8) & 255).toString(16).padStart(2, '0')
    const table = Array.from({ length: count }, (_, i) =>
      [0, 1, 2].map((plane) => hex(colours[plane * count + i]!)).join(''),
    ).join('')
    return `/ColorSpace[/Indexed/DeviceRGB ${count - 1}<${table}>]`
  }
  if (samples === 1) {
    const inverted = photometric === 0 && !isFax ? '/Decode[1 0]' : ''
    return `/ColorSpace/DeviceGray${inverted}`
  }
  if (samples === 3 && (photometric === 2 || (photometric === 6 && compression === 7)))
    return '/ColorSpace/DeviceRGB'
  return samples === 4 && photometric === 5 ? '/ColorSpace/DeviceCMYK' : null
}

function octetsOf(page: TiffPage, strip: Uint8Array): Uint8Array {
  if (page.compression === 7 && page.jpegTables && page.jpegTables.length > 4)
    // Start of image, tables without their marks, then the rest of the strip.
    return Buffer.concat([strip.subarray(0, 2), page.jpegTables.subarray(2, -2), strip.subarray(2)])
  return page.fillOrder === 2 ? strip.map(reversed) : strip
}

/** Fax modems put the first bit lowest (TIFF 6.0, FillOrder 2). */
const reversed = (octet: number): number => {
  let turned = 0
  for (let bit = 0; bit < 8; bit++) if (octet & (1 << bit)) turned |= 0x80 >> bit
  return turned
}
