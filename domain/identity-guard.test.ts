import { describe, expect, it } from 'vitest'
import {
  type Changes,
  foreign,
  judge,
  own,
  patient,
} from '../test-fixtures/identity/judged-patient.js'
import { judgeIdentity } from './identity-guard.js'
import type { IdentityDecision, IdentityReason } from './identity-traits.js'
import { insOid } from './ins.js'

type Row = readonly [says: string, changes: Changes]

const accepted: readonly Row[] = [
  ['the same', {}],
  ['lower case', { birthName: 'martin', firstNames: ['camille'] }],
  ['title case', { birthName: 'Martin', firstNames: ['Camille'] }],
  ['accents', { birthName: 'Mârtîn', firstNames: ['Çamillé'] }],
  ['first given name alone', { firstNames: ['CAMILLE'] }],
  ['all in one field', { firstNames: ['CAMILLE MARIE JEANNE'] }],
  ['parted by commas', { firstNames: ['CAMILLE, MARIE, JEANNE'] }],
  ['two of three', { firstNames: ['CAMILLE', 'MARIE'] }],
  ['one more', { firstNames: ['CAMILLE', 'MARIE', 'JEANNE', 'ROSE'] }],
  ['other names after the first', { firstNames: ['CAMILLE', 'ROSE'] }],
  ['initial', { firstNames: ['C.'] }],
  ['no first name', { firstNames: [] }],
  ['no used name', { usedName: '' }],
  ['another used name', { usedName: 'LEROY' }],
  ['used name in place of the birth name', { birthName: 'DURAND', usedName: '' }],
  ['the two exchanged', { birthName: 'DURAND', usedName: 'MARTIN' }],
  ['used name twice', { birthName: 'DURAND', usedName: 'DURAND' }],
  ['joined', { birthName: 'MARTIN-DURAND', usedName: '' }],
  ['joined the other way', { birthName: 'DURAND MARTIN', usedName: '' }],
  ['épouse', { birthName: 'MARTIN épouse DURAND', usedName: '' }],
  ['ép.', { birthName: 'MARTIN ép. DURAND', usedName: '' }],
  ['née', { birthName: 'DURAND née MARTIN', usedName: '' }],
  ['né(e)', { birthName: 'DURAND né(e) MARTIN', usedName: '' }],
  ['veuve', { birthName: 'MARTIN VVE DURAND', usedName: '' }],
  ['épouse of another name', { birthName: 'MARTIN épouse LEROY', usedName: '' }],
  ['double blanks', { birthName: '  MARTIN  ', firstNames: ['  CAMILLE '] }],
  ['a slip', { birthName: 'MARTN' }],
  ['two letters exchanged', { birthName: 'MATRIN' }],
  ['a slip in the first name', { firstNames: ['CAMILE'] }],
  ['a sound', { birthName: 'MARTAIN' }],
  ['second given name in use', { firstNames: ['MARIE'] }],
  ['names exchanged', { birthName: 'CAMILLE', usedName: '', firstNames: ['MARTIN'] }],
  ['no sex', { sex: 'unknown' }],
  ['no date', { birthDate: '' }],
  ['year', { birthDate: '1984' }],
  ['year and month', { birthDate: '1984-03' }],
  ['no day', { birthDate: '1984-03-00' }],
  ['no month', { birthDate: '1984-00-00' }],
  ['compact date', { birthDate: '19840312' }],
  ['date and time', { birthDate: '198403120830+0100' }],
  ['French date', { birthDate: '12/03/1984' }],
  ['ISO date and time', { birthDate: '1984-03-12T00:00:00' }],
  ['blanks in the number', { matricule: own.replace(/(.)(..)(..)/, '$1 $2 $3 ') }],
  ['figures for letters', { birthName: 'MART1N' }],
  ['UTF-8 read as Latin-1', { firstNames: ['CamillÃ©'] }],
]

/** Refused, where no other decision is named. */
type Refusal = readonly [string, Changes, IdentityReason, IdentityDecision?]
const cases = (rows: readonly Refusal[]) =>
  rows.map(([says, changes, reason, decision]) => {
    return { says, changes, expected: { reason, decision: decision ?? 'refuse' } }
  })
