import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddressList } from './address-list.js'
import { decodeEncodedWords, encodeHeaderText, encodePhrase } from './encoded-words.js'

const binary = (text: string): string => Buffer.from(text).toString('latin1')

describe('decodeEncodedWords', () => {
  it.each([
    // RFC 2047 §8.
    ['(=?ISO-8859-1?Q?a?=)', '(a)'],
    ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
    ['=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=', 'é'],
    ['=?utf-8?B?w6k=?=', 'é'],
    ['=?UTF-8*fr?q?=C3=A9?=', 'é'],
    ['=?windows-1252?q?=80?=', '€'],
    ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?utf-8?Q?un objet?=', 'un objet'],
    ['=?x-nowhere?Q?=C3=A9?=', 'é'],
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['=?utf-8?B?!!!?=', '=?utf-8?B?!!!?='],
    ['=?utf-8?Q?open', '=?utf-8?Q?open'],
    ['=?utf-8?Q?=ZZ?=', '=ZZ'],
    [binary('déjà'), 'déjà'],
    ['d\xe9j\xe0', 'déjà'],
    ['', ''],
  ])('%s', (value, text) => {
    expect(decodeEncodedWords(value)).toBe(text)
  })

  it('opens what encodeHeaderText makes, in lines of at most 78 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const clean = text.replace(/[\r\n]+/g, ' ')
        const encoded = encodeHeaderText(text)
        expect(encoded).toMatch(/^[\t\x20-\x7e\r\n]*$/)
        if (encoded !== clean) {
          for (const line of encoded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
          expect(decodeEncodedWords(encoded)).toBe(clean)
        }
      }),
    )
  })

  it('a phrase comes back as the name of an address', () => {
    const names = ['Claire Morel', 'Morel, Claire', 'Dr "Bob"', 'Cardiologie – étage 2', '=?x?=']
    for (const name of names)
      expect(parseAddressList(`${encodePhrase(name)} <a@b.fr>`)).toEqual([
        { name, address: 'a@b.fr' },
      ])
  })
})
