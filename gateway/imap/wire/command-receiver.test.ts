import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../../domain/limits.js'
import { CommandReceiver } from './command-receiver.js'
import type { OfferedLiteral } from './received-command.js'

const bounds = {
  imapLineBytesMax: 200,
  imapLiteralBytesMax: 50,
  imapAppendBytesMax: 300,
}

/**
 * Everything that a stream means, as text; of the literals that are offered every third one is
 * refused.
 */
function meaning(slices: readonly Buffer[]): string[] {
  const receiver = new CommandReceiver(bounds)
  const events: string[] = []
  let streaming = null as Buffer[] | null
  let offers = 0
  const offer = ({ bytes, binary, synchronising }: OfferedLiteral): void => {
    events.push(`offered ${binary ? '~' : ''}${bytes}${synchronising ? '' : '+'}`)
    if (offers++ % 3 < 2 && bytes <= bounds.imapAppendBytesMax) {
      receiver.acceptLiteral()
      streaming = []
    } else receiver.abandon()
  }
  for (const slice of slices) {
    receiver.push(slice)
    for (;;) {
      if (streaming) {
        const chunk = receiver.literal()
        if (chunk === null) break
        if (chunk.length > 0) {
          streaming.push(chunk)
          continue
        }
        const rest = receiver.rest()
        if (rest === null) break
        events.push(`message ${Buffer.concat(streaming).toString('latin1')}`)
        streaming = null
        if (typeof rest === 'string') events.push(`fault ${rest}`)
        else {
          events.push(`rest ${rest.text}`)
          if (rest.offered !== null) offer(rest.offered)
        }
        continue
      }
      const event = receiver.next()
      if (event === null) break
      if (event.kind === 'command' && event.command.offered !== null) {
        events.push(`begun ${event.command.tag} ${event.command.text}`)
        offer(event.command.offered)
      } else if (event.kind === 'command') {
        const literals = event.command.literals.map(({ bytes }) => bytes.toString('latin1'))
        events.push(`command ${event.command.tag} ${event.command.text} ${literals.join('|')}`)
      } else events.push(`${event.kind} ${'fault' in event ? event.fault : ''}`)
      if (event.kind === 'fatal') return events
    }
  }
  return events
}

const piece = fc.oneof(
  fc.constantFrom(
    'a1 NOOP\r\n',
    'a2 LOGIN user pass\r\n',
    'a3 LOGIN {4}\r\nuser {4}\r\npass\r\n',
    'a4 LOGIN {4+}\r\nu\r\nr {4+}\r\npass\r\n',
    'a5 APPEND INBOX (\\Seen) {5+}\r\nhello\r\n',
    'a6 APPEND {5+}\r\nINBOX {7+}\r\na\r\nb\r\nc\r\n',
    `a7 APPEND INBOX {400+}\r\n${'x'.repeat(400)}\r\n`,
    `a8 SEARCH SUBJECT {60+}\r\n${'y'.repeat(60)} {3+}\r\nabc\r\n`,
    'a9 APPEND INBOX {3+}\r\nabc junk {3+}\r\nabc\r\n',
    'd1 APPEND INBOX {3+}\r\nabc {4+}\r\nd\r\n) {0+}\r\n {2}\r\nzz\r\n',
    'd2 APPEND INBOX CATENATE (TEXT {3+}\r\nabc URL {6+}\r\n/;UID= TEXT ~{1+}\r\n\0)\r\n',
    'd3 UID REPLACE 7 {5+}\r\nINBOX ~{3+}\r\na\0b\r\n',
    'd4 REPLACE 7 INBOX CATENATE (URL "/;UID=1")\r\n',
    'd5 REPLACE 7 INBOX UTF8 (~{3+}\r\nabc)\r\n',
    `d6 APPEND INBOX {3+}\r\nabc ${'long '.repeat(60)}{3+}\r\nabc\r\n`,
    'd7 APPEND INBOX {3+}\r\nabc \0 {3+}\r\nabc\r\n',
    'd8 APPEND INBOX {3+}\r\nabc {9999999999999999+}\r\n',
    `b1 ${'long '.repeat(60)}\r\n`,
    `b2 ${'long '.repeat(60)}{9+}\r\nb3 NOOP\r\n\r\n`,
    'b4 SEARCH SUBJECT "open {5}\r\n',
    '* bad tag {4+}\r\nabcd\r\n',
    '\r\n',
    'c1 NOOP\n',
    'c2 NO\0OP {2+}\r\nab\r\n',
    'c3 SEARCH {99999999999999999999+}\r\n',
  ),
  fc.string({ maxLength: 30 }).map((text) => `${text}\r\n`),
)

test('the answers do not depend on how the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      (pieces, cuts) => {
        const stream = Buffer.from(pieces.join(''), 'latin1')
        const slices: Buffer[] = []
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = cuts[i % cuts.length]!
          slices.push(stream.subarray(at, at + size))
          at += size
        }
        expect(meaning(slices)).toEqual(meaning([stream]))
      },
    ),
    { numRuns: 500 },
  )
})

describe('what a refused part leaves behind', () => {
  const after = 'z NOOP\r\n'
  const rows: readonly [string, string, string][] = [
    [
      'an over-size non-synchronising literal',
      `a SEARCH TEXT {60+}\r\n${'y'.repeat(60)}\r\n`,
      'bad literal-too-big',
    ],
    [
      'its like with two literals',
      `a SEARCH TEXT {60+}\r\n${'y'.repeat(60)} {2+}\r\nab\r\n`,
      'bad literal-too-big',
    ],
    [
      'an over-size synchronising literal, never sent',
      'a SEARCH TEXT {60}\r\n',
      'bad literal-too-big',
    ],
    ['a line too long', `a ${'x'.repeat(300)}\r\n`, 'bad line-too-long'],
    [
      'a line too long that announces a literal',
      `a ${'x'.repeat(300)} {4+}\r\na\r\nb\r\n`,
      'bad line-too-long',
    ],
    ['a bad tag with a literal', '(a NOOP {4+}\r\nabcd\r\n', 'bad tag-invalid'],
    ['a NUL', 'a NO\0OP\r\n', 'bad control-octet'],
    ['a CR in the line', 'a NO\rOP\r\n', 'bad control-octet'],
  ]
  test.each(rows)('%s', (_, text, expected) => {
    const events = meaning([Buffer.from(text + after, 'latin1')])
    expect(events).toEqual([expected, 'command z NOOP '])
  })

  test.each(['a SEARCH TEXT {99999999999999999999+}\r\n', 'a SEARCH TEXT {99999+}\r\n'])(
    '%j is too much to wait for',
    (text) => {
      expect(meaning([Buffer.from(text)])).toEqual([expect.stringMatching(/^fatal /)])
    },
  )
})

test('a stream without line ends is kept in bounded memory', () => {
  const receiver = new CommandReceiver(limits)
  for (let i = 0; i < 100; i++) {
    receiver.push(Buffer.alloc(65_536, 0x61))
    expect(receiver.next()).toBeNull()
    expect(receiver.pendingBytes).toBe(0)
  }
})
