import { describe, expect, it } from 'vitest'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { insKey, insOid } from '../../domain/ins.js'
import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import { judgeDocuments } from './judge-documents.js'

const keyed = (thirteen: string): string => thirteen + insKey(thirteen)

const camille: IdentityTraits = {
  matricule: keyed('2840375115042'),
  insOid: insOid.nirTest,
  birthName: 'MARTIN',
  usedName: 'DURAND',
  firstNames: ['CAMILLE', 'MARIE'],
  birthDate: '1984-03-12',
  sex: 'female',
}
const paul: IdentityTraits = {
  matricule: keyed('1500275115007'),
  insOid: insOid.nirTest,
  birthName: 'LEROY',
  usedName: '',
  firstNames: ['PAUL'],
  birthDate: '1950-02-01',
  sex: 'male',
}
const insOnly: IdentityTraits = {
  ...camille,
  birthName: '',
  usedName: '',
  firstNames: [],
  birthDate: '',
  sex: 'unknown',
}
const noIns = { matricule: null, insOid: null }

const document = (text: string, declared: Partial<DeclaredFacts> | null): ExtractedDocument => ({
  format: declared === null ? 'pdf' : 'cda',
  mediaType: 'application/pdf',
  fileName: 'document',
  bytes: new Uint8Array(),
  title: 'Compte rendu',
  headings: [],
  text,
  textSource: text === '' ? 'none' : 'native',
  pages: 1,
  declared:
    declared === null
      ? null
      : { ...nothingDeclared, source: 'cda', uniqueId: '1.2.3', ...declared },
  alarms: [],
})
const plain = (text: string) => document(text, null)
const cda = (patient: IdentityTraits, text = '') => document(text, { patient })
const xdm = (patient: IdentityTraits | null, metadataPatient: IdentityTraits, text = '') =>
  document(text, { source: patient === null ? 'xdm' : 'cda+xdm', patient, metadataPatient })

const judge = (...documents: ExtractedDocument[]) =>
  judgeDocuments(camille, documents, 'test').map(({ decision, reason }) => `${decision} ${reason}`)

describe('one document', () => {
  const rows: readonly (readonly [string, ExtractedDocument, string])[] = [
    ['CDA of the patient', cda(camille), 'accept identity-matches'],
    ['CDA of another', cda(paul), 'refuse ins-differs'],
    ['CDA without INS', cda({ ...camille, ...noIns }), 'refuse ins-missing'],
    ['CDA with the INS alone', cda(insOnly), 'hold identity-incomplete'],
    [
      'right number, another person',
      cda({ ...paul, ...pick(camille) }),
      'refuse birth-name-differs',
    ],
    [
      'CDA with a text about another',
      cda(camille, 'Patient : LEROY Paul né le 01/02/1950'),
      'hold birth-name-differs',
    ],
    [
      'CDA with another INS in its text',
      cda(camille, `INS : ${paul.matricule}`),
      'hold ins-differs',
    ],
    [
      'CDA with relatives in its text',
      cda(camille, 'Enfant : Tom, né le 01/02/2020\nMonsieur Paul LEROY'),
      'accept identity-matches',
    ],
    ['CDA in an archive', xdm(camille, camille), 'accept identity-matches'],
    ['archive that names the INS alone', xdm(camille, insOnly), 'accept identity-matches'],
    ['archive of another', xdm(camille, paul), 'refuse ins-differs'],
    ['CDA of another in our archive', xdm(paul, camille), 'refuse ins-differs'],
    ['metadata without INS', xdm(camille, { ...camille, ...noIns }), 'accept identity-matches'],
    [
      'metadata without INS, another name',
      xdm(camille, { ...paul, ...noIns }),
      'refuse birth-name-differs',
    ],
    ['PDF in an archive', xdm(null, camille, 'Radiographie'), 'accept identity-matches'],
    ['PDF in an archive, INS alone', xdm(null, insOnly), 'accept identity-matches'],
    ['PDF in an archive without INS', xdm(null, { ...camille, ...noIns }), 'refuse ins-missing'],
    [
      'PDF of another in our archive',
      xdm(null, camille, `INS ${paul.matricule}`),
      'hold ins-differs',
    ],
    ['production in test', cda({ ...camille, insOid: insOid.nir }), 'refuse ins-environment'],
    ['a scan', plain(''), 'accept identity-not-said'],
    ['a text of nobody', plain('Radiographie du thorax'), 'accept identity-not-said'],
    [
      'a text of the patient',
      plain('Mme DURAND Camille née le 12/03/1984'),
      'accept identity-matches',
    ],
    ['a text of another', plain('Patient : LEROY Paul'), 'hold birth-name-differs'],
    [
      'FHIR of the patient, no INS',
      document('', { source: 'fhir', patient: { ...camille, ...noIns } }),
      'accept identity-matches',
    ],
    [
      'FHIR of another, no INS',
      document('', { source: 'fhir', patient: { ...paul, ...noIns } }),
      'refuse birth-name-differs',
    ],
    [
      'FHIR with a name alone',
      document('', { source: 'fhir', patient: { ...camille, ...noIns, birthDate: '' } }),
      'hold identity-incomplete',
    ],
    [
      'a submission set of another patient',
      { ...xdm(camille, camille), alarms: ['identity-contradicts'] },
      'refuse documents-disagree',
    ],
    [
      'two INS in a header that is in doubt anyway',
      {
        ...document('', { source: 'fhir', patient: { ...camille, ...noIns, birthDate: '' } }),
        alarms: ['several-ins'],
      },
      'refuse ins-differs',
    ],
    ['two INS in one header', { ...cda(camille), alarms: ['several-ins'] }, 'refuse ins-differs'],
  ]
  it.each(rows)('%s', (_, one, expected) => {
    expect(judge(one)).toEqual([expected])
  })
})

function pick({ matricule, insOid: oid }: IdentityTraits) {
  return { matricule, insOid: oid }
}

describe('documents of one message', () => {
  it('are refused together when one is declared to be of another person', () => {
    expect(judge(cda(camille), cda(paul))).toEqual([
      'refuse documents-disagree',
      'refuse ins-differs',
    ])
    expect(judge(plain('Radiographie'), cda(paul))[0]).toBe('hold documents-disagree')
  })

  it('are held beside a text of another person, unless they say whose they are', () => {
    const other = plain('Patient : LEROY Paul')
    expect(judge(plain('Radiographie'), other)[0]).toBe('hold documents-disagree')
    expect(judge(plain('DURAND Camille née le 12/03/1984'), other)[0]).toBe(
      'accept identity-matches',
    )
    expect(judge(cda(camille), other)[0]).toBe('accept identity-matches')
  })

  it('are judged alike in any order', () => {
    const all = [cda(camille), cda(paul), plain('Radiographie'), plain('Patient : LEROY Paul')]
    const turned = [...all].reverse()
    expect(judge(...turned).reverse()).toEqual(judge(...all))
  })

  it('must agree where the record itself says nothing', () => {
    const bare = { ...insOnly }
    const one = xdm(camille, { ...camille, birthDate: '1990-01-02' })
    const [verdict] = judgeDocuments(bare, [one], 'test')
    expect(verdict).toMatchObject({ decision: 'refuse', reason: 'documents-disagree' })
  })
})
