import { describe, expect, it } from 'vitest'
import { fhirDocument, fhirXml } from '../../test-fixtures/documents/fhir-builder.js'
import { buildPdf } from '../../test-fixtures/documents/pdf-builder.js'
import { readFile } from './read-file.js'

async function read(text: string) {
  const file = { bytes: Buffer.from(text), fileName: 'x', mediaType: '', ocr: false }
  const { extraction } = await readFile(file, { recogniser: null, deadline: 0 })
  if (!extraction.ok) throw new Error(`${extraction.fault} ${extraction.detail}`)
  return extraction.documents[0]!
}

describe('FHIR documents', () => {
  it.each([
    ['JSON', JSON.stringify(fhirDocument), 'application/fhir+json'],
    ['XML', fhirXml(fhirDocument), 'application/fhir+xml'],
  ])('a document Bundle in %s', async (_name, text, mediaType) => {
    const found = await read(text)
    expect(found).toMatchObject({
      format: 'fhir',
      mediaType,
      title: 'Résultats de biologie',
      headings: ['Hématologie', 'Commentaire'],
      textSource: 'native',
      alarms: [],
    })
    expect(found.text.split('\n')).toEqual([
      'Résultats de biologie',
      'Hématologie',
      'Hémoglobine : 12,5 g/dL',
      'Leucocytes 7,1',
      'Commentaire',
      'Normal',
    ])
    expect(found.declared).toEqual({
      source: 'fhir',
      uniqueId: '1.2.3.4.5',
      setId: '1.2.3.4',
      versionNumber: null,
      replaces: ['1.2.3.4.4'],
      typeCode: {
        code: '11502-2',
        system: '2.16.840.1.113883.6.1',
        display: "CR d'examens biologiques",
      },
      metadataTypeCode: null,
      classCode: null,
      confidentiality: [{ code: 'N', system: '2.16.840.1.113883.5.25', display: '' }],
      patient: {
        matricule: '285039999001129',
        insOid: '1.2.250.1.213.1.4.10',
        birthName: 'ESSAI-LAMBERT',
        usedName: 'FICTIF',
        firstNames: ['Clotilde', 'Anne'],
        birthDate: '1985-03-24',
        sex: 'female',
      },
      metadataPatient: null,
      author: {
        id: '899900000001',
        name: 'FAUX Jean',
        speciality: { code: 'G15_10/SM03', system: '1.2.250.1.213.1.1.4.5', display: '' },
        organisation: 'Laboratoire fictif',
        organisationId: '1990000001',
      },
      practiceSetting: null,
      creationTime: Date.parse('2024-05-02T08:00:00Z'),
      serviceStart: null,
      serviceStop: null,
      mark: 'none',
    })
  })

  it.each(['JSON', 'XML'])('a DocumentReference with its file inside, in %s', async (form) => {
    const pdf = await buildPdf({ lines: ['Texte de la lettre jointe au document'] })
    const reference = {
      resourceType: 'DocumentReference',
      masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.9.9' },
      status: 'current',
      type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }] },
      category: [{ coding: [{ system: 'urn:oid:1.2.250.1.213.1.1.4.1', code: '10' }] }],
      subject: { identifier: { system: 'urn:oid:1.2.250.1.213.1.4.10', value: '285039999001129' } },
      securityLabel: [
        { coding: [{ system: 'urn:oid:1.2.250.1.213.1.1.4.13', code: 'MASQUE_PS' }] },
      ],
      content: [
        {
          attachment: {
            contentType: 'application/pdf',
            data: pdf.toString('base64'),
            title: 'Lettre de consultation',
          },
        },
      ],
    }
    const found = await read(form === 'JSON' ? JSON.stringify(reference) : fhirXml(reference))
    expect(found).toMatchObject({
      format: 'fhir',
      title: 'Lettre de consultation',
      pages: 1,
      declared: {
        uniqueId: '1.9.9',
        typeCode: { code: '11488-4' },
        classCode: { code: '10' },
        patient: { matricule: '285039999001129' },
        confidentiality: [{ code: 'MASQUE_PS', system: '1.2.250.1.213.1.1.4.13' }],
      },
    })
    expect(found.text).toContain('Texte de la lettre jointe')
  })
})
