import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeMailboxName, encodeMailboxName } from './modified-utf7.js'

test.each([
  ['INBOX', 'INBOX'],
  ['Éléments envoyés', '&AMk-l&AOk-ments envoy&AOk-s'],
  ['Réponses à classer', 'R&AOk-ponses &AOA- classer'],
  ['A & B', 'A &- B'],
  ['~peter/mail/台北/日本語', '~peter/mail/&U,BTFw-/&ZeVnLIqe-'],
  ['😀', '&2D3eAA-'],
])('%s is %s on the wire', (name, wire) => {
  expect(encodeMailboxName(name)).toBe(wire)
  expect(decodeMailboxName(wire)).toBe(name)
})

test.each([
  ['&', 'no end'],
  ['&AOk', 'no end'],
  ['&A-', 'half a unit'],
  ['&AOl-', 'bits that are not zero'],
  ['&AGE-', 'a letter that must stand for itself'],
  ['&ACY-', 'an ampersand that must be &-'],
  ['&2D0-', 'half a surrogate pair'],
  ['&3gA-', 'the other half'],
  ['&AO!-', 'no base64'],
  ['a\tb', 'a control'],
  ['\xe9', 'an eight-bit octet'],
])('%s is refused: %s', (wire) => {
  expect(decodeMailboxName(wire)).toBeNull()
})

test('decode(encode(name)) is the name', () => {
  const name = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\p{Cc}\p{Surrogate}]/u.test(text))
  fc.assert(
    fc.property(name, (text) => {
      expect(decodeMailboxName(encodeMailboxName(text))).toBe(text)
    }),
  )
})
