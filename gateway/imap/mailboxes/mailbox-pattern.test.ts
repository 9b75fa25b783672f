import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuMsOf } from '../../../test-fixtures/cpu-time.js'
import { MailboxPattern } from './mailbox-pattern.js'

const piece = fc.constantFrom('a', 'b', '/', '%', '*', 'ab')
const nameOf = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((all) => all.join(''))

test('patterns mean what the regular expression means', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), nameOf, (pieces, name) => {
      const text = pieces.join('')
      const source = text.replaceAll('*', '.*').replaceAll('%', '[^/]*')
      expect(new MailboxPattern(text).matches(name)).toBe(new RegExp(`^${source}$`).test(name))
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['inbox', 'INBOX', true],
  ['InB%', 'INBOX', true],
  ['inbox/*', 'INBOX/a', true],
  ['inbox*', 'INBOX/a', true],
  ['inb*', 'INBOX/a', false],
  ['inbox/A', 'INBOX/a', false],
  ['INBOX*', 'INBOX/a', true],
  ['Sent', 'sent', false],
])('%s and %s: %s', (pattern, name, expected) => {
  expect(new MailboxPattern(pattern).matches(name)).toBe(expected)
})

test('no pattern takes long', async () => {
  const pattern = new MailboxPattern('%a*'.repeat(300))
  const matching = () => expect(pattern.matches(`${'a'.repeat(299)}/`)).toBe(false)
  expect(await cpuMsOf(matching)).toBeLessThan(1_000)
})
