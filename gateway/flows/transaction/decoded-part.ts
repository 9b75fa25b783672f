import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MimePart } from '../../../mail-format/scanned-message.js'
import { transferDecoder } from '../../../mail-format/transfer-decoding.js'
import { type XdmSign, xdmSignIn } from './archive-parts.js'

/** Octets `start` to `end` (exclusive) of the message, by the offsets of its parts. */
export type MessageOctets = (start: number, end: number) => AsyncIterable<Uint8Array>

export interface DecodedPart {
  readonly bytes: Uint8Array
  /** What the names in it say. */
  readonly sign: XdmSign
}

/** So much is decoded and looked through at once; other sessions have their turn in between. */
const sliceBytesMax = 131_072
/** A name that two slices share. */
const nameBytesMax = 128
const headBytes = 4

async function* slices(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces)
    for (let from = 0; from < piece.length; from += sliceBytesMax) {
      yield piece.subarray(from, from + sliceBytesMax)
      await nextTurn()
    }
}

async function* decodedSlices(
  read: MessageOctets,
  { encoding, bodyStart, end }: MimePart,
): AsyncGenerator<Uint8Array> {
  const decoder = transferDecoder(encoding)
  for await (const slice of slices(read(bodyStart, end))) yield decoder.write(slice)
  yield decoder.finish()
}

const strength = { none: 0, maybe: 1, sure: 2 } as const

/** Decodes a part without ever holding up the event loop (invariant 9). */
export async function decodedPart(read: MessageOctets, part: MimePart): Promise<DecodedPart> {
  const pieces: Uint8Array[] = []
  let sign: XdmSign = 'none'
  let tail = ''
  for await (const piece of decodedSlices(read, part)) {
    pieces.push(piece)
    const text = tail + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1')
    const found = xdmSignIn(text)
    if (strength[found] > strength[sign]) sign = found
    tail = text.slice(-nameBytesMax)
  }
  return { bytes: Buffer.concat(pieces), sign }
}

/** The first octets of a part, decoded: what a file is, whatever it is called. */
export async function decodedHead(read: MessageOctets, part: MimePart): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  for await (const piece of decodedSlices(read, part)) {
    head = Buffer.concat([head, piece.subarray(0, headBytes)])
    if (head.length >= headBytes) break
  }
  return head.subarray(0, headBytes)
}
