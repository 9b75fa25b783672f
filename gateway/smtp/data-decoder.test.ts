import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CommandLines } from './command-lines.js'
import { DataDecoder } from './data-decoder.js'

/** What comes out of `chunks`, and the octets behind the end. */
function decode(chunks: readonly Buffer[]): { content: string; rest: string | null } {
  const decoder = new DataDecoder()
  const pieces: Buffer[] = []
  for (const [index, chunk] of chunks.entries()) {
    const end = decoder.feed(chunk, 0, (piece) => pieces.push(Buffer.from(piece)))
    if (end < 0) continue
    const rest = Buffer.concat([chunk.subarray(end), ...chunks.slice(index + 1)])
    return { content: Buffer.concat(pieces).toString('latin1'), rest: rest.toString('latin1') }
  }
  return { content: Buffer.concat(pieces).toString('latin1'), rest: null }
}

const cut = (text: string, places: readonly number[]): Buffer[] => {
  const octets = Buffer.from(text, 'latin1')
  const at = [0, ...[...new Set(places.map((p) => p % (octets.length + 1)))].sort((a, b) => a - b)]
  return at.map((from, i) => octets.subarray(from, at[i + 1] ?? octets.length))
}
/** Text made of what matters to a reader of lines and dots. */
const tricky = fc
  .array(fc.constantFrom('\r', '\n', '.', '\r\n', '\r\n.', '\r\n..', '.\r\n', 'a', '\n.\n'))
  .map((parts) => parts.join(''))

describe('data decoder', () => {
  it.each([
    ['empty message', '.\r\n', '', ''],
    ['dot at the start', '..a\r\n.\r\n', '.a\r\n', ''],
    ['two dots', '..\r\n.\r\n', '.\r\n', ''],
    ['dot inside a line', 'a.b\r\n.\r\n', 'a.b\r\n', ''],
    ['stuffed dot', 'a\r\n..b\r\n.\r\nQUIT\r\n', 'a\r\n.b\r\n', 'QUIT\r\n'],
    ['dot and text', 'a\r\n.b\r\n.\r\n', 'a\r\nb\r\n', ''],
    ['dot, CR, text', 'a\r\n.\rb\r\n.\r\n', 'a\r\n\rb\r\n', ''],
    ['dot, CR, CRLF', 'a\r\n.\r\r\n.\r\n', 'a\r\n\r\r\n', ''],
  ])('%s', (_, sent, content, rest) => {
    expect(decode([Buffer.from(sent, 'latin1')])).toEqual({ content, rest })
  })

  // https://www.postfix.org/smtp-smuggling.html, RFC 5321 §4.1.1.4: none of these ends a message.
  it.each([
    '\n.\n',
    '\n.\r\n',
    '\r\n.\n',
    '\r.\r',
    '\r.\r\n',
    '\n\n.\n\n',
    '\r\n.\r',
    '\r\n\x00.\r\n',
    '\r\n.\x00\r\n',
    '\r\r\n.\r\r\n',
    '\n\r.\n\r',
  ])('is not ended by %j', (sequence) => {
    const { rest } = decode([Buffer.from(`a${sequence}MAIL FROM:<x@y.fr>`, 'latin1')])
    expect(rest).toBeNull()
  })

  it('leaves dots behind a bare LF or CR where they are', () => {
    for (const text of ['a\n..b', 'a\n.b', 'a\r..b', 'a\r.b']) {
      expect(decode([Buffer.from(`${text}\r\n.\r\n`)]).content).toBe(`${text}\r\n`)
    }
  })

  it('gives the same for any cut', () => {
    fc.assert(
      fc.property(tricky, fc.array(fc.nat(200)), (text, places) => {
        expect(decode(cut(text, places))).toEqual(decode([Buffer.from(text, 'latin1')]))
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives back what a client stuffed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('.', '..', 'a', '', '.a', 'é')), (lines) => {
        const content = lines.map((line) => `${line}\r\n`).join('')
        const stuffed = lines.map((line) => `${line.replace(/^\./, '..')}\r\n`).join('')
        expect(decode([Buffer.from(`${stuffed}.\r\n`, 'latin1')])).toEqual({ content, rest: '' })
      }),
    )
  })
})

/** All lines of `chunks`, up to the first fault. */
function lines(chunks: readonly Buffer[], bytesMax = 40): string[] {
  const reader = new CommandLines(bytesMax)
  const found: string[] = []
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const { line, next } = reader.take(chunk, at)
      at = next
      if (line === null) break
      if (line.kind !== 'line') return [...found, line.kind]
      found.push(line.text)
    }
  }
  return found
}

describe('command lines', () => {
  it.each([
    ['NOOP\r\nQUIT\r\n', ['NOOP', 'QUIT']],
    ['\r\n', ['']],
    ['NOOP\n', ['bare-line-ending']],
    ['NOOP\r\nRSET\nQUIT\r\n', ['NOOP', 'bare-line-ending']],
    ['NO\rOP\r\n', ['bare-line-ending']],
    ['NOOP\r\r\n', ['bare-line-ending']],
    ['\n', ['bare-line-ending']],
    [`${'x'.repeat(38)}\r\n`, ['x'.repeat(38)]],
    [`${'x'.repeat(39)}\r\n`, ['line-too-long']],
    ['x'.repeat(41), ['line-too-long']],
    ['x'.repeat(40), []],
  ])('%j', (sent, expected) => {
    expect(lines([Buffer.from(sent, 'latin1')])).toEqual(expected)
  })

  it('gives the same for any cut', () => {
    const text = fc
      .array(fc.constantFrom('NOOP', '\r\n', '\r\n', '\n', '\r', 'x'.repeat(19)))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(400)), (sent, places) => {
        expect(lines(cut(sent, places))).toEqual(lines([Buffer.from(sent, 'latin1')]))
      }),
      { numRuns: 2_000 },
    )
  })
})
