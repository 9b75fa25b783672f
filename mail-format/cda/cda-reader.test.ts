import { describe, expect, it } from 'vitest'
import { insOid } from '../../domain/ins.js'
import {
  buildCda,
  type CdaFixture,
  fixturePatient,
} from '../../test-fixtures/documents/cda-builder.js'
import type { CdaDocument } from './cda-document.js'
import { readCda } from './cda-reader.js'
import { looksLikeCda } from './looks-like-cda.js'

/** What the reader says of a fictitious document. */
function readBytes(bytes: Uint8Array): CdaDocument {
  expect(looksLikeCda(bytes)).toBe(true)
  const document = readCda(bytes)
  if (!document.ok) throw new Error(document.error)
  return document.value
}
const read = (fixture: CdaFixture = {}) => readBytes(buildCda(fixture))

describe('the header', () => {
  it('is read whole', () => {
    const document = read({
      replaces: ['1.2.3.4.5.100^0'],
      version: 2,
      confidentiality: ['N', 'MASQUE_PS', 'INVISIBLE_PATIENT'],
    })
    expect(document).toMatchObject({
      level: 3,
      selfPresenting: false,
      uniqueId: '1.2.3.4.5.100.1',
      setId: '1.2.3.4.5.100^SERIE-1',
      versionNumber: 2,
      replaces: ['1.2.3.4.5.100^0'],
      code: { code: '11488-4', system: '2.16.840.1.113883.6.1' },
      title: 'Compte rendu de consultation',
      effectiveTime: Date.UTC(2024, 0, 15, 9, 30),
      languageCode: 'fr-FR',
      templateIds: ['2.16.840.1.113883.2.8.2.1', '1.2.250.1.213.1.1.1.1'],
      otherPatientIds: ['1.2.3.4.567^IPP-77'],
      author: {
        id: '899900000011',
        name: 'Claire MOREL',
        speciality: { code: 'G15_10/SM26' },
        organisation: 'Hôpital de Démonstration',
        organisationId: '1990000001',
      },
      custodian: 'Hôpital de Démonstration',
      serviceStart: Date.UTC(2024, 0, 15, 8),
      serviceStop: null,
      practiceSetting: { code: 'ETABLISSEMENT' },
      facilityType: { code: 'SA07' },
      body: null,
      alarms: [],
    })
    expect(document.confidentiality.map(({ code }) => code)).toEqual([
      'N',
      'MASQUE_PS',
      'INVISIBLE_PATIENT',
    ])
    expect(document.patient).toEqual({
      matricule: fixturePatient.matricule,
      insOid: insOid.nirTest,
      birthName: 'ESSAI-LAMBERT',
      usedName: 'FICTIF',
      firstNames: ['CLOTILDE', 'ANNE'],
      birthDate: '1985-03-24',
      sex: 'female',
    })
  })

  it('says nothing that is not said', () => {
    const document = readBytes(Buffer.from('<ClinicalDocument xmlns="urn:hl7-org:v3"/>'))
    expect(document).toMatchObject({
      uniqueId: '',
      setId: null,
      versionNumber: null,
      code: null,
      title: '',
      effectiveTime: null,
      author: null,
      sections: [],
      body: null,
      alarms: ['body-missing'],
      patient: { matricule: null, insOid: null, birthName: '', birthDate: '', sex: 'unknown' },
    })
  })

  it('takes the series of the document replaced when it names none itself', () => {
    const headerExtra = `<relatedDocument typeCode="RPLC"><parentDocument>
      <id root="1.2.3.1"/><setId root="1.2.3"/></parentDocument></relatedDocument>`
    expect(read({ setId: null, headerExtra })).toMatchObject({
      setId: '1.2.3',
      replaces: ['1.2.3.1'],
    })
  })

  it('a person wrote it, though a device is named first', () => {
    const headerExtra = `<author><assignedAuthor><id root="1.2.3"/>
      <assignedAuthoringDevice><softwareName>Logiciel</softwareName></assignedAuthoringDevice>
      </assignedAuthor></author>`
    const bytes = buildCda({ headerExtra }).toString().replace(headerExtra, '')
    const first = bytes.replace('<author>', `${headerExtra}<author>`)
    expect(readBytes(Buffer.from(first)).author?.name).toBe('Claire MOREL')
    const alone = first.replace(/<author><time[\s\S]*?<\/author>/, '')
    expect(readBytes(Buffer.from(alone)).author).toMatchObject({ id: '', name: 'Logiciel' })
  })

  it('an extension of another standard is no field of the header', () => {
    const headerExtra = '<x:title xmlns:x="urn:x">Autre</x:title><x:id xmlns:x="urn:x" root="9"/>'
    expect(read({ headerExtra })).toMatchObject({
      title: 'Compte rendu de consultation',
      uniqueId: '1.2.3.4.5.100.1',
    })
  })
})

describe('forms of the file', () => {
  const expected = read({ title: 'Synthèse médicale œdème' })
  it.each<[string, CdaFixture]>([
    ['a prefix on every element', { prefix: 'hl7' }],
    ['UTF-16', { encoding: 'UTF-16' }],
    [
      'a style sheet pointed to',
      { prolog: '<?xml-stylesheet href="http://ailleurs.test/x.xsl"?>' },
    ],
    ['a comment with a document in it', { prolog: '<!-- <ClinicalDocument> -->' }],
  ])('%s changes nothing', (_, fixture) => {
    expect(read({ title: 'Synthèse médicale œdème', ...fixture })).toEqual(expected)
  })

  it('ISO-8859-1, and Windows-1252 by another name', () => {
    expect(read({ title: 'Été', encoding: 'ISO-8859-1' })).toMatchObject({
      title: 'Été',
      alarms: [],
    })
    const bytes = Buffer.from(buildCda({ title: '1x2', codeDisplay: 'x', encoding: 'ISO-8859-1' }))
    bytes[bytes.indexOf('1x2') + 1] = 0x80
    expect(readBytes(bytes).title).toBe('1€2')
  })

  it('a byte order mark, blanks before the declaration', () => {
    const bytes = buildCda()
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    expect(readBytes(marked).alarms).toEqual([])
    expect(readBytes(Buffer.concat([Buffer.from('\r\n '), bytes])).alarms).toEqual([])
  })

  it('the self-presenting form is read and not run', () => {
    const document = read({ title: 'Synthèse médicale œdème', selfPresenting: true })
    expect(document).toEqual({ ...expected, selfPresenting: true })
  })

  const altered = (from: string | RegExp, to: string) =>
    Buffer.from(buildCda({ title: 'Été' }).toString().replace(from, to))
  it.each<[string, Uint8Array, string]>([
    [
      'an encoding that is not the true one',
      Buffer.from(altered('', '').toString(), 'latin1'),
      'encoding-wrong',
    ],
    ['no namespace', altered(' xmlns="urn:hl7-org:v3"', ''), 'namespace-missing'],
    [
      'a DOCTYPE',
      altered('<ClinicalDocument', '<!DOCTYPE ClinicalDocument><ClinicalDocument'),
      'doctype-ignored',
    ],
    ['an entity of HTML', altered('Été', 'Été &nbsp; x'), 'not-well-formed'],
    [
      'an attribute of an unbound prefix',
      altered('<title>', '<title xsi:type="ST">'),
      'not-well-formed',
    ],
  ])('%s is an alarm', (_, bytes, alarm) => {
    const document = readBytes(bytes)
    expect(document.alarms).toContain(alarm)
    expect(document.title).toContain('Été')
    expect(document.patient.birthName).toBe('ESSAI-LAMBERT')
  })
})
