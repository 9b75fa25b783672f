import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asMessageId } from '../../../domain/ids.js'
import { decodeTransfer } from '../../../mail-format/transfer-decoding.js'
import type { ImapSession } from '../imap-session.js'
import { decodedExtent, decodedOctets } from './decoded-section.js'

/** A session whose only message is these octets, given in chunks of `chunkBytes`. */
function sessionOf(octets: Uint8Array, chunkBytes: number) {
  const reads = { octets: 0 }
  async function* body(_id: number, start: number, end: number) {
    for (let at = start; at < end; at += chunkBytes) {
      const chunk = octets.subarray(at, Math.min(end, at + chunkBytes))
      reads.octets += chunk.length
      yield chunk
    }
  }
  return { session: { body } as unknown as ImapSession, reads }
}

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

const lines = (text: string): string => text.replace(/.{76}/g, '$&\r\n')
const base64 = fc
  .uint8Array({ maxLength: 2_000 })
  .map((octets) => lines(Buffer.from(octets).toString('base64')))
const quotedPrintable = fc
  .array(fc.constantFrom('a', 'mot ', '=C3=A9', '=00', '=\r\n', '\r\n', ' \r\n', '=', '=4'))
  .map((words) => words.join(''))
const part = fc.oneof(
  base64.map((text) => ({ encoding: 'base64', text })),
  quotedPrintable.map((text) => ({ encoding: 'quoted-printable', text })),
  fc.string().map((text) => ({ encoding: '8bit', text })),
)
const window = fc.option(
  fc.record({ start: fc.nat({ max: 2_200 }), length: fc.integer({ min: 1, max: 900 }) }),
)

test('a window of a part is the window of the whole part, however it is read', async () => {
  await fc.assert(
    fc.asyncProperty(part, window, fc.integer({ min: 1, max: 700 }), async (given, cut, size) => {
      const octets = Buffer.from(given.text, 'latin1')
      const { session } = sessionOf(octets, size)
      const { encoding } = given
      const encoded = { id: asMessageId(1), encoding, start: 0, end: octets.length }
      const whole = decodeTransfer(encoding, octets)
      const expected = cut ? whole.subarray(cut.start, cut.start + cut.length) : whole
      expect(await collected(decodedOctets(session, encoded, cut))).toEqual(Buffer.from(expected))
      expect(await decodedExtent(session, encoded, cut)).toEqual({
        bytes: expected.length,
        hasNul: expected.includes(0),
      })
    }),
    { numRuns: 300 },
  )
})

test('the size of a part is counted once in a session', async () => {
  const octets = Buffer.from(Buffer.alloc(30_000, 7).toString('base64'))
  const { session, reads } = sessionOf(octets, 1_000)
  const encoded = { id: asMessageId(1), encoding: 'base64', start: 0, end: octets.length }
  for (let i = 0; i < 3; i++) {
    expect((await decodedExtent(session, encoded, null)).bytes).toBe(30_000)
  }
  expect(reads.octets).toBe(octets.length)
})

test('behind the window nothing more is read', async () => {
  const octets = Buffer.alloc(1_000_000, 0x41)
  const { session, reads } = sessionOf(octets, 1_000)
  const encoded = { id: asMessageId(1), encoding: 'base64', start: 0, end: octets.length }
  await collected(decodedOctets(session, encoded, { start: 0, length: 100 }))
  expect(reads.octets).toBe(1_000)
})

test('windows one after the other do not decode from the beginning each time', async () => {
  const content = Buffer.alloc(3_000_000, 'un deux trois\r\n')
  const text = content.toString('base64').replace(/.{76}/g, '$&\r\n')
  const octets = Buffer.from(text, 'latin1')
  const { session, reads } = sessionOf(octets, 100_000)
  const encoded = { id: asMessageId(1), encoding: 'base64', start: 0, end: octets.length }
  const windows: Buffer[] = []
  for (let start = 0; start < content.length; start += 60_000) {
    windows.push(await collected(decodedOctets(session, encoded, { start, length: 60_000 })))
  }
  expect(Buffer.concat(windows).equals(content)).toBe(true)
  expect(reads.octets).toBeLessThan(octets.length * 6)
})
