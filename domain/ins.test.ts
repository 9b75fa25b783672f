import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { environmentOfOid, insKey, insOid, parseMatricule } from './ins.js'

const keyed = (thirteen: string): string => thirteen + insKey(thirteen)

describe('matricules accepted', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['the sample of the CI-SIS', '279035121518989'],
    ['Corse-du-Sud', keyed('185012A004007')],
    ['Haute-Corse', keyed('285012B033042')],
    ['overseas department', keyed('192059741112034')],
    ['born abroad', keyed('1780699350123')],
    ['fictitious month', keyed('1783199350123')],
    ['waiting number (NIA)', keyed('7920175056001')],
  ]
  it.each(rows)('%s', (_, text) => {
    const wanted = text.slice(0, 13) + insKey(text.slice(0, 13))
    expect(parseMatricule(wanted)).toEqual({ ok: true, value: wanted })
  })

  it('lower-case Corsica is the same person', () => {
    const matricule = keyed('185012A004007')
    expect(parseMatricule(matricule.toLowerCase())).toEqual({ ok: true, value: matricule })
  })

  // Computed by hand: 1850119004007 mod 97 and 2850118033042 mod 97 (2A -> 19, 2B -> 18).
  it('counts 2A as 19 and 2B as 18', () => {
    expect(insKey('185012A004007')).toBe(String(97 - (1850119004007 % 97)).padStart(2, '0'))
    expect(insKey('285012B033042')).toBe(String(97 - (2850118033042 % 97)).padStart(2, '0'))
  })
})

describe('matricules refused', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['empty', '', 'ins-length'],
    ['13 digits without key', '2790351215189', 'ins-length'],
    ['16 characters', '2790351215189890', 'ins-length'],
    ['a blank before', ' 79035121518989', 'ins-structure'],
    ['sex 5', '579035121518989', 'ins-structure'],
    ['sex 0', '079035121518989', 'ins-structure'],
    ['month 00', '279005121518989', 'ins-structure'],
    ['month 13', '279135121518989', 'ins-structure'],
    ['department 2C', '279032C21518989', 'ins-structure'],
    ['a letter in the commune', '27903512A518989', 'ins-structure'],
    ['Arabic digits', '٢79035121518989', 'ins-structure'],
    ['a wrong key', '279035121518988', 'ins-key'],
    ['sample with a wrong key', '288091234567823', 'ins-key'],
    ['another sample with a wrong key', '253097812634581', 'ins-key'],
    ['two digits exchanged', '279035121581989', 'ins-key'],
    ['key 00', '279035121518900', 'ins-key'],
  ]
  it.each(rows)('%s', (_, text, fault) => {
    expect(parseMatricule(text)).toEqual({ ok: false, error: fault })
  })
})

it('finds every single wrong digit', () => {
  const good = '279035121518989'
  const position = fc.integer({ min: 0, max: 14 })
  const digit = fc.integer({ min: 0, max: 9 })
  fc.assert(
    fc.property(position, digit, (at, d) => {
      const changed = good.slice(0, at) + d + good.slice(at + 1)
      expect(parseMatricule(changed).ok).toBe(changed === good)
    }),
  )
})

it('tells test and production identities apart', () => {
  expect(environmentOfOid(insOid.nir)).toBe('production')
  expect(environmentOfOid(insOid.nia)).toBe('production')
  expect(environmentOfOid(insOid.nirTest)).toBe('test')
  expect(environmentOfOid(insOid.nirDemo)).toBe('test')
  // The obsolete computed INS-C.
  expect(environmentOfOid('1.2.250.1.213.1.4.2')).toBeNull()
  expect(environmentOfOid('')).toBeNull()
})
