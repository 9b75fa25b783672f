import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type {
  DocumentQuery,
  DocumentSummary,
  DocumentVault,
  VaultRefusal,
} from '../contract/vault.js'
import { documentResource, type ResourceContext } from './document-resource.js'
import { type Candidate, malformed, readDocumentSearch } from './document-search.js'
import type { JsonObject } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import { refusalProblem } from './refusal-problem.js'
import { type SearchRequest, searchUrl } from './search-request.js'

export interface FindContext extends ResourceContext {
  readonly vault: DocumentVault
  readonly caller: Caller
}

/** A page of resources, as a searchset says it. */
export interface FoundPage {
  readonly resources: readonly JsonObject[]
  readonly total: number
  /** For `_page` of the next one; null at the end. */
  readonly next: string | null
}

/** All documents that the query finds; refused above the bound rather than cut in silence. */
export async function scanDocuments(
  record: RecordKey,
  hints: Omit<DocumentQuery, 'limit' | 'after'>,
  { vault, caller }: FindContext,
): Promise<Result<readonly DocumentSummary[], FhirProblem>> {
  const found: DocumentSummary[] = []
  let after: string | null = null
  do {
    const limit = documentLimits.fhirScannedDocumentsMax
    const page: Awaited<ReturnType<DocumentVault['documents']>> = await vault.documents(
      record,
      { ...hints, after, limit },
      caller,
    )
    if (!page.ok) return err(refusalProblem(page.error))
    found.push(...page.value.documents)
    after = page.value.next
    if (found.length > limit || (after !== null && found.length >= limit))
      return err(problem(400, 'too-costly', 'La recherche est trop large : précisez-la'))
  } while (after !== null)
  return ok(found)
}

/** `record-missing` is an empty answer to a search: nobody learns more than "nothing found". */
export const isNothing = (refusal: VaultRefusal): boolean => refusal === 'record-missing'

/** Offset pages over what was scanned and sorted here. */
export function pageOf(
  resources: readonly JsonObject[],
  request: SearchRequest,
): Result<FoundPage, FhirProblem> {
  const offset = request.page === null ? 0 : Number(/^o(\d{1,6})$/.exec(request.page)?.[1] ?? 'NaN')
  if (!Number.isSafeInteger(offset)) return err(malformed('_page'))
  const end = offset + request.count
  return ok({
    resources: request.onlyTotal ? [] : resources.slice(offset, end),
    total: resources.length,
    next: !request.onlyTotal && end < resources.length ? `o${end}` : null,
  })
}

/** ITI-67. */
export async function findDocuments(
  request: SearchRequest,
  context: FindContext,
): Promise<Result<FoundPage, FhirProblem>> {
  const search = readDocumentSearch(request.parameters)
  if (!search.ok) return search
  const { hints, conditions } = search.value
  const resourceOf = (summary: DocumentSummary): JsonObject =>
    documentResource(summary, request.record, context)
  const byVault = conditions.length === 0 && !request.oldestFirst
  if (byVault) {
    const after = /^v(.+)$/.exec(request.page ?? '')?.[1] ?? null
    if (request.page !== null && after === null) return err(malformed('_page'))
    const query = { ...hints, after, limit: request.onlyTotal ? 1 : request.count }
    const page = await context.vault.documents(request.record, query, context.caller)
    if (!page.ok && isNothing(page.error)) return ok({ resources: [], total: 0, next: null })
    if (!page.ok) return err(refusalProblem(page.error))
    const { documents, total, next } = page.value
    return ok({
      resources: request.onlyTotal ? [] : documents.map(resourceOf),
      total,
      next: request.onlyTotal || next === null ? null : `v${next}`,
    })
  }
  const scanned = await scanDocuments(request.record, hints, context)
  if (!scanned.ok) return nothingFor(scanned.error)
  const candidates = scanned.value.map(
    (summary): Candidate => ({ summary, resource: resourceOf(summary) }),
  )
  const kept = candidates.filter((one) => conditions.every((condition) => condition(one)))
  if (request.oldestFirst) kept.sort((a, b) => a.summary.createdAt - b.summary.createdAt)
  return pageOf(
    kept.map(({ resource }) => resource),
    request,
  )
}

/** The scan's refusal as a search answers it. */
export function nothingFor(refused: FhirProblem): Result<FoundPage, FhirProblem> {
  return refused.issues[0]?.detail === 'XDSUnknownPatientId'
    ? ok({ resources: [], total: 0, next: null })
    : err(refused)
}

/** The Bundle of a page; links carry no INS. */
export function searchSet(
  kind: 'DocumentReference' | 'List',
  page: FoundPage,
  request: SearchRequest,
  { ids, baseUrl }: ResourceContext,
): JsonObject {
  const link = (at: string | null) => `${baseUrl}/${searchUrl(kind, request, at, ids)}`
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: page.total,
    link: [
      { relation: 'self', url: link(request.page) },
      ...(page.next === null ? [] : [{ relation: 'next', url: link(page.next) }]),
    ],
    ...(page.resources.length === 0
      ? {}
      : {
          entry: page.resources.map((resource) => ({
            fullUrl: `${baseUrl}/${kind}/${String(resource['id'])}`,
            resource,
            search: { mode: 'match' },
          })),
        }),
  }
}
