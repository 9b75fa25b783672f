import { describe, expect, it } from 'vitest'
import { type Changes, judge, own, patient } from '../test-fixtures/identity/judged-patient.js'
import { judgeIdentity } from './identity-guard.js'

/** Two writings of one number: the record's own is wrong as well, or the document's alone. */
describe('a number with a wrong key', () => {
  const matricule = `${own.slice(0, 13)}00`
  it('is held where the record has the same, and refused elsewhere', () => {
    expect(judge({}, { matricule })).toMatchObject({ decision: 'hold', reason: 'ins-malformed' })
    expect(judge({ matricule })).toMatchObject({ decision: 'refuse', reason: 'ins-malformed' })
    expect(judge({ birthName: 'LEROY', usedName: '' }, { matricule }).decision).toBe('refuse')
  })
})

/** A twin can bear it: without an INS not even the whole birth date is enough. */
describe('another given name in a text', () => {
  const noIns = { matricule: null, insOid: null }
  it.each([
    ['half a compound', ['JEAN-PIERRE'], ['JEAN']],
    ['the second given name', ['CAMILLE', 'MARIE'], ['MARIE']],
  ])('holds %s', (_, ofPatient, firstNames) => {
    const of = { ...noIns, firstNames: ofPatient }
    expect(judge({ firstNames }, of, 'text').decision).toBe('hold')
    expect(judge({ firstNames: ofPatient }, of, 'text').decision).toBe('accept')
  })

  it('reads a list with a hyphen, and a date of eight figures', () => {
    const of = { ...noIns, firstNames: ['jean-marc luc'], birthDate: '1975-06-21' }
    const said = { firstNames: ['Jean-Marc'], birthDate: '21061975' }
    expect(judge(said, of, 'text').decision).toBe('accept')
  })
})

/** Other right identities, with their variants. */
const acceptedOf: readonly (readonly [string, Changes, Changes])[] = [
  ['hyphen and blank', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['JEAN PIERRE'] }],
  ['compound in two fields', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['JEAN', 'PIERRE'] }],
  ['glued', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['JEANPIERRE'] }],
  ['J-P', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['J-P'] }],
  ['J.P.', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['J.P.'] }],
  ['JP', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['JP'] }],
  ['J.-Pierre', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['J.-Pierre'] }],
  ['half a compound', { firstNames: ['JEAN-PIERRE'] }, { firstNames: ['Jean'] }],
  ['compound of a blank', { firstNames: ['MARIE CLAIRE'] }, { firstNames: ['Marie-Claire'] }],
  ['first of a blank', { firstNames: ['MARIE CLAIRE'] }, { firstNames: ['MARIE', 'CLAIRE'] }],
  ['a known spelling', { firstNames: ['MATTHIEU'] }, { firstNames: ['MATHIEU'] }],
  ['another spelling', { firstNames: ['THIBAULT'] }, { firstNames: ['THIBAUT'] }],
  ['Élisabeth', { firstNames: ['ELISABETH'] }, { firstNames: ['Elizabeth'] }],
  ['short first name', { firstNames: ['ALEXANDRINA'] }, { firstNames: ['ALEX'] }],
  ['hyphen in the name', { birthName: 'DUPONT-LEROY' }, { birthName: 'DUPONT LEROY' }],
  ['half of a double name', { birthName: 'DUPONT-LEROY' }, { birthName: 'DUPONT' }],
  ['the other half', { birthName: 'DUPONT-LEROY' }, { birthName: 'LEROY' }],
  ['halves turned', { birthName: 'DUPONT LEROY' }, { birthName: 'LEROY-DUPONT' }],
  ['apostrophe', { birthName: "D'ARTIGUES" }, { birthName: 'D’Artigues' }],
  ['apostrophe gone', { birthName: "D'ARTIGUES" }, { birthName: 'DARTIGUES' }],
  ['apostrophe a blank', { birthName: "D'ARTIGUES" }, { birthName: 'D ARTIGUES' }],
  ['no particle', { birthName: "D'ARTIGUES" }, { birthName: 'ARTIGUES' }],
  ['de la', { birthName: 'DE LA FONTAINE' }, { birthName: 'FONTAINE' }],
  ['de la, glued', { birthName: 'DE LA FONTAINE' }, { birthName: 'DELAFONTAINE' }],
  ['le', { birthName: 'LE GOFF' }, { birthName: 'LEGOFF' }],
  ['le gone', { birthName: 'LE GOFF' }, { birthName: 'Goff' }],
  ['von', { birthName: 'VON BRAUN' }, { birthName: 'BRAUN' }],
  ['van der', { birthName: 'VAN DER BERG' }, { birthName: 'VANDERBERG' }],
  ['particle behind', { birthName: 'DE VILLIERS' }, { birthName: 'VILLIERS (DE)' }],
  ['œ', { birthName: 'LEBŒUF' }, { birthName: 'LEBOEUF' }],
  ['æ', { firstNames: ['LÆTITIA'] }, { firstNames: ['LAETITIA'] }],
  ['ü', { birthName: 'MÜLLER' }, { birthName: 'MUELLER' }],
  ['ü gone', { birthName: 'MÜLLER' }, { birthName: 'MULLER' }],
  ['ß', { birthName: 'GROß' }, { birthName: 'GROSS' }],
  ['ł', { birthName: 'PAWŁOWSKI' }, { birthName: 'PAWLOWSKI' }],
  ['St', { birthName: 'SAINT-MARTIN' }, { birthName: 'ST MARTIN' }],
  ['Ste', { birthName: 'SAINTE-MARIE' }, { birthName: 'Ste-Marie' }],
  [
    'cut at 27',
    { birthName: 'LE BARS DE LA VILLEMARQUE DE KERSAUSON' },
    { birthName: 'LE BARS DE LA VILLEMARQUE D' },
  ],
  [
    'used name cut in place of the birth name',
    { usedName: 'MONTMORENCY-LAVAL' },
    { birthName: 'MONTMORENCY-LA', usedName: '' },
  ],
  ['decomposed accents', { firstNames: ['LÉA'] }, { firstNames: ['Le\u0301a'] }],
  ['no-break hyphen', { firstNames: ['ANNE-LISE'] }, { firstNames: ['ANNE\u2011LISE'] }],
  ['a name of particles', { birthName: 'LE' }, { birthName: 'Lê' }],
  ['lunar date', { birthDate: '1958-00-00' }, { birthDate: '1958' }],
  ['a day where we have none', { birthDate: '1958-00-00' }, { birthDate: '1958-05-09' }],
  ['no used name with us', { usedName: '' }, { usedName: 'BERNARD' }],
  ['one letter', { birthName: 'O' }, { birthName: 'o' }],
]

describe('spellings of other identities', () => {
  it.each(acceptedOf)('%s', (_, of, changes) => {
    expect(judge(changes, of)).toMatchObject({ decision: 'accept', reason: 'identity-matches' })
    expect(
      judgeIdentity({ ...patient, ...of, ...changes }, { ...patient, ...of }, 'test').decision,
    ).not.toBe('refuse')
  })
})
