import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { buildCda, fixturePatient } from '../../test-fixtures/documents/cda-builder.js'
import { hostileZip } from '../../test-fixtures/documents/hostile-zip.js'
import { buildXdm, xdmEntries } from '../../test-fixtures/documents/xdm-builder.js'
import type { XdmFixture, XdmFixtureDocument } from '../../test-fixtures/documents/xdm-fixture.js'
import type { XdmAlarm, XdmArchive } from './xdm-archive.js'
import { readXdmArchive } from './xdm-reader.js'

async function read(fixture: XdmFixture = {}): Promise<XdmArchive> {
  const archive = await readXdmArchive(await buildXdm(fixture))
  if (!archive.ok) throw new Error(archive.error)
  return archive.value
}
const readOne = async (document: XdmFixtureDocument) =>
  (await read({ documents: [document] })).submissions[0]!.documents[0]!

describe('an archive as it should be', () => {
  it('gives the submission set, its author and its documents', async () => {
    const archive = await read()
    expect(archive.alarms).toEqual([])
    expect(archive.submissions).toHaveLength(1)
    const { documents, ...set } = archive.submissions[0]!
    expect(set).toEqual({
      subset: 'SUBSET01',
      uniqueId: '1.2.3.4.5.900.1',
      sourceId: '1.2.3.4.5',
      patientId: { id: fixturePatient.matricule, oid: fixturePatient.insOid },
      submissionTime: Date.UTC(2024, 0, 15, 9, 45),
      author: {
        id: '899900000011',
        name: 'Claire MOREL',
        speciality: {
          code: 'G15_10/SM26',
          display: 'Médecin - Médecine générale',
          system: '1.2.250.1.213.1.1.4.5',
        },
        organisation: 'Hôpital de Démonstration',
        organisationId: '1990000001',
      },
      contentType: { code: '04', system: '1.2.250.1.213.2.2', display: '04' },
    })
    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({
      entryUuid: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      uniqueId: '1.2.3.4.5.100.1',
      fileName: 'DOC0001.XML',
      mimeType: 'text/xml',
      title: 'Compte rendu de consultation',
      typeCode: { code: '11488-4', system: '2.16.840.1.113883.6.1' },
      classCode: { code: '10', system: '1.2.250.1.213.1.1.4.1' },
      practiceSetting: { code: 'ETABLISSEMENT' },
      facilityType: { code: 'SA07' },
      confidentiality: [{ code: 'N' }],
      creationTime: Date.UTC(2024, 0, 15, 9, 30),
      serviceStart: Date.UTC(2024, 0, 15, 8),
      patient: {
        matricule: fixturePatient.matricule,
        insOid: fixturePatient.insOid,
        birthName: 'ESSAI-LAMBERT',
        usedName: 'FICTIF',
        firstNames: ['CLOTILDE', 'ANNE'],
        birthDate: '1985-03-24',
        sex: 'female',
      },
      replaces: [],
      mark: 'none',
      alarms: [],
    })
    expect(Buffer.from(documents[0]!.bytes!)).toEqual(buildCda({ uniqueId: '1.2.3.4.5.100.1' }))
  })

  it.each(['rim', 'ns2', ''])('whatever the prefix of ebRIM (%s)', async (prefix) => {
    const archive = await read({ subsets: [{ prefix }] })
    expect(archive.submissions[0]!.documents[0]!.typeCode?.code).toBe('11488-4')
    expect(archive.alarms).toEqual([])
  })

  it('keeps every mark of confidentiality', async () => {
    const { confidentiality } = await readOne({ confidentiality: ['N', 'MASQUE_PS'] })
    expect(confidentiality.map(({ code }) => code)).toEqual(['N', 'MASQUE_PS'])
  })

  it.each([
    ['RPLC', ['urn:uuid:old']],
    ['XFRM_RPLC', ['urn:uuid:old']],
    ['XFRM', []],
    ['APND', []],
  ])('an association %s replaces %s', async (type, replaces) => {
    const one = await readOne({ replaces: ['urn:uuid:old'], association: type })
    expect(one).toMatchObject({ replaces, alarms: [] })
  })

  it.each([
    ['urn:oasis:names:tc:ebxml-regrep:StatusType:Approved', 'none'],
    ['urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated', 'archived'],
    ['urn:asip:ci-sis:2010:StatusType:Archived', 'archived'],
    ['urn:asip:ci-sis:2010:StatusType:Deleted', 'deleted'],
  ])('status %s is the mark %s', async (status, mark) => {
    expect((await readOne({ status })).mark).toBe(mark)
  })
})

