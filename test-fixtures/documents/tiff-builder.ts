import { deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'

export type TiffKind = 'grey' | 'bilevel' | 'packbits' | 'deflate' | 'jpeg'

/** Pages of letters as a TIFF file of one compression, as scanners and faxes write them. */
export function buildTiff(pages: readonly (readonly string[])[], kind: TiffKind): Buffer {
  const pieces: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])]
  let at = 8
  const put = (piece: Buffer): number => {
    const place = at
    pieces.push(piece)
    at += piece.length
    return place
  }
  let link: readonly [piece: Buffer, offset: number] = [pieces[0]!, 4]
  for (const lines of pages) {
    const { width, height, grey, jpeg } = drawn(lines)
    const rows = kind === 'deflate' ? 200 : height
    const strips = stripsOf(kind, grey, jpeg, width, height, rows)
    const offsets = strips.map(put)
    const lengths = strips.map((strip) => strip.length)
    const list = (values: readonly number[]): number => {
      const block = Buffer.alloc(values.length * 4)
      values.forEach((value, index) => {
        block.writeUInt32LE(value, index * 4)
      })
      return values.length === 1 ? values[0]! : put(block)
    }
    const isBilevel = kind === 'bilevel' || kind === 'packbits'
    const compression = { grey: 1, bilevel: 1, packbits: 32_773, deflate: 8, jpeg: 7 }[kind]
    const colour = kind === 'jpeg' ? 6 : isBilevel ? 0 : 1
    const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [258, 3, 1, isBilevel ? 1 : 8],
      [259, 4, 1, compression],
      [262, 3, 1, colour],
      [273, 4, offsets.length, list(offsets)],
      [277, 3, 1, kind === 'jpeg' ? 3 : 1],
      [278, 4, 1, rows],
      [279, 4, lengths.length, list(lengths)],
    ]
    const directory = Buffer.alloc(2 + tags.length * 12 + 4)
    directory.writeUInt16LE(tags.length, 0)
    tags.forEach(([tag, type, count, value], index) => {
      directory.writeUInt16LE(tag, 2 + index * 12)
      directory.writeUInt16LE(type, 4 + index * 12)
      directory.writeUInt32LE(count, 6 + index * 12)
      directory.writeUInt32LE(value, 10 + index * 12)
    })
    const place = put(directory)
    link[0].writeUInt32LE(place, link[1])
    link = [directory, directory.length - 4]
  }
  return Buffer.concat(pieces)
}

function drawn(lines: readonly string[]) {
  const [width, height] = [1_656, 600]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000000'
  context.font = '36px "DejaVu Sans", sans-serif'
  lines.forEach((line, index) => {
    context.fillText(line, 100, 100 + index * 70)
  })
  const { data } = context.getImageData(0, 0, width, height)
  const grey = Buffer.alloc(width * height)
  for (let i = 0; i < grey.length; i++) grey[i] = data[i * 4]!
  return { width, height, grey, jpeg: canvas.toBuffer('image/jpeg', 90) }
}

function stripsOf(
  kind: TiffKind,
  grey: Buffer,
  jpeg: Buffer,
  width: number,
  height: number,
  rows: number,
): Buffer[] {
  if (kind === 'jpeg') return [jpeg]
  if (kind === 'grey') return [grey]
  if (kind === 'deflate')
    return Array.from({ length: Math.ceil(height / rows) }, (_, index) =>
      deflateSync(grey.subarray(index * rows * width, (index + 1) * rows * width)),
    )
  // White is zero: a bit stands for ink.
  const bits = Buffer.alloc((width / 8) * height)
  for (let i = 0; i < grey.length; i++) if (grey[i]! < 128) bits[i >> 3]! |= 0x80 >> (i & 7)
  if (kind === 'bilevel') return [bits]
  const packed: Buffer[] = []
  for (let i = 0; i < bits.length; i += 128) {
    const piece = bits.subarray(i, i + 128)
    packed.push(Buffer.from([piece.length - 1]), piece)
  }
  return [Buffer.concat(packed)]
}
