import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import { malformed } from './document-search.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import type { ResourceIds } from './resource-ids.js'
import { recordOfToken } from './subject-identity.js'

export type Parameters = readonly (readonly [name: string, value: string])[]

/** What every search of ours has: one patient, a page, and parameters of its own. */
export interface SearchRequest {
  readonly record: RecordKey
  readonly parameters: Parameters
  readonly count: number
  /** Only the number is asked for (`_summary=count`, `_count=0`). */
  readonly onlyTotal: boolean
  /** Of an earlier answer; null: the first page. */
  readonly page: string | null
  /** `date` oldest first; the default is newest first. */
  readonly oldestFirst: boolean
}

/** `patient.identifier` of MHD, its form by modifier, and the same on List (`subject`). */
const byIdentifier = /^(patient|subject)([.:]identifier|(:Patient)?\.identifier)$/
const byReference = /^(patient|subject)(:Patient)?$/
const control = new Set(['_count', '_page', '_format', '_pretty', '_summary', '_sort', '_total'])

function recordOf(parameters: Parameters, ids: ResourceIds): Result<RecordKey, FhirProblem> {
  const found: Result<RecordKey, FhirProblem>[] = []
  for (const [name, value] of parameters) {
    if (byIdentifier.test(name)) found.push(recordOfToken(value))
    else if (byReference.test(name)) {
      const id = /^(?:.*\/)?(?:Patient\/)?([A-Za-z0-9.-]+)$/.exec(value)?.[1] ?? ''
      const record = ids.openPatient(id)
      found.push(record === null ? err(malformed('patient')) : ok(record))
    }
  }
  const [first] = found
  if (first === undefined)
    return err(
      problem(400, 'required', 'Le patient est obligatoire : patient.identifier, ou patient'),
    )
  const wrong = found.find((one) => !one.ok)
  if (wrong !== undefined) return wrong
  const keys = new Set(
    found.map((one) => (one.ok ? `${one.value.insOid} ${one.value.matricule}` : '')),
  )
  return keys.size === 1 ? first : err(problem(400, 'invalid', 'Un seul patient par recherche'))
}

const last = (parameters: Parameters, name: string): string | null =>
  parameters.findLast(([one]) => one === name)?.[1] ?? null

/** Which parameters a search knows beside those of the patient and of paging. */
export interface SearchForm {
  knows(name: string): boolean
  /** `Prefer: handling=strict`: an unknown one is refused, not left aside (MHD: left aside). */
  readonly isStrict: boolean
}

export function readSearchRequest(
  parameters: Parameters,
  ids: ResourceIds,
  form: SearchForm,
): Result<SearchRequest, FhirProblem> {
  const record = recordOf(parameters, ids)
  if (!record.ok) return record
  const asked = last(parameters, '_count')
  if (asked !== null && !/^\d{1,9}$/.test(asked)) return err(malformed('_count'))
  const count = Number(asked ?? documentLimits.fhirPageDocumentsDefault)
  const sort = last(parameters, '_sort')
  const oldestFirst = sort === 'date' || sort === 'creation'
  if (sort !== null && !oldestFirst && sort !== '-date' && sort !== '-creation')
    return err(problem(400, 'not-supported', 'Le tri se fait par date : _sort=date ou _sort=-date'))
  const own = parameters.filter(
    ([name]) => !control.has(name) && !byIdentifier.test(name) && !byReference.test(name),
  )
  const [unknown] = own.find(([name]) => !form.knows(name.split(':', 1)[0]!)) ?? []
  if (form.isStrict && unknown !== undefined)
    return err(
      problem(400, 'not-supported', 'Paramètre de recherche non géré : retirez-le', {
        expression: `http.${unknown.slice(0, 40)}`,
      }),
    )
  return ok({
    record: record.value,
    // What is left aside does not come back in links: they say what was searched.
    parameters: own.filter(([name]) => form.knows(name.split(':', 1)[0]!)),
    count: Math.min(Math.max(count, 1), documentLimits.fhirPageDocumentsMax),
    onlyTotal: count === 0 || last(parameters, '_summary') === 'count',
    page: last(parameters, '_page'),
    oldestFirst,
  })
}

/**
 * The same search as an address: the patient by our own sealed id, so that an INS never stands in
 * a URL of ours, whatever the caller wrote.
 */
export function searchUrl(
  resource: string,
  request: SearchRequest,
  page: string | null,
  ids: ResourceIds,
): string {
  const query = new URLSearchParams([
    ['patient', `Patient/${ids.patient(request.record)}`],
    ...request.parameters.map(([name, value]): [string, string] => [name, value]),
  ])
  if (request.oldestFirst) query.set('_sort', 'date')
  query.set('_count', String(request.onlyTotal ? 0 : request.count))
  if (page !== null) query.set('_page', page)
  return `${resource}?${query}`
}
