import { createHash } from 'node:crypto'
import type { RecordKey } from '../contract/callers.js'
import type { DocumentSummary } from '../contract/vault.js'
import {
  sufficientFormat,
  systemOfOid,
  uris,
  visibilityCodes,
} from '../terminology/code-systems.js'
import { documentType } from '../terminology/document-types.js'
import { instantOf } from './fhir-date.js'
import type { JsonObject } from './fhir-json.js'
import type { ResourceIds } from './resource-ids.js'
import { identifierOf } from './unique-id.js'

export interface ResourceContext {
  readonly ids: ResourceIds
  /** Without a slash at its end. */
  readonly baseUrl: string
}

/** What can change of a document, as one short word: the ETag and `meta.versionId`. */
export function versionIdOf(summary: DocumentSummary): string {
  const { status, title, typeCode, category, visibility } = summary
  const facts = [status, title, typeCode, category, ...Object.values(visibility)]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)
}

const statuses: Readonly<Record<DocumentSummary['status'], string>> = {
  current: 'current',
  superseded: 'superseded',
  // PDSm: archiving is an extension and leaves the status as it is.
  archived: 'current',
  deleted: 'entered-in-error',
}

const concept = (system: string, code: string, display: string): JsonObject => ({
  // An empty text is no value in FHIR.
  coding: [{ ...(system === '' ? {} : { system }), code, ...(display === '' ? {} : { display }) }],
})

const labelTexts = {
  masked: 'Masqué aux professionnels de santé',
  hiddenFromHolder: 'Non visible par le patient',
  hiddenFromRepresentatives: 'Non visible par les représentants légaux du patient',
} as const

/** The CDA's N first, the marks after it (dmp.md §3). */
function securityLabels(summary: DocumentSummary): JsonObject[] {
  const marks = (Object.keys(visibilityCodes) as (keyof typeof visibilityCodes)[]).filter(
    (mark) => summary.visibility[mark],
  )
  return [
    concept(uris.confidentiality, 'N', 'normal'),
    ...marks.map((mark) => concept(uris.visibility, visibilityCodes[mark], labelTexts[mark])),
  ]
}

/** UUID of its own for a vault document: the entryUUID of XDS. */
export function entryUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  const form = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex)!
  return `urn:uuid:${form[1]}-${form[2]}-5${form[3]}-8${form[4]}-${form[5]}`
}

function authors(summary: DocumentSummary): { contained: JsonObject[]; author: JsonObject[] } {
  const contained: JsonObject[] = []
  const author: JsonObject[] = []
  const named = { name: [{ text: summary.authorName }] }
  if (summary.authorName !== '' || summary.authorId !== '') {
    const identifier = { system: uris.professionals, value: summary.authorId }
    contained.push({
      resourceType: 'Practitioner',
      id: 'auteur',
      ...(summary.authorId === '' ? {} : { identifier: [identifier] }),
      ...(summary.authorName === '' ? {} : named),
    })
    author.push({
      reference: '#auteur',
      ...(named.name[0]!.text === '' ? {} : { display: summary.authorName }),
    })
  }
  if (summary.organisation !== '') {
    contained.push({ resourceType: 'Organization', id: 'structure', name: summary.organisation })
    author.push({ reference: '#structure', display: summary.organisation })
  }
  return { contained, author }
}

function markExtensions(summary: DocumentSummary): JsonObject[] {
  const extension: JsonObject[] = []
  if (summary.status === 'archived') extension.push({ url: uris.archived, valueBoolean: true })
  if (summary.status === 'deleted') extension.push({ url: uris.deleted, valueBoolean: true })
  return extension
}

function periodOf({ serviceStart, serviceStop }: DocumentSummary): JsonObject | null {
  if (serviceStart === null && serviceStop === null) return null
  return {
    ...(serviceStart === null ? {} : { start: instantOf(serviceStart) }),
    ...(serviceStop === null ? {} : { end: instantOf(serviceStop) }),
  }
}

/** What a DocumentReference says of a document wherever it stands: here, or in another record. */
export interface DocumentElements {
  readonly contained: JsonObject[]
  /** All but the patient, the relations and the content. */
  readonly metadata: JsonObject
  /** Without its address. */
  readonly attachment: JsonObject
  readonly format: JsonObject
  readonly period: JsonObject | null
}

export function documentElements(summary: DocumentSummary): DocumentElements {
  const { contained, author } = authors(summary)
  const type = documentType(summary.typeCode)
  return {
    contained,
    metadata: {
      masterIdentifier: { use: 'usual', ...identifierOf(summary.uniqueId) },
      status: statuses[summary.status],
      type: concept(systemOfOid(type?.system ?? ''), summary.typeCode, summary.typeLabel),
      category: [concept(uris.classes, summary.classCode, summary.classLabel)],
      date: instantOf(summary.createdAt),
      ...(author.length === 0 ? {} : { author }),
      ...(summary.organisation === '' ? {} : { custodian: { reference: '#structure' } }),
      ...(summary.title === '' ? {} : { description: summary.title }),
      securityLabel: securityLabels(summary),
    },
    attachment: {
      contentType: summary.mediaType,
      language: 'fr-FR',
      size: summary.bytes,
      hash: Buffer.from(summary.sha1, 'hex').toString('base64'),
      ...(summary.title === '' ? {} : { title: summary.title }),
      creation: instantOf(summary.createdAt),
    },
    format: { ...sufficientFormat },
    period: periodOf(summary),
  }
}

/** A vault document as a DocumentReference (MHD minimal metadata; ITI TF-3 4.5.1). */
export function documentResource(
  summary: DocumentSummary,
  record: RecordKey,
  { ids, baseUrl }: ResourceContext,
): JsonObject {
  const id = ids.document(record, summary.documentId)
  const { contained, metadata, attachment, format, period } = documentElements(summary)
  const extension = markExtensions(summary)
  const patient = `Patient/${ids.patient(record)}`
  const replaces = (summary.replaces ?? []).map((uniqueId) => ({
    code: 'replaces',
    target: { identifier: { ...identifierOf(uniqueId) } },
  }))
  const series =
    summary.setId === null ? [] : [{ use: 'secondary', ...identifierOf(summary.setId) }]
  return {
    resourceType: 'DocumentReference',
    id,
    meta: {
      versionId: versionIdOf(summary),
      lastUpdated: instantOf(summary.filedAt),
      profile: [uris.documentProfile],
    },
    ...(contained.length === 0 ? {} : { contained }),
    ...(extension.length === 0 ? {} : { extension }),
    ...metadata,
    identifier: [{ use: 'official', system: uris.rfc3986, value: entryUuid(id) }, ...series],
    subject: {
      reference: patient,
      identifier: { system: `urn:oid:${record.insOid}`, value: record.matricule },
    },
    ...(replaces.length === 0 ? {} : { relatesTo: replaces }),
    content: [{ attachment: { ...attachment, url: `${baseUrl}/Binary/${id}` }, format }],
    context: { ...(period === null ? {} : { period }), sourcePatientInfo: { reference: patient } },
  }
}
