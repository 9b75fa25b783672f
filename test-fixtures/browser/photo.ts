import type { Page } from 'playwright-core'

/** TIFF entry of an EXIF directory, big-endian (CIPA DC-008 §4.6.2). */
const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16BE(tag, 0)
  bytes.writeUInt16BE(type, 2)
  bytes.writeUInt32BE(count, 4)
  value.copy(bytes, 8, 0, 4)
  return bytes
}
const short = (value: number): Buffer => Buffer.from([value >> 8, value & 255, 0, 0])
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** APP1 with an orientation and a place: 48° 51′ N, as a phone writes it. */
function exifSegment(orientation: number): Buffer {
  const gpsAt = 8 + 2 + 2 * 12 + 4
  const rationalsAt = gpsAt + 2 + 2 * 12 + 4
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    Buffer.from([0, 2]),
    entry(0x0112, 3, 1, short(orientation)),
    entry(0x8825, 4, 1, long(gpsAt)),
    long(0),
    Buffer.from([0, 2]),
    entry(0x0001, 2, 2, Buffer.from('N\0\0\0')),
    entry(0x0002, 5, 3, long(rationalsAt)),
    long(0),
    ...[48, 1, 51, 1, 0, 1].map(long),
  ])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/**
 * A photo as a phone takes it, lying on its side: 3,000 by 2,000 pixels with the place in its
 * metadata, to be turned right by a quarter (orientation 6). Its left half is red, as stored.
 */
export async function phonePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate<string>(`(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    const context = canvas.getContext('2d')
    const noise = context.createImageData(3000, 2000)
    let seed = 7
    for (let i = 0; i < noise.data.length; i += 4) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      const grey = seed >> 24 & 63
      const left = (i / 4) % 3000 < 1500
      noise.data[i] = left ? 190 + grey : grey
      noise.data[i + 1] = grey
      noise.data[i + 2] = left ? grey : 190 + grey
      noise.data[i + 3] = 255
    }
    context.putImageData(noise, 0, 0)
    const url = canvas.toDataURL('image/jpeg', 0.98)
    return url.slice(url.indexOf(',') + 1)
  })()`)
  const plain = Buffer.from(base64, 'base64')
  return Buffer.concat([plain.subarray(0, 2), exifSegment(6), plain.subarray(2)])
}

/** Width and height of a JPEG by its frame header (ITU-T T.81 §B.2.2). */
export function jpegSize(jpeg: Buffer): { readonly width: number; readonly height: number } {
  let at = 2
  while (at < jpeg.length) {
    const marker = jpeg[at + 1]!
    if (marker >= 0xc0 && marker <= 0xc2)
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) }
    at += 2 + jpeg.readUInt16BE(at + 2)
  }
  throw new Error('no frame header')
}
