import { describe, expect, it } from 'vitest'
import { buildCda } from '../../test-fixtures/documents/cda-builder.js'
import { zipOf } from '../../test-fixtures/documents/office-builder.js'
import { buildPdf } from '../../test-fixtures/documents/pdf-builder.js'
import { buildXdm, xdmEntries } from '../../test-fixtures/documents/xdm-builder.js'
import type { XdmFixture } from '../../test-fixtures/documents/xdm-fixture.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { readFile } from './read-file.js'

const read = (bytes: Uint8Array, fileName = 'nom.bin') => {
  const file = { bytes, fileName, mediaType: 'application/octet-stream', ocr: false }
  return readFile(file, { recogniser: null, deadline: Number.POSITIVE_INFINITY })
}
const documents = async (bytes: Uint8Array): Promise<readonly ExtractedDocument[]> => {
  const { extraction } = await read(bytes)
  if (!extraction.ok) throw new Error(`${extraction.fault} ${extraction.detail}`)
  return extraction.documents
}
const letter = { heading: 'Lettre', lines: ['Cher confrère,'] }

/** An archive whose metadata are not as our builder writes them. */
const withMetadata = (fixture: XdmFixture, edit: (text: string) => string | Buffer) =>
  zipOf(
    Object.fromEntries(
      xdmEntries(fixture).map(([name, bytes]) => {
        const content = Buffer.from(bytes)
        return [name, name.endsWith('METADATA.XML') ? edit(content.toString()) : content]
      }),
    ),
  )

describe('XDM archives', () => {
  it('one document an entry, with what CDA and metadata declare', async () => {
    const pdf = await buildPdf({ heading: 'Image', lines: ['Annexe'] })
    const { extraction } = await read(
      await buildXdm({
        documents: [
          { bytes: buildCda({ uniqueId: '1.2.3^A', title: 'Du CDA' }), uniqueId: '1.2.3^A' },
          { bytes: pdf, fileName: 'ANNEXE.PDF', mimeType: 'application/pdf', title: 'Annexe' },
        ],
      }),
    )
    expect(extraction).toMatchObject({
      kind: 'xdm',
      documents: [
        { format: 'cda', title: 'Du CDA', declared: { source: 'cda+xdm', uniqueId: '1.2.3^A' } },
        {
          format: 'pdf',
          title: 'Annexe',
          declared: { source: 'xdm', patient: { birthName: 'ESSAI-LAMBERT' } },
        },
      ],
    })
  })

  it('contradictions between document and metadata are alarms', async () => {
    const [found] = await documents(
      await buildXdm({
        documents: [
          {
            bytes: buildCda({ uniqueId: '1.2.3^A', code: '18748-4' }),
            uniqueId: '1.2.3^B',
            typeCode: '11502-2',
            patient: { matricule: '190017512345676' },
            hash: 'a'.repeat(40),
          },
        ],
      }),
    )
    expect(found!.alarms).toEqual(
      expect.arrayContaining([
        'hash-differs',
        'unique-id-differs',
        'type-differs',
        'patient-differs',
      ]),
    )
    expect(found!.declared).toMatchObject({
      uniqueId: '1.2.3^A',
      typeCode: { code: '18748-4' },
      metadataTypeCode: { code: '11502-2' },
      metadataPatient: { matricule: '190017512345676' },
    })
  })

  it('a CDA that no metadata declare is read all the same: it may be of another person', async () => {
    const other = buildCda({ uniqueId: '1.2.9', patient: { birthName: 'AUTRE' } })
    const found = await documents(
      await buildXdm({
        entries: { 'IHE_XDM/SUBSET01/DOC0099.XML': other, 'annexe.pdf': await buildPdf(letter) },
      }),
    )
    expect(found.map(({ declared }) => [declared?.source, declared?.patient?.birthName])).toEqual([
      ['cda+xdm', 'ESSAI-LAMBERT'],
      ['cda', 'AUTRE'],
    ])
    for (const { alarms } of found) expect(alarms).toContain('document-undeclared')
  })

  it('metadata outside of their folder are found; a METADATA.XML of others is none', async () => {
    const rename = (name: string) => name.replace(/^IHE_XDM\/SUBSET01\//, '')
    expect((await read(await buildXdm({ rename }))).extraction).toMatchObject({
      kind: 'xdm',
      documents: [{ format: 'cda' }],
    })
    const book = await zipOf({ 'METADATA.XML': '<book/>', 'a.txt': 'x' })
    expect((await read(book)).extraction).toMatchObject({ ok: false, fault: 'unsupported' })
  })

  it('a zip with an archive in it is refused; one with other zips is only unsupported', async () => {
    const reason = async (inner: Buffer) =>
      (await read(await zipOf({ 'a.zip': inner }), 'b.zip')).extraction
    expect(await reason(await buildXdm())).toMatchObject({ detail: 'nested-archive' })
    expect(await reason(await zipOf({ 'a.txt': 'x' }))).toMatchObject({ fault: 'unsupported' })
  })

  it('an order to delete what is elsewhere is never taken in silence', async () => {
    const order =
      '<rim:Association associationType="urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus" sourceObject="SubmissionSet01" targetObject="urn:uuid:elsewhere"/></rim:RegistryObjectList>'
    const ordering = (fixture: XdmFixture) =>
      withMetadata(fixture, (text) => text.replace('</rim:RegistryObjectList>', order))
    expect((await documents(await ordering({})))[0]!.alarms).toContain('order-without-document')
    expect((await read(await ordering({ documents: [] }))).extraction).toMatchObject({
      fault: 'archive-refused',
      ok: false,
    })
  })

  it.each(['utf16le', 'latin1'] as const)('metadata in %s are read', async (encoding) => {
    const label = encoding === 'latin1' ? 'ISO-8859-1' : 'UTF-16'
    const mark = encoding === 'latin1' ? '' : '\ufeff'
    const archive = await withMetadata({}, (text) =>
      Buffer.from(mark + text.replace('UTF-8', label), encoding),
    )
    const [found] = await documents(archive)
    expect(found!.declared?.author?.organisation).toBe('Hôpital de Démonstration')
  })

  it('a refused archive is a fault with its reason', async () => {
    const { extraction } = await read(await zipOf({ 'IHE_XDM/SUBSET01/DOC.XML': '<a/>' }))
    expect(extraction).toEqual({ ok: false, fault: 'archive-refused', detail: 'no-metadata' })
  })
})
