/**
 * Fictitious IHE XDM archives for tests (ITI TF-2 3.32). A document's metadata follow its options;
 * `metadata` replaces a whole METADATA.XML, `entries` adds files of any name.
 */
import { createHash } from 'node:crypto'
import { ZipFile } from 'yazl'
import { buildCda, fixturePatient } from './cda-builder.js'
import type { FilledXdmDocument, XdmFixture, XdmFixtureDocument } from './xdm-fixture.js'
import { buildXdmMetadata } from './xdm-metadata-builder.js'

function filled(document: XdmFixtureDocument, index: number): FilledXdmDocument {
  const patient = { ...fixturePatient, ...document.patient }
  const uniqueId = document.uniqueId ?? `1.2.3.4.5.100.${index + 1}`
  const bytes = document.bytes ?? buildCda({ patient, uniqueId })
  const fileName = document.fileName ?? `DOC${String(index + 1).padStart(4, '0')}.XML`
  const sha1 = createHash('sha1').update(bytes).digest('hex')
  const number = String(index + 1).padStart(12, '0')
  return {
    bytes,
    fileName,
    patient,
    uniqueId,
    uri: document.uri ?? fileName,
    mimeType: document.mimeType ?? 'text/xml',
    entryUuid: document.entryUuid ?? `urn:uuid:00000000-0000-4000-8000-${number}`,
    title: document.title ?? 'Compte rendu de consultation',
    typeCode: document.typeCode ?? '11488-4',
    typeCodeSystem: document.typeCodeSystem ?? '2.16.840.1.113883.6.1',
    classCode: document.classCode ?? '10',
    confidentiality: document.confidentiality ?? ['N'],
    hash: document.hash === undefined ? sha1 : document.hash,
    size: document.size === undefined ? String(bytes.length) : document.size,
    status: document.status ?? 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
    replaces: document.replaces ?? [],
    association: document.association ?? 'RPLC',
    missing: document.missing ?? false,
  }
}

/** Entries of an archive: name and bytes, in order. */
export function xdmEntries(fixture: XdmFixture = {}): [name: string, bytes: Uint8Array][] {
  const entries: [string, Uint8Array][] = [
    ['INDEX.HTM', Buffer.from('<html><body><script>throw 1</script></body></html>')],
    ['README.TXT', Buffer.from('Archive fictive')],
  ]
  const subsets = fixture.subsets ?? [{ documents: fixture.documents ?? [{}] }]
  for (const [index, subset] of subsets.entries()) {
    const folder = `IHE_XDM/${subset.name ?? `SUBSET${String(index + 1).padStart(2, '0')}`}`
    const documents = (subset.documents ?? [{}]).map(filled)
    if (subset.metadata !== null) {
      const xml = subset.metadata ?? buildXdmMetadata(subset, documents)
      entries.push([`${folder}/METADATA.XML`, Buffer.from(xml as string)])
    }
    for (const document of documents)
      if (!document.missing) entries.push([`${folder}/${document.fileName}`, document.bytes])
  }
  entries.push(...Object.entries(fixture.entries ?? {}))
  const rename = fixture.rename ?? ((name: string) => name)
  return entries.map(([name, bytes]) => [rename(name), bytes])
}

/** The bytes of one archive. Names that yazl refuses (`../x`) need `hostileZip`. */
export async function buildXdm(fixture: XdmFixture = {}): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of xdmEntries(fixture)) zip.addBuffer(Buffer.from(bytes), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks)
}
