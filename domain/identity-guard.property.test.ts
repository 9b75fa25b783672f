import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeIdentity } from './identity-guard.js'
import type { IdentityTraits } from './identity-traits.js'
import { insKey, insOid } from './ins.js'

const families = [
  'MARTIN',
  'BERNARD',
  'DUPONT-LEROY',
  "D'ARTIGUES",
  'LE GOFF',
  'DE LA FONTAINE',
  'LEBŒUF',
  'MÜLLER',
  'SAINT-MARTIN',
  'VAN DER BERG',
  'NGUYEN',
  'BENALI',
  'GARCIA LOPEZ',
  'PETIT',
  'ROUSSEAU',
  'LAMBERT',
  'MOREAU',
  'FOURNIER',
  'GIRARD',
  'LEFÈVRE',
  'MERCIER',
  'BLANCHARD',
  'DIALLO',
  'O’CONNOR',
  'ROY',
]
const givens = [
  'CAMILLE',
  'JEAN-PIERRE',
  'MARIE CLAIRE',
  'LÉA',
  'ÉLODIE',
  'PAUL',
  'ANNE-LISE',
  'FRANÇOIS',
  'ZOÉ',
  'MOHAMED',
  'LÆTITIA',
  'SÉBASTIEN',
  'INÈS',
  'HUGO',
  'MARGUERITE',
  'YVES',
  'CLÉMENTINE',
  'LOUIS',
]
const pad = (value: number, size: number): string => String(value).padStart(size, '0')