const inserted: readonly Refusal[] = [
  ['no INS', { matricule: null, insOid: null }, 'ins-missing'],
  ['an empty number', { matricule: '' }, 'ins-missing'],
  ['13 digits', { matricule: own.slice(0, 13) }, 'ins-malformed'],
  ['a wrong key', { matricule: `${own.slice(0, 13)}00` }, 'ins-malformed'],
  ['another digit', { matricule: `1${own.slice(1)}` }, 'ins-malformed'],
  ['letters', { matricule: 'ABCDEFGHIJKLMNO' }, 'ins-malformed'],
  ['INS-C', { insOid: '1.2.250.1.213.1.4.2' }, 'ins-oid-unknown'],
  ['a local OID', { insOid: '1.2.3.4.567.8.9.10' }, 'ins-oid-unknown'],
  ['no OID', { insOid: null }, 'ins-oid-unknown'],
  ['production', { insOid: insOid.nir }, 'ins-environment'],
  ['production NIA', { insOid: insOid.nia }, 'ins-environment'],
  ['another INS', { matricule: foreign }, 'ins-differs'],
  ['another INS, other traits', { matricule: foreign, birthName: 'LEROY' }, 'ins-differs'],
  ['another authority', { insOid: insOid.nirDemo }, 'ins-differs', 'hold'],
]

const differing: readonly Refusal[] = [
  ['another birth name', { birthName: 'LEROY', usedName: '' }, 'birth-name-differs'],
  ['another, same used name', { birthName: 'LEROY', usedName: 'DURAND' }, 'birth-name-differs'],
  ['born with our used name', { birthName: 'DURAND', usedName: 'LEROY' }, 'birth-name-differs'],
  ['wed with our birth name', { birthName: 'LEROY', usedName: 'MARTIN' }, 'birth-name-differs'],
  ['a longer name', { birthName: 'MARTINEAU' }, 'birth-name-differs', 'hold'],
  ['a part in common', { birthName: 'MARTIN LEROY', usedName: '' }, 'identity-matches', 'accept'],
  ['another first name', { firstNames: ['SOPHIE'] }, 'first-name-differs'],
  ['a twin', { firstNames: ['CAMILLA'] }, 'first-name-differs', 'hold'],
  ['the list turned', { firstNames: ['MARIE', 'CAMILLE'] }, 'first-name-differs', 'hold'],
  ['another initial', { firstNames: ['S.'] }, 'first-name-differs'],
  ['the next day', { birthDate: '1984-03-13' }, 'birth-date-differs'],
  ['day and month exchanged', { birthDate: '1984-12-03' }, 'birth-date-differs'],
  ['another year', { birthDate: '1954-03-12' }, 'birth-date-differs'],
  ['another month', { birthDate: '1984-04' }, 'birth-date-differs'],
  ['another year alone', { birthDate: '1985' }, 'birth-date-differs'],
  ['1 January', { birthDate: '1984-01-01' }, 'birth-date-differs', 'hold'],
  ['31 December', { birthDate: '1984-12-31' }, 'birth-date-differs', 'hold'],
  ['1 January of another year', { birthDate: '1985-01-01' }, 'birth-date-differs'],
  ['another sex', { sex: 'male' }, 'sex-differs'],
  ['two slips', { birthName: 'MARTN', firstNames: ['CAMILE'] }, 'birth-name-differs', 'hold'],
  ['a slip without date', { birthName: 'MARTN', birthDate: '' }, 'birth-name-differs', 'hold'],
  ['a slip, no sex', { firstNames: ['CAMILE'], sex: 'unknown' }, 'first-name-differs', 'hold'],
  [
    'no trait',
    { birthName: '', usedName: '', firstNames: [], birthDate: '' },
    'identity-incomplete',
    'hold',
  ],
  [
    'all of another',
    {
      birthName: 'LEROY',
      usedName: '',
      firstNames: ['PAUL'],
      birthDate: '1950-02-01',
      sex: 'male',
    },
    'birth-name-differs',
  ],
]

