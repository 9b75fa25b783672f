import { err, ok, type Result } from '../../domain/result.js'
import type { DeclaredFacts } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import { oidOfSystem, uris } from '../terminology/code-systems.js'
import { authorOf, codedOf, patientTraits, plainId, timeOf } from './fhir-facts.js'
import { all, type FhirNode, fhirOfJson, fhirOfXml, first, said } from './fhir-node.js'
import { type DeclaringReading, readWrapped } from './read-cda.js'
import type { Reading, ReadingContext, ReadingFault } from './reading.js'

const sectionsDepthMax = 10

/** A FHIR R4 document: Bundle with a Composition, a Composition, or a DocumentReference. */
export async function readFhir(
  bytes: Uint8Array,
  kind: 'fhir-json' | 'fhir-xml',
  context: ReadingContext,
): Promise<Result<DeclaringReading, ReadingFault>> {
  const read = kind === 'fhir-json' ? fhirOfJson(bytes) : fhirOfXml(bytes)
  if (!read.ok) return err({ fault: 'malformed', detail: `fhir-${read.error}` })
  const mediaType = kind === 'fhir-json' ? 'application/fhir+json' : 'application/fhir+xml'
  const root = read.value
  const entries = root.resourceType === 'Bundle' ? all(root, 'entry') : []
  const resources = [
    root,
    ...entries.map((e) => first(e, 'resource')).filter((r) => r !== undefined),
  ]
  const known = new Resources(root, entries)
  const composition = resources.find((resource) => resource.resourceType === 'Composition')
  if (composition) return ok(await fromComposition(composition, root, known, mediaType, context))
  const reference = resources.find((resource) => resource.resourceType === 'DocumentReference')
  if (reference) return ok(await fromReference(reference, known, mediaType, context))
  return err({ fault: 'unsupported', detail: 'fhir-no-document' })
}

/** Resources by what references call them: full URL, `Type/id`, `#id` when contained. */
class Resources {
  private readonly byName = new Map<string, FhirNode>()

  constructor(root: FhirNode, entries: readonly FhirNode[]) {
    const resources = entries.map((entry) => ({
      url: said(entry, 'fullUrl'),
      resource: first(entry, 'resource'),
    }))
    for (const { url, resource } of [{ url: '', resource: root }, ...resources]) {
      if (!resource) continue
      if (url !== '') this.byName.set(url, resource)
      const id = said(resource, 'id')
      if (id !== '') this.byName.set(`${resource.resourceType}/${id}`, resource)
      for (const inner of all(resource, 'contained'))
        this.byName.set(`#${said(inner, 'id')}`, inner)
    }
  }

