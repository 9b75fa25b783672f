import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CommandCursor, SyntaxFault } from '../wire/command-cursor.js'
import { readEntries, readEntryChanges } from './metadata-entries.js'
import { metadataLine, shownEntries } from './metadata-response.js'

const cursor = (text: string) => new CommandCursor({ tag: 'a', text, literals: [], offered: null })
const enabled = { condStore: false, qresync: false, imap4rev2: false, utf8Accept: false }

test.each(['/private/a', '/shared', '/SHARED/Vendor/x.y', '"/private/avec espace"'])(
  '%s is an entry',
  (text) => {
    expect(readEntries(cursor(text))).toHaveLength(1)
  },
)

test.each([
  '/vendor/a',
  '/privateer/a',
  'private/a',
  '/private/',
  '/private//a',
  '"/private/a*"',
  '"/private/%"',
  '""',
  '()',
  `/private/${'x'.repeat(1_100)}`,
  `(${'/private/a '.repeat(201)}/private/a)`,
])('%s is none', (text) => {
  expect(() => readEntries(cursor(text))).toThrow(SyntaxFault)
})

test.each(['(/private "x")', '(/private/a)', '(/private/a x)', '()', '/private/a "x"'])(
  '%s is no change',
  (text) => {
    expect(() => readEntryChanges(cursor(text))).toThrow(SyntaxFault)
  },
)

const annotations = [
  { entry: '/private/a', value: '1' },
  { entry: '/private/a/b', value: '22' },
  { entry: '/private/a/b/c', value: '333' },
  { entry: '/private/ab', value: '4' },
]
const shown = (text: string, depth: 0 | 1 | 'infinity', bytesMax: number | null = null) => {
  const { rows, longestBytes } = shownEntries(annotations, readEntries(cursor(text)), {
    depth,
    bytesMax,
  })
  return `${rows.map(({ entry, value }) => `${entry}=${value}`).join(' ')} ${longestBytes}`
}

test.each([
  ['/private/a', 0, null, '/private/a=1 0'],
  ['(/private/a /PRIVATE/A)', 0, null, '/private/a=1 0'],
  ['/private/x', 0, null, '/private/x=null 0'],
  ['/private/x', 1, null, ' 0'],
  ['/private/a', 1, null, '/private/a=1 /private/a/b=22 0'],
  ['/private/a', 'infinity', null, '/private/a=1 /private/a/b=22 /private/a/b/c=333 0'],
  ['/private', 1, null, '/private/a=1 /private/ab=4 0'],
  ['/private', 'infinity', 2, '/private/a=1 /private/a/b=22 /private/ab=4 3'],
  ['/private/a/b/c', 0, 2, ' 3'],
  ['/shared', 'infinity', null, ' 0'],
] as const)('%s to depth %s, at most %s octets', (text, depth, bytesMax, told) => {
  expect(shown(text, depth, bytesMax)).toBe(told)
})

test('any value is read back as it was', () => {
  const octets = fc.uint8Array({ maxLength: 40 }).map((a) => Buffer.from(a).toString('latin1'))
  fc.assert(
    fc.property(octets, (value) => {
      const line = metadataLine('', [{ entry: '/private/a', value }], enabled)
      const wire = /^METADATA "" \(\/private\/a ([\s\S]*)\)$/.exec(line)![1]!
      const literal = /^(~?)\{(\d+)\}\r\n([\s\S]*)$/.exec(wire)
      if (literal === null) {
        expect(cursor(wire).string()).toBe(value)
        return
      }
      expect(literal[3]).toBe(value)
      expect(Number(literal[2])).toBe(value.length)
      expect(literal[1] === '~').toBe(value.includes('\0'))
    }),
  )
})
