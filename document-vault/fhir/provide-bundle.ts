import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import { isMetadataTooBig, metadataTooBig } from './metadata-bound.js'
import type { ResourceIds } from './resource-ids.js'
import { recordOfSubject } from './subject-identity.js'
import { codedValue } from './submitted-author.js'
import { readSubmittedDocument, type SubmittedDocument } from './submitted-document.js'

/** One entry of the transaction, in its order; the answer has one for each. */
export type BundleEntry =
  | { readonly kind: 'list' | 'patient' }
  | { readonly kind: 'binary'; readonly index: number }
  | {
      readonly kind: 'document'
      readonly fullUrl: string
      readonly document: SubmittedDocument
      /** Index of its Binary in the Bundle; null: the content stands in the resource. */
      readonly binary: number | null
    }
  /** Of a document that one of this Bundle replaces: `superseded`, which the filing itself does. */
  | { readonly kind: 'supersede'; readonly reference: string }

const refuse = (says: string, index: number | null, detail?: string, status: 400 | 422 = 422) =>
  err(
    problem(status, 'invariant', says, {
      ...(index === null ? {} : { expression: `Bundle.entry[${index}]` }),
      ...(detail === undefined ? {} : { detail }),
    }),
  )

interface Entry {
  readonly index: number
  readonly fullUrl: string
  readonly resource: JsonObject
  readonly type: string
  readonly method: string
  readonly url: string
}

function entriesOf(bundle: JsonObject): Result<readonly Entry[], FhirProblem> {
  const listed = objectsAt(bundle, 'entry')
  if (listed.length === 0) return refuse('La transaction est vide', null, undefined, 400)
  if (listed.length > documentLimits.fhirBundleEntriesMax)
    return err(problem(413, 'too-long', 'Trop de ressources dans la transaction'))
  const entries: Entry[] = []
  for (const [index, one] of listed.entries()) {
    const resource = objectAt(one, 'resource')
    const request = objectAt(one, 'request')
    const type = textAt(resource ?? {}, 'resourceType')
    if (resource === null || request === null || type === null)
      return refuse('Chaque entrée porte resource et request', index, undefined, 400)
    if (type !== 'Binary' && isMetadataTooBig(resource))
      return err(metadataTooBig(`Bundle.entry[${index}]`))
    entries.push({
      index,
      resource,
      type,
      fullUrl: textAt(one, 'fullUrl') ?? '',
      method: textAt(request, 'method') ?? '',
      url: textAt(request, 'url') ?? '',
    })
  }
  return ok(entries)
}

const matches = (entry: Entry, reference: string): boolean =>
  reference !== '' &&
  (entry.fullUrl === reference ||
    entry.fullUrl.endsWith(`/${reference}`) ||
    reference === `${entry.type}/${textAt(entry.resource, 'id') ?? ''}`)

/** Only what MHD 2:3.65.4.1.2.1 puts into the transaction. */
function refusedEntry({ index, type, method, resource }: Entry): Result<never, FhirProblem> | null {
  if (type === 'List') {
    if (method !== 'POST') return refuse('Le lot de soumission se crée par POST', index)
    const code = codedValue(resource['code'])?.code ?? ''
    // MHD 2:3.65.4.1.3: a recipient without folders may fail the whole transaction.
    if (code === 'folder')
      return refuse(
        'Les classeurs (folder) ne sont pas gérés',
        index,
        'PartialFolderContentNotProcessed',
      )
    return code === 'submissionset' ? null : refuse('List attendue : code submissionset', index)
  }
  if (type === 'DocumentReference') {
    if (method === 'POST') return null
    const status = textAt(resource, 'status')
    return (method === 'PUT' || method === 'PATCH') && status === 'superseded'
      ? null
      : refuse('Un document existant ne peut ici que devenir « superseded »', index)
  }
  if (type === 'Parameters' && method === 'PATCH')
    return isSuperseding(resource)
      ? null
      : refuse('Un document existant ne peut ici que devenir « superseded »', index)
  if (type === 'Binary')
    return method === 'POST' ? null : refuse('Un Binary se crée par POST', index)
  if (type === 'Patient') return null
  if (type === 'Bundle')
    return refuse('Les documents FHIR se déposent en Binary', index, 'FHIRDocumentNotSupported')
  return refuse(`Ressource non prévue dans ce dépôt : ${type.slice(0, 40)}`, index)
}

