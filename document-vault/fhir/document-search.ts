import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { DocumentQuery, DocumentSummary } from '../contract/vault.js'
import { entryUuid } from './document-resource.js'
import { type Json, type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import {
  alternatives,
  dateConditions,
  hasToken,
  meetsAnyDate,
  meetsString,
  tokenOf,
} from './search-condition.js'
import { uniqueIdOf } from './unique-id.js'

/** A document and how it looks on this interface: what conditions are judged on. */
export interface Candidate {
  readonly summary: DocumentSummary
  readonly resource: JsonObject
}
export type Condition = (candidate: Candidate) => boolean

/** A search as the vault can run it, and what is left to judge on its answers. */
export interface DocumentSearch {
  readonly hints: Omit<DocumentQuery, 'limit' | 'after'>
  /** Empty: the vault's own pages are the answer. */
  readonly conditions: readonly Condition[]
}

interface Building {
  hints: { -readonly [K in keyof DocumentSearch['hints']]: DocumentSearch['hints'][K] }
  readonly conditions: Condition[]
}
type Reader = (value: string, modifier: string, into: Building) => FhirProblem | null

export const malformed = (name: string): FhirProblem =>
  problem(400, 'value', `La valeur du paramètre « ${name} » ne peut pas être lue`, {
    expression: `http.${name}`,
  })

const allStatuses = ['current', 'archived', 'superseded'] as const
const statusOf: Readonly<Record<string, readonly DocumentSummary['status'][]>> = {
  current: ['current', 'archived'],
  superseded: ['superseded'],
  'entered-in-error': ['deleted'],
}

const concepts =
  (pick: (resource: JsonObject) => readonly (Json | undefined)[]) =>
  (resource: JsonObject): Json[] =>
    pick(resource).filter((one) => one !== undefined)

/** A token parameter judged on the resource; `:not` turns it round. */
const token =
  (pick: (resource: JsonObject) => Json[]): Reader =>
  (value, modifier, { conditions }) => {
    const tokens = alternatives(value).map(tokenOf)
    const wanted = modifier !== 'not'
    conditions.push(({ resource }) => hasToken(tokens, pick(resource)) === wanted)
    return null
  }

/** Codes alone are a criterion of the vault; systems are judged after it. */
const codes =
  (hint: 'typeCode' | 'classCode', judge: Reader): Reader =>
  (value, modifier, into) => {
    const tokens = alternatives(value).map(tokenOf)
    const plain = tokens.flatMap(({ code }) => (code === null ? [] : [code]))
    const usable = modifier === '' && plain.length === tokens.length
    const already = into.hints[hint] !== undefined
    if (usable && !already) into.hints[hint] = plain
    if (usable && !already && tokens.every(({ system }) => system === null)) return null
    return judge(value, modifier, into)
  }

const date =
  (name: string, pick: (summary: DocumentSummary) => readonly [number, number] | null): Reader =>
  (value, _modifier, { conditions }) => {
    const dates = dateConditions(value)
    if (dates === null) return malformed(name)
    conditions.push(({ summary }) => {
      const own = pick(summary)
      return own !== null && meetsAnyDate(dates, { from: own[0], to: own[1] })
    })
    return null
  }

/** `ge` and `le` alone are the vault's own; the rest is judged after it. */
const creation =
  (name: string): Reader =>
  (value, modifier, into) => {
    const dates = dateConditions(value)
    if (dates === null) return malformed(name)
    const [only] = dates
    const { hints } = into
    if (dates.length === 1 && only!.prefix === 'ge' && hints.createdFrom === undefined) {
      hints.createdFrom = only!.value.from
      return null
    }
    if (dates.length === 1 && only!.prefix === 'le' && hints.createdTo === undefined) {
      hints.createdTo = only!.value.to
      return null
    }
    return date(name, ({ createdAt }) => [createdAt, createdAt])(value, modifier, into)
  }

const service = date('period', ({ serviceStart, serviceStop }) =>
  serviceStart === null && serviceStop === null
    ? null
    : [serviceStart ?? Number.NEGATIVE_INFINITY, serviceStop ?? Number.POSITIVE_INFINITY],
)
const periodReader: Reader = (value, modifier, into) => {
  // A period matches by overlap, so `eq` asks for a common moment, not for being inside.
  const rewritten = alternatives(value).map((one) =>
    /^\d|^eq/.test(one) ? one.replace(/^(eq)?/, '') : one,
  )
  const dates = dateConditions(rewritten.join(','))
  if (dates === null) return malformed('period')
  const plain = dates.filter(({ prefix }) => prefix === 'eq')
  if (plain.length !== dates.length) return service(value, modifier, into)
  into.conditions.push(({ summary: { serviceStart, serviceStop } }) => {
    if (serviceStart === null && serviceStop === null) return false
    const from = serviceStart ?? Number.NEGATIVE_INFINITY
    const to = serviceStop ?? Number.POSITIVE_INFINITY
    return plain.some(({ value: asked }) => from <= asked.to && to >= asked.from)
  })
  return null
}

const status: Reader = (value, _modifier, { hints }) => {
  const asked = alternatives(value).map((one) => statusOf[tokenOf(one).code ?? ''])
  if (asked.length === 0 || asked.some((one) => one === undefined)) return malformed('status')
  const wanted = asked.flatMap((one) => one ?? [])
  hints.status = hints.status?.filter((one) => wanted.includes(one)) ?? wanted
  return null
}

const identifier: Reader = (value, _modifier, { hints, conditions }) => {
  const asked = alternatives(value).map((one) => {
    const { system, code } = tokenOf(one)
    const whole = one.includes('|') ? one.slice(0, one.indexOf('|')) : (system ?? '')
    return uniqueIdOf({ system: whole, value: code ?? '' })
  })
  const [only] = asked
  if (
    asked.length === 1 &&
    only?.startsWith('urn:uuid:') === false &&
    hints.uniqueId === undefined
  ) {
    hints.uniqueId = only
    return null
  }
  // A UUID may be the document's own or the one of its entry.
  conditions.push(
    ({ summary, resource }) =>
      asked.includes(summary.uniqueId) || asked.includes(entryUuid(textAt(resource, 'id') ?? '')),
  )
  return null
}

/** Names are kept as one text, so that given and family name are sought in the same. */
const author: Reader = (value, modifier, { conditions }) => {
  const wanted = alternatives(value)
  conditions.push(({ summary }) =>
    wanted.some((one) => meetsString(one, summary.authorName, modifier)),
  )
  return null
}

const archived: Reader = (value, _modifier, { conditions }) => {
  if (value !== 'true' && value !== 'false') return malformed('isArchived')
  conditions.push(({ summary }) => (summary.status === 'archived') === (value === 'true'))
  return null
}

const related: Reader = (value, _modifier, { conditions }) => {
  const asked = alternatives(value)
  conditions.push(({ resource }) => {
    const references = objectsAt(objectAt(resource, 'context') ?? {}, 'related')
    return references.some((one) => asked.includes(textAt(one, 'reference') ?? ''))
  })
  return null
}

const context = (resource: JsonObject): JsonObject => objectAt(resource, 'context') ?? {}
const labels = concepts((resource) => objectsAt(resource, 'securityLabel'))
const formats = concepts((resource) =>
  objectsAt(resource, 'content').map((one) => ({ coding: [objectAt(one, 'format') ?? {}] })),
)

/** MHD 2:3.67.4.1.2.1, with PDSm's `isArchived`. */
export const documentParameters: Readonly<Record<string, { type: string; read: Reader }>> = {
  status: { type: 'token', read: status },
  identifier: { type: 'token', read: identifier },
  date: { type: 'date', read: creation('date') },
  creation: { type: 'date', read: creation('creation') },
  'author.given': { type: 'string', read: author },
  'author.family': { type: 'string', read: author },
  category: {
    type: 'token',
    read: codes('classCode', token(concepts((resource) => objectsAt(resource, 'category')))),
  },
  type: { type: 'token', read: codes('typeCode', token(concepts((r) => [r['type']]))) },
  setting: { type: 'token', read: token(concepts((r) => [context(r)['practiceSetting']])) },
  facility: { type: 'token', read: token(concepts((r) => [context(r)['facilityType']])) },
  event: { type: 'token', read: token(concepts((r) => objectsAt(context(r), 'event'))) },
  'security-label': { type: 'token', read: token(labels) },
  format: { type: 'token', read: token(formats) },
  period: { type: 'date', read: periodReader },
  related: { type: 'reference', read: related },
  isArchived: { type: 'token', read: archived },
  _lastUpdated: { type: 'date', read: date('_lastUpdated', ({ filedAt }) => [filedAt, filedAt]) },
}

export const isDocumentParameter = (name: string): boolean =>
  Object.hasOwn(documentParameters, name)

/** Parameters beside those of the patient and of paging; unknown ones are left aside (MHD). */
export function readDocumentSearch(
  parameters: readonly (readonly [name: string, value: string])[],
): Result<DocumentSearch, FhirProblem> {
  const into: Building = { hints: {}, conditions: [] }
  for (const [named, value] of parameters) {
    const [name = '', modifier = ''] = named.split(':', 2)
    const known = Object.hasOwn(documentParameters, name) ? documentParameters[name] : undefined
    if (known === undefined || value === '') continue
    if (alternatives(value).length > documentLimits.fhirSearchValuesMax)
      return err(problem(400, 'too-costly', `Trop de valeurs pour « ${name} »`))
    const refused = known.read(value, modifier, into)
    if (refused !== null) return err(refused)
  }
  into.hints.status ??= [...allStatuses]
  return ok(into)
}
