import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalName, mostSpecificFirst, parseDistinguishedName } from './distinguished-name.js'

const canonical = (text: string): string | null => {
  const name = parseDistinguishedName(text)
  return name === null ? null : canonicalName(name)
}

const whiteList = "CN=mss.chu.fr,OU=1750000001,O=Hôpital de l'Étoile,ST=Paris (75),C=FR"

describe('names that are the same', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['as the white list writes it', whiteList, whiteList],
    [
      'blanks around separators',
      whiteList.replaceAll(',', ' , ').replaceAll('=', ' = '),
      whiteList,
    ],
    ['blanks inside doubled', whiteList.replace('Hôpital de', 'Hôpital   de'), whiteList],
    ['decomposed accents (NFD)', whiteList.normalize('NFD'), whiteList],
    [
      'lower-case attribute types',
      whiteList.replace('CN=', 'cn=').replace('OU=', 'ou='),
      whiteList,
    ],
    ['S for ST', whiteList.replace('ST=', 'S='), whiteList],
    ['dotted type', whiteList.replace('CN=', '2.5.4.3='), whiteList],
    ['OID. prefix', whiteList.replace('CN=', 'OID.2.5.4.3='), whiteList],
    [
      'octets in hexadecimal',
      whiteList.replace('ô', '\\C3\\B4').replace('É', '\\c3\\89'),
      whiteList,
    ],
    ['escaped comma and quoted comma', 'O="CLINIQUE, NORD",C=FR', 'O=CLINIQUE\\, NORD,C=FR'],
    [
      'multi-valued RDN in another order',
      'SN=MOREL+CN=8100+GN=Claire,C=FR',
      'CN=8100+GN=Claire+SN=MOREL,C=FR',
    ],
    [
      'long attribute names',
      'commonName=a,surname=b,givenName=c,title=d,C=FR',
      'CN=a,SN=b,GN=c,T=d,C=FR',
    ],
    ['a character outside the BMP, escaped', 'CN=\\😀,C=FR', 'CN=😀,C=FR'],
  ]
  it.each(rows)('%s', (_, left, right) => {
    expect(canonical(left)).not.toBeNull()
    expect(canonical(left)).toBe(canonical(right))
  })
})

describe('names that are not the same', () => {
  const rows: readonly (readonly [string, string])[] = [
    [
      'another order of RDNs',
      "CN=mss.chu.fr,O=Hôpital de l'Étoile,OU=1750000001,ST=Paris (75),C=FR",
    ],
    ['an accent less', whiteList.replace('ô', 'o')],
    ['a typographic apostrophe', whiteList.replace("'", '’')],
    ['another host', whiteList.replace('mss.chu', 'mss2.chu')],
    ['an RDN more', `${whiteList},DC=fr`],
    ['an RDN less', whiteList.replace(',C=FR', '')],
    ['two RDNs as one', whiteList.replace(',OU=', '+OU=')],
    ['another case of a value', whiteList.replace('mss.chu', 'MSS.chu')],
    ['a comma in a value that looks like an RDN', whiteList.replace(',OU=', '\\,OU=')],
  ]
  it.each(rows)('%s', (_, other) => {
    expect(canonical(other)).not.toBe(canonical(whiteList))
  })
})

describe('text that is no name', () => {
  it.each(['', 'CN', '=a', 'CN=a,', 'CN=a,,C=FR', 'CN=a+,C=FR', 'é=1', '/C=FR/CN=a', 'C N=a'])(
    '%j',
    (text) => expect(parseDistinguishedName(text)).toBeNull(),
  )
})

it('turns a name around that begins with its country', () => {
  const derOrder = "C=FR,ST=Paris (75),O=Hôpital de l'Étoile,OU=1750000001,CN=mss.chu.fr"
  expect(canonicalName(mostSpecificFirst(parseDistinguishedName(derOrder)!))).toBe(
    canonical(whiteList),
  )
  expect(mostSpecificFirst(parseDistinguishedName(whiteList)!)).toEqual(
    parseDistinguishedName(whiteList),
  )
})

it('writes control characters as octets, so that the text stays one line', () => {
  const name = [[{ type: 'CN', value: 'a\u0000b' }], [{ type: 'C', value: 'FR' }]]
  expect(canonicalName(name)).toBe('CN=a\\00b,C=FR')
})

describe('properties', () => {
  const pair = fc.record({
    type: fc.constantFrom('CN', 'OU', 'O', 'ST', 'C', 'SN', 'GN', 'T', '1.2.3'),
    value: fc.string({ unit: 'grapheme', maxLength: 12 }),
  })
  const name = fc.array(fc.array(pair, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  })

  it('canonical text reads back as the same name', () => {
    fc.assert(
      fc.property(name, (n) => {
        expect(canonical(canonicalName(n))).toBe(canonicalName(n))
      }),
    )
  })

  it('two different names never share a text', () => {
    const folded = (value: string): string => value.normalize('NFC').trim().replace(/\s+/g, ' ')
    const shape = (n: readonly (readonly { type: string; value: string }[])[]): string =>
      JSON.stringify(n.map((rdn) => rdn.map((p) => `${p.type} ${folded(p.value)}`).sort()))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(canonicalName(a) === canonicalName(b)).toBe(shape(a) === shape(b))
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseDistinguishedName(text)),
    )
  })
})
