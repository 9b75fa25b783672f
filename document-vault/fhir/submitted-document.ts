import { createHash } from 'node:crypto'
import { documentLimits } from '../../domain/document-limits.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { CodedValue, DocumentAuthor } from '../../mail-format/document-facts.js'
import type { RecordKey } from '../contract/callers.js'
import { visibilityCodes } from '../terminology/code-systems.js'
import { documentType } from '../terminology/document-types.js'
import { intervalOf } from './fhir-date.js'
import { type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'
import { type FhirIssue, type FhirProblem, problem } from './fhir-problem.js'
import { isMetadataTooBig, metadataTooBig } from './metadata-bound.js'
import type { ResourceIds } from './resource-ids.js'
import { insOf, recordOfSubject, traitsOf } from './subject-identity.js'
import { authorOf, codedValue, contained } from './submitted-author.js'
import { type FhirIdentifier, uniqueIdOf } from './unique-id.js'

/** A DocumentReference that was sent to be filed, with its document: what XDS calls an entry. */
export interface SubmittedDocument {
  readonly record: RecordKey
  /** Traits of the Patient that was sent along; null when only the INS is said. */
  readonly patient: IdentityTraits | null
  readonly uniqueId: string
  readonly title: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** SHA-1, hexadecimal. */
  readonly hash: string
  readonly type: CodedValue | null
  readonly confidentiality: readonly CodedValue[]
  readonly author: DocumentAuthor | null
  readonly creationTime: number | null
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  /** Of `relatesTo` with `replaces`; still as sent. */
  readonly replaces: readonly ReplacedDocument[]
  readonly warnings: readonly FhirIssue[]
}
export type ReplacedDocument =
  | { readonly kind: 'identifier'; readonly uniqueId: string }
  | { readonly kind: 'reference'; readonly reference: string }

/** What stands around the resource: the Bundle's content by fullUrl; nothing for ITI-105. */
export interface SubmissionSurroundings {
  readonly ids: ResourceIds
  binary(url: string): JsonObject | null
  patient(reference: string): JsonObject | null
}

const refuse = (says: string, expression: string, detail = 'invalid') =>
  err(problem(422, 'invariant', says, { expression, detail }))

const base64Form = /^[A-Za-z0-9+/]*={0,2}$/

/** RFC 4648 §4, blanks allowed (FHIR base64Binary); null when it is none. */
function base64Bytes(text: string): Uint8Array | null {
  const dense = /\s/.test(text) ? text.replace(/\s+/g, '') : text
  if (dense.length % 4 !== 0 || !base64Form.test(dense)) return null
  return Buffer.from(dense, 'base64')
}

function contentOf(
  attachment: JsonObject,
  around: SubmissionSurroundings,
): Result<Uint8Array, FhirProblem> {
  const where = 'DocumentReference.content[0].attachment'
  const inline = textAt(attachment, 'data')
  const url = textAt(attachment, 'url')
  const binary = inline === null && url !== null ? around.binary(url) : null
  const data = inline ?? textAt(binary ?? {}, 'data')
  // An address elsewhere is never fetched: documents come with the request.
  if (data === null)
    return refuse('Le document doit être joint : data, ou Binary de la même transaction', where)
  const bytes = base64Bytes(data)
  if (bytes === null) return refuse('Le contenu du document doit être en base64', `${where}.data`)
  if (bytes.length === 0) return refuse('Le document est vide', `${where}.data`)
  if (bytes.length > documentLimits.documentBytesMax)
    return err(
      problem(413, 'too-long', 'Le document dépasse la taille admise', { expression: where }),
    )
  return ok(bytes)
}

/** FHIR writes the SHA-1 in base64; hexadecimal is met too (MHD 2:3.65.4.1.2.1). */
function hashHex(hash: string): string {
  return /^[0-9a-f]{40}$/i.test(hash)
    ? hash.toLowerCase()
    : Buffer.from(hash, 'base64').toString('hex')
}

function checkAgainst(
  attachment: JsonObject,
  bytes: Uint8Array,
  hash: string,
): Result<void, FhirProblem> {
  const where = 'DocumentReference.content[0].attachment'
  const size = attachment['size']
  if (size !== undefined && size !== bytes.length)
    return refuse('La taille annoncée ne correspond pas au document', `${where}.size`)
  const said = textAt(attachment, 'hash')
  if (said !== null && hashHex(said) !== hash)
    return refuse(
      "L'empreinte annoncée ne correspond pas au document",
      `${where}.hash`,
      'hash-differs',
    )
  return ok(undefined)
}

function relationsOf(resource: JsonObject): {
  readonly replaces: ReplacedDocument[]
  readonly warnings: FhirIssue[]
} {
  const replaces: ReplacedDocument[] = []
  const warnings: FhirIssue[] = []
  for (const relation of objectsAt(resource, 'relatesTo').slice(
    0,
    documentLimits.fhirBundleEntriesMax,
  )) {
    const code = textAt(relation, 'code') ?? ''
    const target = objectAt(relation, 'target') ?? {}
    const identifier = identifierIn(objectAt(target, 'identifier'))
    if (code !== 'replaces') {
      // MHD 2:3.65.4.1.3, table of warnings.
      const detail =
        code === 'appends'
          ? 'PartialAppendContentNotProcessed'
          : 'PartialTransformContentNotProcessed'
      const says = `Relation « ${code.slice(0, 20)} » non conservée : seul « replaces » l'est`
      warnings.push({ severity: 'warning', code: 'not-supported', says, detail })
    } else if (identifier !== null)
      replaces.push({ kind: 'identifier', uniqueId: uniqueIdOf(identifier) })
    else replaces.push({ kind: 'reference', reference: textAt(target, 'reference') ?? '' })
  }
  return { replaces, warnings }
}

function identifierIn(identifier: JsonObject | null): FhirIdentifier | null {
  const value = textAt(identifier ?? {}, 'value')
  if (value === null || value === '') return null
  return { system: textAt(identifier!, 'system') ?? '', value }
}

/** A document that nobody named is named by its content and patient: sending again finds it. */
function derivedUniqueId(record: RecordKey, hash: string): string {
  const digest = createHash('sha256')
    .update(`${record.insOid} ${record.matricule} ${hash}`)
    .digest()
  return `2.25.${BigInt(`0x${digest.subarray(0, 16).toString('hex')}`)}`
}

const instant = (text: string | null): number | null =>
  text === null ? null : (intervalOf(text)?.from ?? null)

/** Reads and checks a DocumentReference to be filed (MHD minimal metadata; PDSm where said). */
export function readSubmittedDocument(
  resource: JsonObject,
  around: SubmissionSurroundings,
): Result<SubmittedDocument, FhirProblem> {
  if (isMetadataTooBig(resource)) return err(metadataTooBig('DocumentReference'))
  if ((textAt(resource, 'status') ?? 'current') !== 'current')
    return refuse('Un document déposé a le statut « current »', 'DocumentReference.status')
  const contents = objectsAt(resource, 'content')
  const attachment = objectAt(contents[0] ?? {}, 'attachment')
  if (contents.length !== 1 || attachment === null)
    return refuse('Un document, et un seul, est attendu', 'DocumentReference.content')
  const mediaType = textAt(attachment, 'contentType')
  if (mediaType === null || !/^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/.test(mediaType))
    return refuse(
      'contentType est obligatoire',
      'DocumentReference.content[0].attachment.contentType',
    )
  const patientOf = (reference: string) =>
    contained(resource, reference) ?? around.patient(reference)
  const record = recordOfSubject(resource['subject'], around.ids, patientOf)
  if (!record.ok) {
    const says = record.error.issues[0]!.says
    return refuse(says, 'DocumentReference.subject', 'ins-malformed')
  }
  const bytes = contentOf(attachment, around)
  if (!bytes.ok) return bytes
  const hash = createHash('sha1').update(bytes.value).digest('hex')
  const checked = checkAgainst(attachment, bytes.value, hash)
  if (!checked.ok) return checked
  const master = identifierIn(objectAt(resource, 'masterIdentifier'))
  const uniqueId = master === null ? derivedUniqueId(record.value, hash) : uniqueIdOf(master)
  if (uniqueId.length > 256)
    return refuse("L'identifiant du document est trop long", 'DocumentReference.masterIdentifier')
  const metadata = metadataOf(resource, attachment, patientOf, record.value)
  if (!metadata.ok) return metadata
  const content = { mediaType, bytes: bytes.value, hash, uniqueId, record: record.value }
  return ok({ ...content, ...metadata.value })
}

type Metadata = Omit<SubmittedDocument, 'mediaType' | 'bytes' | 'hash' | 'uniqueId' | 'record'>

function metadataOf(
  resource: JsonObject,
  attachment: JsonObject,
  patientOf: (reference: string) => JsonObject | null,
  record: RecordKey,
): Result<Metadata, FhirProblem> {
  const context = objectAt(resource, 'context') ?? {}
  const period = objectAt(context, 'period') ?? {}
  const title = textAt(attachment, 'title') ?? textAt(resource, 'description') ?? ''
  const labels = objectsAt(resource, 'securityLabel').flatMap((one) => codedValue(one) ?? [])
  const unknown = labels.find(({ code }) => !knownLabels.has(code))
  if (unknown !== undefined)
    return refuse('Code de confidentialité inconnu', 'DocumentReference.securityLabel')
  const type = codedValue(resource['type'])
  if (type !== null && documentType(type.code) === null)
    return refuse('Type de document inconnu (JDV_J07)', 'DocumentReference.type')
  const patient = patientSent(resource, context, patientOf, record)
  if (!patient.ok) return patient
  return ok({
    patient: patient.value,
    title: title.slice(0, documentLimits.documentTitleCharactersMax),
    type,
    confidentiality: labels,
    author: authorOf(resource),
    creationTime: instant(textAt(attachment, 'creation') ?? textAt(resource, 'date')),
    serviceStart: instant(textAt(period, 'start')),
    serviceStop: instant(textAt(period, 'end')),
    ...relationsOf(resource),
  })
}

/** JDV_J08. */
const knownLabels = new Set(['N', 'R', 'V', ...Object.values(visibilityCodes)])

/** `sourcePatientInfo`, else a Patient sent as subject: never another person than the subject. */
function patientSent(
  resource: JsonObject,
  context: JsonObject,
  patientOf: (reference: string) => JsonObject | null,
  record: RecordKey,
): Result<IdentityTraits | null, FhirProblem> {
  const source = textAt(objectAt(context, 'sourcePatientInfo') ?? {}, 'reference') ?? ''
  const subject = textAt(objectAt(resource, 'subject') ?? {}, 'reference') ?? ''
  const sent = patientOf(source) ?? patientOf(subject)
  if (sent === null) return ok(null)
  const own = insOf(objectsAt(sent, 'identifier'))
  if (own !== null && (own.insOid !== record.insOid || own.matricule !== record.matricule))
    return refuse(
      "L'INS de sourcePatientInfo n'est pas celui du patient",
      'DocumentReference.context.sourcePatientInfo',
      'XDSPatientIdDoesNotMatch',
    )
  return ok(traitsOf(sent, record))
}