describe('accepted with an alarm, never silently', () => {
  const bytes = Buffer.from('%PDF-1.4 fictif')
  const digest = (name: string) => createHash(name).update(bytes).digest('hex')
  const documents: [string, XdmFixtureDocument, XdmAlarm[]][] = [
    ['hash in capitals', { bytes, hash: digest('sha1').toUpperCase() }, []],
    ['another hash', { bytes, hash: '0'.repeat(40) }, ['hash-differs']],
    ['an MD5 that agrees', { bytes, hash: digest('md5') }, ['hash-form']],
    ['an MD5 that does not', { bytes, hash: '0'.repeat(32) }, ['hash-form', 'hash-differs']],
    ['a hash of no known form', { bytes, hash: 'abc' }, ['hash-form', 'hash-differs']],
    ['another size', { bytes, size: '3' }, ['size-differs']],
    ['no hash', { bytes, hash: null }, ['metadata-incomplete']],
    ['no size', { bytes, size: null }, ['metadata-incomplete']],
    ['another case of the name', { bytes, uri: 'doc0001.xml' }, ['file-name-case']],
    ['no file', { bytes, missing: true }, ['document-missing']],
    ['no type', { bytes, typeCode: '' }, ['metadata-incomplete']],
    ['no unique id', { bytes, uniqueId: '' }, ['metadata-incomplete']],
    ['a file elsewhere', { bytes, uri: '../DOC0001.XML' }, ['document-missing']],
    ['a file of the machine', { bytes, uri: 'file:///etc/passwd' }, ['document-missing']],
    ['the metadata as document', { bytes, uri: 'METADATA.XML' }, ['document-missing']],
  ]
  it.each(documents)('%s', async (_, document, alarms) => {
    expect((await readOne(document)).alarms).toEqual(alarms)
  })

  it('other people in the set and in its document', async () => {
    const other = { matricule: '199019999999983' }
    const archive = await read({ subsets: [{ patient: other }] })
    expect(archive.submissions[0]!.documents[0]!.alarms).toEqual(['identity-contradicts'])
  })

  it('the old folder names in small letters', async () => {
    const archive = await read({ rename: (name) => name.toLowerCase() })
    expect(archive.alarms).toEqual(['file-name-case'])
    expect(archive.submissions[0]!.documents[0]).toMatchObject({
      fileName: 'doc0001.xml',
      alarms: ['file-name-case'],
    })
    expect(archive.submissions[0]!.documents[0]!.bytes).not.toBeNull()
  })

  it('folders parted by backslashes', async () => {
    const entries = xdmEntries().map(([name, bytes]) => ({
      name: name.replaceAll('/', '\\'),
      bytes,
    }))
    const archive = await readXdmArchive(hostileZip(entries))
    expect(archive).toMatchObject({ ok: true, value: { alarms: ['file-name-case'] } })
  })

  it('several subsets: all are read', async () => {
    const archive = await read({
      subsets: [
        { documents: [{ uniqueId: '1.2.3.1' }] },
        { documents: [{ uniqueId: '1.2.3.2' }, { uniqueId: '1.2.3.3' }] },
      ],
    })
    expect(archive.alarms).toEqual(['several-subsets'])
    expect(archive.submissions.map(({ subset, documents }) => [subset, documents.length])).toEqual([
      ['SUBSET01', 1],
      ['SUBSET02', 2],
    ])
  })

  it('a document that nobody declared is not used', async () => {
    const archive = await read({ entries: { 'IHE_XDM/SUBSET01/AUTRE.PDF': bytes } })
    expect(archive.alarms).toEqual(['document-undeclared'])
    expect(archive.submissions[0]!.documents).toHaveLength(1)
  })

  it('guides, style sheets and what systems leave behind go without alarm', async () => {
    const entries = {
      'CDA.XSL': bytes,
      '__MACOSX/IHE_XDM/._SUBSET01': bytes,
      'IHE_XDM/.DS_Store': bytes,
    }
    expect((await read({ entries })).alarms).toEqual([])
  })

  it('two contents under one unique id', async () => {
    const archive = await read({
      documents: [
        { uniqueId: '1.2.3.1', bytes },
        { uniqueId: '1.2.3.1', bytes: Buffer.from('autre') },
      ],
    })
    for (const { alarms } of archive.submissions[0]!.documents)
      expect(alarms).toEqual(['unique-id-repeated'])
  })
})
