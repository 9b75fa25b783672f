import { err, ok, type Result } from '../../domain/result.js'
import { uris } from '../terminology/code-systems.js'
import { malformed } from './document-search.js'
import { type JsonObject, objectsAt, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import {
  type FindContext,
  type FoundPage,
  nothingFor,
  pageOf,
  scanDocuments,
} from './find-documents.js'
import { listResource, submissionSets } from './list-resource.js'
import type { DocumentAddress } from './resource-ids.js'
import {
  alternatives,
  dateConditions,
  hasToken,
  meetsAnyDate,
  meetsString,
  tokenOf,
} from './search-condition.js'
import type { SearchRequest } from './search-request.js'

const visible = ['current', 'archived', 'superseded'] as const
type ListCondition = (list: JsonObject) => boolean

/** MHD 2:3.66.4.1.2.1; null: the parameter is not ours, and left aside. */
function conditionOf(named: string, value: string): ListCondition | FhirProblem | null {
  const [name = '', modifier = ''] = named.split(':', 2)
  const tokens = alternatives(value).map(tokenOf)
  switch (name) {
    case 'code':
      return (list) => hasToken(tokens, [list['code'] ?? null])
    case 'status':
      return () => tokens.some(({ code }) => code === 'current')
    case 'designationType':
      return (list) => {
        const extension = objectsAt(list, 'extension').find(
          (one) => one['url'] === uris.designationType,
        )
        return hasToken(tokens, [extension?.['valueCodeableConcept'] ?? null])
      }
    case 'identifier':
      return (list) =>
        objectsAt(list, 'identifier').some((one) =>
          tokens.some(({ code }) => code === null || code === textAt(one, 'value')),
        )
    case 'date': {
      const dates = dateConditions(value)
      if (dates === null) return malformed('date')
      return (list) => {
        const at = Date.parse(textAt(list, 'date') ?? '')
        return meetsAnyDate(dates, { from: at, to: at })
      }
    }
    case 'source.given':
    case 'source.family':
      return (list) => {
        const source = textAt(list['source'], 'display') ?? ''
        return alternatives(value).some((one) => meetsString(one, source, modifier))
      }
    default:
      return null
  }
}

const listParameters = new Set([
  'code',
  'status',
  'designationType',
  'identifier',
  'date',
  'source.given',
  'source.family',
])
export const isListParameter = (name: string): boolean => listParameters.has(name)

/** ITI-66: submission sets; the vault has no folders, so none are ever found. */
export async function findLists(
  request: SearchRequest,
  context: FindContext,
): Promise<Result<FoundPage, FhirProblem>> {
  const conditions: ListCondition[] = []
  for (const [name, value] of request.parameters) {
    const condition = conditionOf(name, value)
    if (condition !== null && typeof condition !== 'function') return err(condition)
    if (condition !== null) conditions.push(condition)
  }
  const scanned = await scanDocuments(request.record, { status: [...visible] }, context)
  if (!scanned.ok) return nothingFor(scanned.error)
  const lists = submissionSets(scanned.value)
    .sort((a, b) => b[0]!.filedAt - a[0]!.filedAt)
    .map((set) => listResource(set, request.record, context))
    .filter((list) => conditions.every((condition) => condition(list)))
  if (request.oldestFirst) lists.reverse()
  return pageOf(lists, request)
}

export async function readList(
  id: string,
  { record, documentId }: DocumentAddress,
  context: FindContext,
): Promise<Result<JsonObject, FhirProblem>> {
  const scanned = await scanDocuments(record, { status: [...visible] }, context)
  if (!scanned.ok) return scanned
  const set = submissionSets(scanned.value).find((one) =>
    one.some((document) => document.documentId === documentId),
  )
  if (set === undefined)
    return err(
      problem(404, 'not-found', "Ce lot de soumission n'existe pas, ou vous n'y avez pas accès"),
    )
  return ok(listResource(set, record, context, id))
}
