import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotedPrintable } from './quoted-printable.js'
import { decodeTransfer, transferDecoder } from './transfer-decoding.js'

const text = (encoding: string, value: string): string =>
  Buffer.from(decodeTransfer(encoding, Buffer.from(value, 'latin1'))).toString('utf8')

describe('transfer decoding', () => {
  it.each([
    ['base64', 'w6k=', 'é'],
    ['base64', 'w\r\n6 k=\r\n', 'é'],
    ['base64', 'YWI', 'ab'],
    ['base64', 'YQ==YQ==', 'a'],
    ['base64', '', ''],
    ['quoted-printable', 'a=C3=a9b', 'aéb'],
    ['quoted-printable', 'soft=\r\nbreak', 'softbreak'],
    ['quoted-printable', 'soft= \t\r\nbreak', 'softbreak'],
    ['quoted-printable', 'soft=\nbreak', 'softbreak'],
    ['quoted-printable', 'blanks  \r\nend \t', 'blanks\r\nend'],
    ['quoted-printable', 'broken =XY =', 'broken =XY '],
    ['7bit', 'as=20is', 'as=20is'],
    ['x-unknown', 'as=20is', 'as=20is'],
  ])('%s %j', (encoding, value, decoded) => {
    expect(text(encoding, value)).toBe(decoded)
  })

  it('does not depend on how the input is cut, never throws', () => {
    const piece = fc.constantFrom('=', '=3D', '= \r\n', '=\n', '\r\n', ' ', '\t', 'a', 'wq', '==')
    const input = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    )
    const encoding = fc.constantFrom('base64', 'quoted-printable', '8bit')
    fc.assert(
      fc.property(encoding, input, fc.nat(100), (name, octets, cut) => {
        const decoder = transferDecoder(name)
        const parts = [octets.subarray(0, cut), octets.subarray(cut)].map((o) => decoder.write(o))
        const cutResult = Buffer.concat([...parts.map((p) => Buffer.from(p)), decoder.finish()])
        expect(cutResult.equals(Buffer.from(decodeTransfer(name, octets)))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('base64 comes back whatever the line length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 80 }),
        (octets, n) => {
          const lines = Buffer.from(octets)
            .toString('base64')
            .match(new RegExp(`.{1,${n}}`, 'g'))
          const decoded = decodeTransfer('base64', Buffer.from((lines ?? []).join('\r\n')))
          expect(Buffer.from(decoded).equals(Buffer.from(octets))).toBe(true)
        },
      ),
    )
  })

  it('reads what quotedPrintable writes, in lines of at most 76 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (value) => {
        const clean = value.replace(/\r/g, '')
        const encoded = quotedPrintable(clean)
        for (const line of encoded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
        expect(encoded).toMatch(/^[\t\r\n\x20-\x7e]*$/)
        expect(text('quoted-printable', encoded)).toBe(clean.replace(/\n/g, '\r\n'))
      }),
    )
  })
})
