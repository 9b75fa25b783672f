import { createHash } from 'node:crypto'
import { documentElements } from '../fhir/document-resource.js'
import { instantOf } from '../fhir/fhir-date.js'
import type { JsonObject } from '../fhir/fhir-json.js'
import { identifierOf } from '../fhir/unique-id.js'
import { uris } from '../terminology/code-systems.js'
import type { DocumentToProvide } from './connector.js'

/** The same document always goes under the same names: a repeated transaction is the same one. */
function uuidOf(uniqueId: string, part: string): string {
  const hex = createHash('sha256').update(`${part} ${uniqueId}`).digest('hex')
  const form = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex)!
  return `urn:uuid:${form[1]}-${form[2]}-5${form[3]}-8${form[4]}-${form[5]}`
}

const oidOf = (seed: string): string =>
  `urn:oid:2.25.${BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`)}`

const genders = { male: 'male', female: 'female', unknown: 'unknown' } as const

/** `sourcePatientInfo` (MHD 2:3.65.4.1.2.2): the other side may hold its traits against these. */
function patientResource({ patient }: DocumentToProvide): JsonObject {
  const given = [...patient.firstNames]
  const name = (use: string, family: string): JsonObject => ({
    use,
    family,
    ...(given.length === 0 ? {} : { given }),
  })
  return {
    resourceType: 'Patient',
    id: 'patient',
    identifier: [
      { use: 'official', system: `urn:oid:${patient.insOid}`, value: patient.matricule },
    ],
    name: [
      name('official', patient.birthName),
      ...(patient.usedName === '' ? [] : [name('usual', patient.usedName)]),
    ],
    gender: genders[patient.sex],
    ...(patient.birthDate === '' ? {} : { birthDate: patient.birthDate }),
  }
}

const subjectOf = ({ patient }: DocumentToProvide): JsonObject => ({
  identifier: { system: `urn:oid:${patient.insOid}`, value: patient.matricule },
})

function documentReference(document: DocumentToProvide, url: string, replaced: string | null) {
  const { contained, metadata, attachment, format, period } = documentElements(document.summary)
  const [nearest] = document.replaces
  const target =
    nearest === undefined
      ? null
      : {
          ...(replaced === null ? {} : { reference: replaced }),
          identifier: { ...identifierOf(nearest) },
        }
  return {
    resourceType: 'DocumentReference',
    contained: [...contained, patientResource(document)],
    ...metadata,
    // Sent on as it was filed: what happened to it since then is told by later acts.
    status: 'current',
    subject: subjectOf(document),
    ...(target === null ? {} : { relatesTo: [{ code: 'replaces', target }] }),
    content: [{ attachment: { ...attachment, url }, format }],
    context: {
      ...(period === null ? {} : { period }),
      sourcePatientInfo: { reference: '#patient' },
    },
  }
}

function submissionSet(document: DocumentToProvide, item: string, now: number): JsonObject {
  const { summary } = document
  return {
    resourceType: 'List',
    extension: [
      {
        url: uris.designationType,
        valueCodeableConcept: {
          coding: [{ system: uris.classes, code: summary.classCode, display: summary.classLabel }],
        },
      },
      {
        url: uris.sourceId,
        valueIdentifier: { system: uris.rfc3986, value: oidOf(`source ${summary.organisation}`) },
      },
    ],
    identifier: [
      { use: 'usual', system: uris.rfc3986, value: oidOf(`set ${summary.uniqueId}`) },
      { use: 'official', system: uris.rfc3986, value: uuidOf(summary.uniqueId, 'set') },
    ],
    status: 'current',
    mode: 'working',
    code: { coding: [{ system: uris.listTypes, code: 'submissionset' }] },
    subject: subjectOf(document),
    date: instantOf(now),
    entry: [{ item: { reference: item } }],
  }
}

/** IHE.MHD.Patch.Parameters: the replaced entry becomes `superseded` in the same transaction. */
const superseding = (): JsonObject => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: 'DocumentReference.status' },
        { name: 'value', valueCode: 'superseded' },
      ],
    },
  ],
})

/**
 * The ITI-65 transaction of one document. `replaced`: the other side's `DocumentReference/[id]` of
 * the version before, when it is known there.
 */
export function provideDocumentBundle(
  document: DocumentToProvide,
  replaced: string | null,
  now: number,
): JsonObject {
  const { uniqueId, mediaType } = document.summary
  const [set, reference, binary] = ['set', 'document', 'binary'].map((part) =>
    uuidOf(uniqueId, part),
  ) as [string, string, string]
  const post = (fullUrl: string, resource: JsonObject): JsonObject => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: String(resource['resourceType']) },
  })
  const data = Buffer.from(document.bytes).toString('base64')
  return {
    resourceType: 'Bundle',
    meta: {
      profile: [
        'https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Minimal.ProvideBundle',
      ],
    },
    type: 'transaction',
    entry: [
      post(set, submissionSet(document, reference, now)),
      post(reference, documentReference(document, binary, replaced)),
      ...(replaced === null
        ? []
        : [
            {
              fullUrl: uuidOf(uniqueId, 'superseded'),
              resource: superseding(),
              request: { method: 'PATCH', url: replaced },
            },
          ]),
      post(binary, { resourceType: 'Binary', contentType: mediaType, data }),
    ],
  }
}
