import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalDomain, parseEmailAddress } from './email-address.js'

describe('addresses accepted', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['claire.morel@hopital.mssante.fr', 'claire.morel@hopital.mssante.fr'],
    ['Claire.MOREL@Hopital.MSSante.FR', 'claire.morel@hopital.mssante.fr'],
    ['185012A00400758@patient.mssante.fr', '185012a00400758@patient.mssante.fr'],
    ["o'neil+dmp@a.fr", "o'neil+dmp@a.fr"],
    ['a@a.fr.', 'a@a.fr'],
    ['a@hôpital.fr', 'a@xn--hpital-ixa.fr'],
    ['a@ho\u0302pital.fr', 'a@xn--hpital-ixa.fr'],
    [`${'l'.repeat(64)}@a.fr`, `${'l'.repeat(64)}@a.fr`],
    ['root@localhost', 'root@localhost'],
  ]
  it.each(rows)('%s', (text, canonical) => {
    const parsed = parseEmailAddress(text)
    expect(parsed.ok && parsed.value.text).toBe(canonical)
    expect(parsed.ok && `${parsed.value.local}@${parsed.value.domain}`).toBe(canonical)
  })
})

describe('addresses refused', () => {
  it.each([
    '',
    '@a.fr',
    'a@',
    'a',
    'a b@a.fr',
    '.a@a.fr',
    'a.@a.fr',
    'a..b@a.fr',
    '"a b"@a.fr',
    'é@a.fr',
    'a@b@a.fr',
    'a@a..fr',
    'a@-a.fr',
    'a@a-.fr',
    'a@a_b.fr',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@0x7f.1',
    'a@a.fr..',
    'a@ a.fr',
    'a@a.fr ',
    'a@a\n.fr',
    'a@a\t.fr',
    'a@%61.fr',
    'a@a.fr/b',
    'a@a.fr:25',
    'a@a.fr?x',
    'a@a.fr#x',
    'a@a\\b.fr',
    'a@u:p@a.fr',
    'a\r\nRCPT TO:<b@a.fr>@a.fr',
    'a\u0000@a.fr',
    `${'l'.repeat(65)}@a.fr`,
    `a@${'d'.repeat(64)}.fr`,
    `a@${'abcdefgh.'.repeat(30)}fr`,
  ])('%j', (text) => expect(parseEmailAddress(text).ok).toBe(false))
})

it('a canonical domain is a fixed point', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
      const once = canonicalDomain(text)
      if (once !== null) {
        expect(canonicalDomain(once)).toBe(once)
        expect(once).toMatch(/^[a-z0-9.-]+$/)
      }
    }),
  )
})
