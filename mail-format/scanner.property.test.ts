import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MimePart } from './scanned-message.js'
import { MessageScanner, scanMessage, withPrefix } from './scanner.js'

/** Pieces that make structure likely; glued at random they give odd and broken messages. */
const piece = fc.constantFrom(
  'From: a@b.fr\r\n',
  'From: "x\r\n',
  'To: g: a@b, <c@d>;, (z) e@f\r\n',
  'Subject: =?utf-8?q?=C3=A9?=\r\n =?utf-8?b?w6k=?=\r\n',
  'Content-Type: multipart/mixed; boundary="b"\r\n',
  'Content-Type: multipart/digest; boundary=bb\r\n',
  'Content-Type: multipart/alternative\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: text/html; charset=utf-8\r\n',
  'Content-Disposition: attachment; filename*0*=utf-8\'\'%e9;\r\n filename*1="x.pdf"\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  '\r\n',
  '\n',
  '\r',
  '\0',
  '--b\r\n',
  '--b--\r\n',
  '--b--',
  '--bb\r\n',
  '--bb--\n',
  '--',
  '-',
  ' folded\r\n',
  'text é <b>bold</b> =C3=A9\r\n',
  'w6k=\r\n',
  'x'.repeat(1100),
)
const octets = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
)

const scanInCuts = (message: Buffer, cuts: readonly number[]) => {
  const scanner = new MessageScanner()
  let at = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Math.min(message.length, Math.max(at, cut))
    scanner.write(message.subarray(at, to))
    at = to
  }
  scanner.write(message.subarray(at))
  return withPrefix(scanner.finish(), new Uint8Array(0))
}

function checkOffsets(part: MimePart, from: number, to: number): void {
  expect(part.headerStart).toBeGreaterThanOrEqual(from)
  expect(part.bodyStart).toBeGreaterThanOrEqual(part.headerStart)
  expect(part.end).toBeGreaterThanOrEqual(part.bodyStart)
  expect(part.end).toBeLessThanOrEqual(to)
  let previous = part.bodyStart
  for (const child of part.children) {
    checkOffsets(child, previous, part.end)
    previous = child.end
  }
  if (part.message === null) return
  expect(part.message.root.end).toBe(part.end)
  checkOffsets(part.message.root, part.bodyStart, part.end)
}

/** RFC 9051 §4 shape: parentheses balance outside strings, literals are as long as they say. */
function wireBalances(wire: string): boolean {
  let depth = 0
  for (let i = 0; i < wire.length; i++) {
    const c = wire[i]
    if (c === '(') depth++
    else if (c === ')') {
      if (--depth < 0) return false
    } else if (c === '"') {
      for (i++; i < wire.length && wire[i] !== '"'; i++) {
        if (wire[i] === '\\') i++
        if (/[\r\n\0\x80-\xff]/.test(wire[i] ?? '\0')) return false
      }
    } else if (c === '{') {
      const literal = /^\{(\d+)\}\r\n/.exec(wire.slice(i, i + 20))
      if (literal === null) return false
      i += literal[0].length + Number(literal[1]) - 1
    } else if (!/[ \dNIL]/.test(c!)) return false
  }
  return depth === 0
}

describe('MessageScanner', () => {
  it('gives the same result however the octets are cut', () => {
    fc.assert(
      fc.property(octets, fc.array(fc.nat(2_000), { maxLength: 12 }), (message, cuts) => {
        expect(scanInCuts(message, cuts)).toEqual(scanMessage(message))
      }),
      { numRuns: 600 },
    )
  })

  it('gives the same result octet by octet', () => {
    fc.assert(
      fc.property(octets, (message) => {
        expect(scanInCuts(message, [...message.keys()])).toEqual(scanMessage(message))
      }),
      { numRuns: 200 },
    )
  })

  it('never throws, keeps offsets in order and the wire forms well formed', () => {
    fc.assert(
      fc.property(octets, (message) => {
        const scanned = scanMessage(message)
        expect(scanned.bytes).toBe(message.length)
        checkOffsets(scanned.root, 0, message.length)
        for (const wire of [scanned.envelopeWire, scanned.bodyStructureWire, scanned.bodyWire])
          expect(wireBalances(wire), wire).toBe(true)
        expect(scanned.preview.length).toBeLessThanOrEqual(200)
        expect(scanned.preview).not.toMatch(/[\r\n\0]/)
      }),
      { numRuns: 1_500 },
    )
  })

  it('withPrefix gives what a scan of prefix and body together gives', () => {
    const line = fc.constantFrom(
      'Return-Path: <a@b.fr>\r\n',
      'Received: from x\r\n by y; Mon, 2 Jan 2023 10:00:00 +0100\r\n',
      'Message-ID: <1@x>\r\n',
      'Date: Mon, 2 Jan 2023 10:00:00 +0100\r\n',
      'From: c@d.fr\r\n',
    )
    const prefix = fc.array(line, { maxLength: 6 }).map((lines) => Buffer.from(lines.join('')))
    fc.assert(
      fc.property(octets, prefix, (body, head) => {
        // It would continue the last line of the prefix; see the test below.
        fc.pre(body[0] !== 32 && body[0] !== 9)
        const scanner = new MessageScanner()
        scanner.write(body)
        expect(withPrefix(scanner.finish(), head)).toEqual(scanMessage(Buffer.concat([head, body])))
      }),
      { numRuns: 400 },
    )
  })

  it('reports a body whose first line would continue a field of the prefix', () => {
    const scanner = new MessageScanner()
    scanner.write(Buffer.from(' <evil@x>\r\nSubject: x\r\n\r\n'))
    const scanned = withPrefix(scanner.finish(), Buffer.from('From: a@b.fr\r\n'))
    expect(scanned.defects).toContain('header-field-malformed')
  })
})