const identity: fc.Arbitrary<IdentityTraits> = fc
  .record({
    birthName: fc.constantFrom(...families),
    usedName: fc.constantFrom('', '', ...families),
    firstNames: fc.uniqueArray(fc.constantFrom(...givens), { minLength: 1, maxLength: 3 }),
    year: fc.integer({ min: 1930, max: 2024 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    order: fc.integer({ min: 1, max: 999 }),
    sex: fc.constantFrom('male' as const, 'female' as const),
  })
  .map(({ year, month, day, order, sex, ...names }) => {
    const thirteen = `${sex === 'male' ? 1 : 2}${pad(year % 100, 2)}${pad(month, 2)}75115${pad(order, 3)}`
    return {
      ...names,
      matricule: thirteen + insKey(thirteen),
      insOid: insOid.nirTest,
      birthDate: `${year}-${pad(month, 2)}-${pad(day, 2)}`,
      sex,
    }
  })

type Change = (traits: IdentityTraits) => IdentityTraits
const inNames =
  (change: (name: string) => string): Change =>
  (traits) => ({
    ...traits,
    birthName: change(traits.birthName),
    usedName: change(traits.usedName),
    firstNames: traits.firstNames.map(change),
  })
const bare = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '')

/** What systems do to names and dates without meaning another person. */
const spellings: readonly Change[] = [
  inNames((name) => name.toLowerCase()),
  inNames((name) => name.replace(/\p{L}+/gu, (w) => w[0]! + w.slice(1).toLowerCase())),
  inNames(bare),
  inNames((name) => name.normalize('NFD')),
  inNames((name) => name.replaceAll('-', ' ')),
  inNames((name) => name.replaceAll(' ', '-')),
  inNames((name) => name.replace(/[ -]/g, '  ')),
  inNames((name) => name.replace(/['’]/g, ' ')),
  inNames((name) => name.replace(/['’]/g, '')),
  inNames((name) => name.replaceAll('Œ', 'OE').replaceAll('Æ', 'AE')),
  inNames((name) => name.replace(/^SAINT/, 'ST')),
  inNames((name) => ` ${name} `),
  (traits) => ({ ...traits, usedName: '' }),
  (traits) => ({ ...traits, firstNames: traits.firstNames.slice(0, 1) }),
  (traits) => ({ ...traits, firstNames: [traits.firstNames.join(' ')] }),
  (traits) => ({ ...traits, firstNames: [`${traits.firstNames[0]![0]}.`] }),
  (traits) => ({ ...traits, birthDate: traits.birthDate.slice(0, 7) }),
  (traits) => ({ ...traits, birthDate: `${traits.birthDate.slice(0, 4)}-00-00` }),
  (traits) => ({ ...traits, birthDate: traits.birthDate.replaceAll('-', '') }),
  (traits) => ({ ...traits, birthDate: traits.birthDate.split('-').reverse().join('/') }),
  (traits) => ({ ...traits, birthDate: '' }),
  (traits) => ({ ...traits, sex: 'unknown' }),
  (traits) =>
    traits.usedName === '' ? traits : { ...traits, birthName: traits.usedName, usedName: '' },
  (traits) =>
    traits.usedName === ''
      ? traits
      : { ...traits, birthName: `${traits.birthName} épouse ${traits.usedName}`, usedName: '' },
  (traits) =>
    traits.usedName === ''
      ? traits
      : { ...traits, birthName: `${traits.birthName}-${traits.usedName}`, usedName: '' },
]
const variant = (traits: IdentityTraits): fc.Arbitrary<IdentityTraits> =>
  fc
    .subarray([...spellings], { minLength: 0, maxLength: 3 })
    .map((changes) => changes.reduce((one, change) => change(one), traits))

const withVariant = identity.chain((one) => fc.tuple(fc.constant(one), variant(one)))

describe('the identity guard', () => {
  it('never refuses a spelling of the right identity, and seldom holds it', () => {
    let [held, all] = [0, 0]
    fc.assert(
      fc.property(withVariant, ([patient, said]) => {
        const { decision } = judgeIdentity(patient, said, 'test')
        all++
        if (decision === 'hold') held++
        expect(decision).not.toBe('refuse')
      }),
      { numRuns: 3_000, seed: 4 },
    )
    if (process.env['MSS_FIGURES'] === '1') console.log(`held needlessly: ${held} of ${all}`)
    expect(held / all).toBeLessThan(0.02)
  })

  it('seldom holds a plain text about the right person', () => {
    let [held, all] = [0, 0]
    fc.assert(
      fc.property(withVariant, ([patient, said]) => {
        const silent = { ...said, matricule: null, insOid: null }
        const { decision } = judgeIdentity(patient, silent, 'test', 'text')
        all++
        if (decision !== 'accept') held++
      }),
      { numRuns: 3_000, seed: 5 },
    )
    if (process.env['MSS_FIGURES'] === '1') console.log(`texts held needlessly: ${held} of ${all}`)
    expect(held / all).toBeLessThan(0.02)
  })

  it('takes a slip of the keyboard in a family name, and never refuses it', () => {
    const at = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(identity, at, fc.constantFrom('', 'X', 'E'), (patient, place, letter) => {
        const name = patient.birthName.replace(/[^A-Z]/g, '')
        fc.pre(name.length > 4 && place < name.length)
        const birthName = name.slice(0, place) + letter + name.slice(place + 1)
        const said = { ...patient, birthName, usedName: '' }
        const own = { ...patient, birthName: name, usedName: '' }
        expect(judgeIdentity(own, said, 'test').decision).toBe('accept')
      }),
    )
  })

  it('never accepts another number, whatever the traits', () => {
    fc.assert(
      fc.property(withVariant, identity, ([patient, said], other) => {
        fc.pre(other.matricule !== patient.matricule)
        const mixed = { ...said, matricule: other.matricule }
        expect(judgeIdentity(patient, mixed, 'test').decision).toBe('refuse')
        expect(judgeIdentity(patient, other, 'test').decision).toBe('refuse')
      }),
    )
  })

  it('never accepts another birth date, first name or sex beside the right number', () => {
    const changes = fc.constantFrom<'birthDate' | 'firstNames' | 'sex'>(
      'birthDate',
      'firstNames',
      'sex',
    )
    fc.assert(
      fc.property(identity, identity, changes, (patient, other, key) => {
        const [own, foreign] = [patient.firstNames[0]!, other.firstNames]
        if (key === 'firstNames')
          fc.pre(
            !foreign.includes(own) && !patient.firstNames.some((name) => foreign.includes(name)),
          )
        else fc.pre(patient[key] !== other[key])
        const mixed = { ...patient, [key]: other[key] }
        expect(judgeIdentity(patient, mixed, 'test').decision).not.toBe('accept')
      }),
      { numRuns: 1_000 },
    )
  })

  it('never accepts another person beside the right number, nor without any', () => {
    fc.assert(
      fc.property(identity, identity, (patient, other) => {
        fc.pre(other.birthDate !== patient.birthDate)
        const { matricule } = patient
        expect(judgeIdentity(patient, { ...other, matricule }, 'test').decision).not.toBe('accept')
        const silent = { ...other, matricule: null, insOid: null }
        expect(judgeIdentity(patient, silent, 'test', 'text').decision).toBe('hold')
        expect(judgeIdentity(patient, silent, 'test').decision).toBe('refuse')
      }),
    )
  })

  it('takes whatever text for a name, and answers', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(identity, text, text, text, (patient, birthName, given, birthDate) => {
        const said = { ...patient, birthName, usedName: given, firstNames: [given], birthDate }
        expect(['accept', 'hold', 'refuse']).toContain(
          judgeIdentity(patient, said, 'test').decision,
        )
      }),
    )
  })
})