describe('spellings of the right identity', () => {
  it.each(accepted)('%s', (_, changes) => {
    expect(judge(changes)).toMatchObject({ decision: 'accept', reason: 'identity-matches' })
  })
})

describe('the INS', () => {
  it.each(cases(inserted))('$says', ({ changes, expected }) => {
    expect(judge(changes)).toMatchObject(expected)
  })

  it('of production is refused in test, and the other way round', () => {
    const oids = [insOid.nir, insOid.nia, insOid.nirTest, insOid.nirDemo]
    for (const oid of oids)
      for (const environment of ['test', 'production'] as const) {
        const one = { ...patient, insOid: oid }
        const fits = (environment === 'test') === (oid === insOid.nirTest || oid === insOid.nirDemo)
        const verdict = judgeIdentity(one, one, environment)
        expect(verdict.reason).toBe(fits ? 'identity-matches' : 'ins-environment')
        expect(verdict.decision).toBe(fits ? 'accept' : 'refuse')
      }
  })

  it('may say another sex and year than the traits', () => {
    const changed = { birthDate: '1991-07-30', sex: 'male' } as const
    expect(judge({}, changed).decision).toBe('accept')
  })

  it('alone suffices in the metadata of an archive', () => {
    const bare = {
      birthName: '',
      usedName: '',
      firstNames: [],
      birthDate: '',
      sex: 'unknown',
    } as const
    expect(judge(bare, {}, 'metadata').decision).toBe('accept')
  })
})

describe('traits', () => {
  it.each(cases(differing))('$says', ({ changes, expected }) => {
    expect(judge(changes)).toMatchObject(expected)
  })
})

describe('a text, which needs no INS', () => {
  const silent = { matricule: null, insOid: null }
  const rows: readonly (readonly [string, Changes, IdentityDecision, IdentityReason])[] = [
    [
      'nothing',
      { birthName: '', usedName: '', firstNames: [], birthDate: '', sex: 'unknown' },
      'accept',
      'identity-not-said',
    ],
    ['all', {}, 'accept', 'identity-matches'],
    ['names', { birthDate: '' }, 'accept', 'identity-matches'],
    [
      'used name',
      { birthName: 'DURAND', usedName: '', birthDate: '' },
      'accept',
      'identity-matches',
    ],
    ['a date', { birthName: '', usedName: '', firstNames: [] }, 'accept', 'identity-matches'],
    ['another date', { birthDate: '1984-03-13' }, 'hold', 'birth-date-differs'],
    ['a slip and no date', { birthName: 'MARTN', birthDate: '' }, 'hold', 'birth-name-differs'],
    ['a slip and the date', { birthName: 'MARTN' }, 'accept', 'identity-matches'],
    [
      'second name, no date',
      { firstNames: ['MARIE'], birthDate: '' },
      'hold',
      'first-name-differs',
    ],
    [
      'names exchanged, no date',
      { birthName: 'CAMILLE', usedName: '', firstNames: ['MARTIN'], birthDate: '' },
      'hold',
      'birth-name-differs',
    ],
  ]
  it.each(rows)('%s', (_, changes, decision, reason) => {
    expect(judge({ ...silent, ...changes }, {}, 'text')).toMatchObject({ decision, reason })
  })

  it('is held when our side has nothing to compare', () => {
    const bare = {
      birthName: '',
      usedName: '',
      firstNames: [],
      birthDate: '',
      sex: 'unknown',
    } as const
    const verdict = judgeIdentity(
      { ...patient, ...bare },
      { ...patient, ...silent },
      'test',
      'text',
    )
    expect(verdict).toMatchObject({ decision: 'hold', reason: 'identity-incomplete' })
  })
})

it('says no name, number or date in its grounds', () => {
  const said = JSON.stringify(
    cases([...differing, ...inserted]).map(({ changes }) => judge(changes)),
  )
  expect(said).not.toMatch(/MARTIN|DURAND|LEROY|CAMILLE|1984|28403/)
})
