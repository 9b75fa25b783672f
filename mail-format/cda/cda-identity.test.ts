import { describe, expect, it } from 'vitest'
import { insOid } from '../../domain/ins.js'
import { buildCda, type CdaFixture } from '../../test-fixtures/documents/cda-builder.js'
import type { CdaDocument } from './cda-document.js'
import { readCda } from './cda-reader.js'

/** What the reader says of a fictitious document. */
function read(fixture: CdaFixture = {}): CdaDocument {
  const document = readCda(buildCda(fixture))
  if (!document.ok) throw new Error(document.error)
  return document.value
}

/** A document whose name of the patient is this XML. */
const named = (name: string) =>
  read({
    recordTarget: `<recordTarget><patientRole><patient>${name}</patient></patientRole></recordTarget>`,
  }).patient

describe('the patient', () => {
  it.each<[string, string, object]>([
    [
      'names with qualifiers',
      `<name><family qualifier="CL">USAGE</family><family qualifier="BR">NAISSANCE</family>
       <given qualifier="CL">Zoé</given><given>Marie Zoé</given>
       <given qualifier="BR">Marie</given></name>`,
      { birthName: 'NAISSANCE', usedName: 'USAGE', firstNames: ['Marie', 'Zoé'] },
    ],
    [
      'a spouse name alone beside the birth name',
      '<name><family qualifier="BR">A</family><family qualifier="SP">B</family></name>',
      { birthName: 'A', usedName: 'B' },
    ],
    [
      'the only family name there is',
      '<name><family>SEUL</family><given>Paul</given></name>',
      { birthName: 'SEUL', usedName: '', firstNames: ['Paul'] },
    ],
    [
      'a used name alone',
      '<name><family qualifier="CL">SEUL</family></name>',
      { birthName: 'SEUL', usedName: '', firstNames: [] },
    ],
    [
      'a first name of two words',
      '<name><given>JEAN PIERRE MARC</given><given qualifier="BR">JEAN PIERRE</given></name>',
      { firstNames: ['JEAN PIERRE', 'MARC'] },
    ],
    [
      'several given elements',
      '<name><given>Anne</given><given>Lise</given></name>',
      { firstNames: ['Anne', 'Lise'] },
    ],
    [
      'a used first name is no birth name, but better than none',
      '<name><given qualifier="CL">Zoé</given></name>',
      { firstNames: ['Zoé'] },
    ],
    [
      'two names',
      '<name use="P"><family qualifier="CL">B</family></name><name use="L"><family qualifier="BR">A</family></name>',
      { birthName: 'A', usedName: 'B' },
    ],
    [
      'null names',
      '<name><family nullFlavor="UNK"/><given nullFlavor="UNK"/></name>',
      { birthName: '', firstNames: [] },
    ],
    ['a birth time', '<birthTime value="19850324101500+0100"/>', { birthDate: '1985-03-24' }],
    ['a birth month', '<birthTime value="198503"/>', { birthDate: '1985-03' }],
    ['a birth year', '<birthTime value="1985"/>', { birthDate: '1985' }],
    ['an unknown day', '<birthTime value="19850300"/>', { birthDate: '1985-03' }],
    ['an impossible day', '<birthTime value="19850231"/>', { birthDate: '' }],
    ['an unknown birth', '<birthTime nullFlavor="UNK"/>', { birthDate: '' }],
    ['a man', '<administrativeGenderCode code="M"/>', { sex: 'male' }],
    ['undetermined', '<administrativeGenderCode code="UN"/>', { sex: 'unknown' }],
    ['no sex', '<administrativeGenderCode nullFlavor="UNK"/>', { sex: 'unknown' }],
  ])('%s', (_, xml, expected) => {
    expect(named(xml)).toMatchObject(expected)
  })

  const withIds = (...ids: string[]) =>
    read({
      recordTarget: `<recordTarget><patientRole>${ids
        .map((id) => id.split('^'))
        .map(([root, extension]) => `<id root="${root}" extension="${extension}"/>`)
        .join('')}<patient/></patientRole></recordTarget>`,
    })

  it('finds the INS among other identifiers', () => {
    const { patient, otherPatientIds } = withIds(
      '1.2.3^IPP',
      `${insOid.nir}^2a`,
      '1.2.250.1.213.1.4.2^C',
    )
    expect(patient).toMatchObject({ matricule: '2A', insOid: insOid.nir })
    expect(otherPatientIds).toEqual(['1.2.3^IPP', '1.2.250.1.213.1.4.2^C'])
  })

  it('shows the obsolete INS-C, so that it can be refused', () => {
    const { patient } = withIds('1.2.250.1.213.1.4.2^C')
    expect(patient).toMatchObject({ matricule: 'C', insOid: '1.2.250.1.213.1.4.2' })
  })

  it.each([
    [`${insOid.nir}^1`, `${insOid.nir}^2`],
    [`${insOid.nir}^1`, `${insOid.nirTest}^1`],
  ])('two INS that are not one: %s and %s', (...ids) => {
    expect(withIds(...ids).alarms).toContain('several-ins')
  })

  it('an NIA that an NIR replaced is no contradiction', () => {
    const document = withIds(`${insOid.nia}^1`, `${insOid.nir}^2`)
    expect(document.alarms).not.toContain('several-ins')
    expect(document.patient.matricule).toBe('2')
  })

  it('is the child: mother, guardian and informant are other people', () => {
    const mother = `<name><family qualifier="BR">MERE</family><given>Ruth</given></name>`
    const recordTarget = `<recordTarget><patientRole>
      <id root="${insOid.nirTest}" extension="224027511583555"/>
      <patient><birthTime value="20240228"/>
        <name><family qualifier="BR">ENFANT</family><given qualifier="BR">Léa</given></name>
        <guardian><id root="${insOid.nirTest}" extension="285039999001165"/>
          <guardianPerson>${mother}</guardianPerson></guardian>
      </patient></patientRole></recordTarget>`
    const headerExtra = `<informant><relatedEntity classCode="CON"><code code="MTH"/>
        <relatedPerson>${mother}</relatedPerson></relatedEntity></informant>
      <participant typeCode="IND"><associatedEntity classCode="NOK">
        <id root="${insOid.nirTest}" extension="285039999001165"/>
        <associatedPerson>${mother}</associatedPerson></associatedEntity></participant>`
    const document = read({ recordTarget, headerExtra })
    expect(document.patient).toMatchObject({
      matricule: '224027511583555',
      birthName: 'ENFANT',
      firstNames: ['Léa'],
    })
    expect(document.otherPatientIds).toEqual([])
    expect(document.alarms).toEqual([])
  })
})
