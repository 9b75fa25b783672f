import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EnabledFeatures } from '../enabled-features.js'
import { CommandCursor } from '../wire/command-cursor.js'
import { mailboxWire, readMailboxName } from './mailbox-name.js'

const none: EnabledFeatures = {
  condStore: false,
  qresync: false,
  imap4rev2: false,
  utf8Accept: false,
}
const forms: readonly (readonly [string, EnabledFeatures])[] = [
  ['rev1', none],
  ['rev2', { ...none, imap4rev2: true }],
  ['UTF8=ACCEPT', { ...none, utf8Accept: true }],
]

const read = (text: string, enabled: EnabledFeatures): string | null =>
  readMailboxName(new CommandCursor({ tag: 'a', text, literals: [], offered: null }), enabled)

test.each(forms)('%s: a name told is the name read', (_, enabled) => {
  const name = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => !/[\x00-\x1f\x7f-\x9f\u2028\u2029]|\p{Surrogate}/u.test(text))
  fc.assert(
    fc.property(name, (text) => {
      expect(read(mailboxWire(text, enabled), enabled)).toBe(text)
    }),
  )
})

const octets = (text: string): string => Buffer.from(text).toString('latin1')

test.each([
  ['rev1', 'A&-B', 'A&B'],
  ['rev2', 'A&-B', 'A&-B'],
  ['rev2', 'A&B', 'A&B'],
  ['rev1', 'A&B', null],
  ['rev1', '"&AOk-"', 'é'],
  ['rev2', '"&AOk-"', '&AOk-'],
  ['rev2', octets('"é"'), 'é'],
  ['UTF8=ACCEPT', octets('"é"'), 'é'],
  ['rev1', octets('"é"'), null],
  // Overlong, a lone surrogate, cut short, Latin-1, C1 control, line separator.
  ['rev2', '"\xc0\xaf"', null],
  ['rev2', '"\xed\xa0\x80"', null],
  ['rev2', '"a\xc3"', null],
  ['rev2', '"\xe9t\xe9"', null],
  ['rev2', octets('"a\u0085b"'), null],
  ['rev2', octets('"a\u2028b"'), null],
  ['rev1', '"&IKg-"', '\u20a8'],
  ['rev1', '"&ICg-"', null],
] as const)('%s: %j names %j', (form, wire, name) => {
  expect(read(wire, new Map(forms).get(form)!)).toBe(name)
})