  find(reference: FhirNode | undefined): FhirNode | undefined {
    const name = said(reference, 'reference').replace(/\/_history\/.*$/, '')
    const local = /[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.exec(name)?.[0]
    return this.byName.get(name) ?? (local === undefined ? undefined : this.byName.get(local))
  }
}

async function fromComposition(
  composition: FhirNode,
  root: FhirNode,
  known: Resources,
  mediaType: string,
  context: ReadingContext,
): Promise<DeclaringReading> {
  const title = said(composition, 'title')
  const headings: string[] = []
  const texts = [title, narrativeOf(composition)]
  const visit = (section: FhirNode, depth: number): void => {
    const heading = said(section, 'title') || said(section, 'code.text')
    headings.push(heading)
    texts.push(heading, narrativeOf(section))
    if (depth < sectionsDepthMax)
      for (const inner of all(section, 'section')) visit(inner, depth + 1)
  }
  for (const section of all(composition, 'section')) visit(section, 1)
  const binaries = all(root, 'entry.resource').filter((r) => r.resourceType === 'Binary')
  const wrapped = await readData(said(binaries[0], 'data'), context)
  const uniqueId =
    said(composition, 'identifier.value') ||
    said(root, 'identifier.value') ||
    said(composition, 'id')
  const version = all(composition, 'extension').find(({ url }) => /versionNumber/i.test(url))
  const declared: DeclaredFacts = {
    ...nothingDeclared,
    source: 'fhir',
    uniqueId: plainId(said(root, 'identifier.value') || uniqueId),
    setId: plainId(said(composition, 'identifier.value')) || null,
    versionNumber: Number.parseInt(said(version, 'valueString'), 10) || null,
    replaces: replacedBy(composition, 'targetIdentifier.value', 'code'),
    typeCode: codedOf(first(composition, 'type')),
    classCode: codedOf(first(composition, 'category')),
    confidentiality: confidentialityOf(said(composition, 'confidentiality')),
    patient: patientOf(composition, known),
    author: authorIn(composition, known),
    creationTime: timeOf(said(composition, 'date')),
    serviceStart: timeOf(said(composition, 'event.period.start')),
    serviceStop: timeOf(said(composition, 'event.period.end')),
  }
  return { reading: joined(mediaType, title, headings, texts, wrapped), declared }
}

async function fromReference(
  reference: FhirNode,
  known: Resources,
  mediaType: string,
  context: ReadingContext,
): Promise<DeclaringReading> {
  const attachment = first(reference, 'content.attachment')
  const byUrl = known.find({ ...empty, fields: new Map([['reference', all(attachment, 'url')]]) })
  const wrapped = await readData(said(attachment, 'data') || said(byUrl, 'data'), context)
  const title = said(attachment, 'title') || said(reference, 'description')
  const texts = [title, said(reference, 'description'), narrativeOf(reference)]
  const identifier =
    said(reference, 'masterIdentifier.value') || said(reference, 'identifier.value')
  const status = said(reference, 'status')
  const codes = all(reference, 'securityLabel').map(codedOf)
  const declared: DeclaredFacts = {
    ...nothingDeclared,
    source: 'fhir',
    uniqueId: plainId(identifier || said(reference, 'id')),
    replaces: replacedBy(reference, 'target.identifier.value', 'code'),
    typeCode: codedOf(first(reference, 'type')),
    classCode: codedOf(first(reference, 'category')),
    confidentiality: codes.filter((code) => code !== null),
    patient: patientOf(reference, known),
    author: authorIn(reference, known),
    practiceSetting: codedOf(first(reference, 'context.practiceSetting')),
    creationTime: timeOf(said(attachment, 'creation') || said(reference, 'date')),
    serviceStart: timeOf(said(reference, 'context.period.start')),
    serviceStop: timeOf(said(reference, 'context.period.end')),
    mark: status === 'entered-in-error' ? 'deleted' : status === 'superseded' ? 'archived' : 'none',
  }
  return { reading: joined(mediaType, title, [], [...new Set(texts)], wrapped), declared }
}

const empty: FhirNode = { resourceType: '', value: '', url: '', fields: new Map() }

const narrativeOf = (node: FhirNode): string => said(node, 'text.div')

const confidentialityOf = (code: string) =>
  code === '' ? [] : [{ code, system: oidOfSystem(uris.confidentiality), display: '' }]

const replacedBy = (node: FhirNode, path: string, code: string): string[] =>
  all(node, 'relatesTo')
    .filter((relation) => said(relation, code) === 'replaces')
    .map((relation) => plainId(said(relation, path)))
    .filter((id) => id !== '')

function patientOf(node: FhirNode, known: Resources): DeclaredFacts['patient'] {
  const subject = first(node, 'subject')
  const patient = known.find(subject)
  if (patient?.resourceType === 'Patient') return patientTraits(patient)
  // A logical reference: the identifier stands in the reference itself.
  const identifier = all(subject, 'identifier')
  if (identifier.length === 0) return null
  return patientTraits({ ...empty, fields: new Map([['identifier', identifier]]) })
}

function authorIn(node: FhirNode, known: Resources): DeclaredFacts['author'] {
  const reference = first(node, 'author')
  if (!reference) return null
  const resource = known.find(reference)
  if (resource?.resourceType !== 'PractitionerRole') return authorOf(resource, reference)
  const person = authorOf(known.find(first(resource, 'practitioner')), reference)
  const organisation = authorOf(known.find(first(resource, 'organization')), empty)
  const speciality = codedOf(first(resource, 'specialty')) ?? codedOf(first(resource, 'code'))
  const { organisation: name, organisationId } = organisation
  return {
    ...person,
    speciality: speciality ?? person.speciality,
    organisation: name,
    organisationId,
  }
}

async function readData(base64: string, context: ReadingContext): Promise<Reading | null> {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length === 0 ? null : readWrapped(bytes, context)
}

function joined(
  mediaType: string,
  title: string,
  headings: readonly string[],
  texts: readonly string[],
  wrapped: Reading | null,
): Reading {
  const text = [...texts, wrapped?.text ?? ''].filter((part) => part !== '').join('\n')
  return {
    format: 'fhir',
    mediaType,
    title,
    headings: [...headings, ...(wrapped?.headings ?? [])],
    text,
    textSource: wrapped && wrapped.textSource === 'ocr' ? 'ocr' : 'native',
    pages: wrapped?.pages ?? null,
    alarms: wrapped?.alarms ?? [],
    wantsOcr: wrapped?.wantsOcr ?? false,
  }
}
