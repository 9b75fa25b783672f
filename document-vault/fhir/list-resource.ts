import { createHash } from 'node:crypto'
import type { RecordKey } from '../contract/callers.js'
import type { DocumentSummary } from '../contract/vault.js'
import { systemOfOid, uris } from '../terminology/code-systems.js'
import { documentType } from '../terminology/document-types.js'
import { entryUuid, type ResourceContext } from './document-resource.js'
import { instantOf } from './fhir-date.js'
import type { JsonObject } from './fhir-json.js'

/**
 * Submission sets are derived from documents: those sent as one set, else those filed in one act
 * (same moment, same way). MHD 2:3.105.4.1.3 asks for that for a document that came alone.
 */
export function submissionSets(documents: readonly DocumentSummary[]): DocumentSummary[][] {
  const sets = new Map<string, DocumentSummary[]>()
  for (const document of documents) {
    const { filedAt, sourceKind, depositedBy, submissionId } = document
    const act = submissionId ?? `${filedAt} ${sourceKind} ${depositedBy}`
    const set = sets.get(act)
    if (set === undefined) sets.set(act, [document])
    else set.push(document)
  }
  return [...sets.values()].map((set) => set.sort((a, b) => (a.documentId < b.documentId ? -1 : 1)))
}

const oidOf = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex').slice(0, 32)
  return `urn:oid:2.25.${BigInt(`0x${hex}`)}`
}

/** `set`: of one submission, not empty. `id`: the one asked for, else of its first document. */
export function listResource(
  set: readonly DocumentSummary[],
  record: RecordKey,
  { ids }: ResourceContext,
  id = ids.list(record, set[0]!.documentId),
): JsonObject {
  const first = set[0]!
  const stableId = ids.list(record, first.documentId)
  const type = documentType(first.typeCode)
  const source =
    first.authorName === '' && first.organisation === ''
      ? {}
      : { source: { display: first.authorName === '' ? first.organisation : first.authorName } }
  return {
    resourceType: 'List',
    id,
    meta: { lastUpdated: instantOf(first.filedAt), profile: [uris.listProfile] },
    extension: [
      {
        url: uris.designationType,
        valueCodeableConcept: {
          coding: [
            {
              system: systemOfOid(type?.system ?? ''),
              code: first.typeCode,
              display: first.typeLabel,
            },
          ],
        },
      },
      {
        url: uris.sourceId,
        valueIdentifier: {
          system: uris.rfc3986,
          value: oidOf(`source ${first.authorId} ${first.organisation} ${first.sourceKind}`),
        },
      },
    ],
    identifier: [
      { use: 'official', system: uris.rfc3986, value: entryUuid(stableId) },
      { use: 'usual', system: uris.rfc3986, value: oidOf(`set ${stableId}`) },
    ],
    status: 'current',
    mode: 'working',
    ...(first.title === '' ? {} : { title: first.title }),
    code: { coding: [{ system: uris.listTypes, code: 'submissionset' }] },
    subject: {
      reference: `Patient/${ids.patient(record)}`,
      identifier: { system: `urn:oid:${record.insOid}`, value: record.matricule },
    },
    date: instantOf(first.filedAt),
    ...source,
    entry: set.map((document) => ({
      item: { reference: `DocumentReference/${ids.document(record, document.documentId)}` },
    })),
  }
}