/** IHE.MHD.Patch.Parameters: one `replace` of the status by `superseded`. */
function isSuperseding(parameters: JsonObject): boolean {
  const operations = objectsAt(parameters, 'parameter')
  const parts = objectsAt(operations[0], 'part')
  const value = (name: string) => {
    const part = parts.find((one) => textAt(one, 'name') === name)
    return part === undefined ? null : (textAt(part, 'valueCode') ?? textAt(part, 'valueString'))
  }
  return (
    operations.length === 1 &&
    value('type') === 'replace' &&
    value('path') === 'DocumentReference.status' &&
    value('value') === 'superseded'
  )
}

const sameRecord = (a: RecordKey, b: RecordKey): boolean =>
  a.insOid === b.insOid && a.matricule === b.matricule

/** Every reference of the set must lead to something of this Bundle. */
function checkSet(set: Entry, entries: readonly Entry[]): Result<void, FhirProblem> {
  const members = objectsAt(set.resource, 'entry')
  if (members.length > documentLimits.fhirBundleEntriesMax)
    return err(problem(413, 'too-long', 'Trop de documents dans le lot de soumission'))
  for (const member of members) {
    const reference = textAt(objectAt(member, 'item') ?? {}, 'reference') ?? ''
    if (!entries.some((entry) => entry.type === 'DocumentReference' && matches(entry, reference)))
      return refuse('Le lot de soumission désigne un document absent de la transaction', set.index)
  }
  return ok(undefined)
}

/** Reads an ITI-65 transaction; nothing is filed yet, so a fault leaves no trace of half a set. */
export function readProvideBundle(
  bundle: JsonObject,
  ids: ResourceIds,
): Result<readonly BundleEntry[], FhirProblem> {
  if (textAt(bundle, 'type') !== 'transaction')
    return refuse('Un Bundle de type transaction est attendu', null, undefined, 400)
  const listed = entriesOf(bundle)
  if (!listed.ok) return listed
  const entries = listed.value
  for (const entry of entries) {
    const refused = refusedEntry(entry)
    if (refused !== null) return refused
  }
  const sets = entries.filter(({ type }) => type === 'List')
  if (sets.length !== 1) return refuse('Un lot de soumission, et un seul, est attendu', null)
  const checked = checkSet(sets[0]!, entries)
  if (!checked.ok) return checked
  return readEntries(entries, sets[0]!, ids)
}

function readEntries(
  entries: readonly Entry[],
  set: Entry,
  ids: ResourceIds,
): Result<readonly BundleEntry[], FhirProblem> {
  const resourceOf = (type: string) => (reference: string) =>
    entries.find((entry) => entry.type === type && matches(entry, reference))?.resource ?? null
  const around = { ids, binary: resourceOf('Binary'), patient: resourceOf('Patient') }
  const read: BundleEntry[] = []
  const records: RecordKey[] = []
  if (isObject(set.resource['subject'])) {
    const patientOf = (reference: string) =>
      objectsAt(set.resource, 'contained').find((one) => `#${textAt(one, 'id')}` === reference) ??
      around.patient(reference)
    const record = recordOfSubject(set.resource['subject'], ids, patientOf)
    if (!record.ok) return refuse(record.error.issues[0]!.says, set.index, 'ins-malformed')
    records.push(record.value)
  }
  for (const entry of entries) {
    if (entry.type === 'List') read.push({ kind: 'list' })
    else if (entry.type === 'Binary') read.push({ kind: 'binary', index: entry.index })
    else if (entry.type === 'Patient') read.push({ kind: 'patient' })
    else if (entry.method !== 'POST') read.push({ kind: 'supersede', reference: entry.url })
    else {
      const document = readSubmittedDocument(entry.resource, around)
      if (!document.ok) return document
      records.push(document.value.record)
      const content = objectAt(objectsAt(entry.resource, 'content')[0] ?? {}, 'attachment') ?? {}
      const url = textAt(content, 'url') ?? ''
      const own = entries.find((one) => one.type === 'Binary' && matches(one, url))
      const binary = textAt(content, 'data') === null ? (own?.index ?? null) : null
      read.push({ kind: 'document', fullUrl: entry.fullUrl, document: document.value, binary })
    }
  }
  if (!read.some(({ kind }) => kind === 'document'))
    return refuse('Aucun document à déposer dans la transaction', null)
  if (!records.every((record) => sameRecord(record, records[0]!)))
    return refuse('Un seul patient par lot de soumission', null, 'XDSPatientIdDoesNotMatch')
  return ok(read)
}
