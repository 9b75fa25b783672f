import { err, ok, type Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import { malformed } from './document-search.js'
import type { JsonObject } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import { type FindContext, isNothing } from './find-documents.js'
import { refusalProblem } from './refusal-problem.js'
import type { Parameters } from './search-request.js'
import { recordOfToken } from './subject-identity.js'

/** Existence and state of a record; identity traits of the record are never shown (TD0.2). */
const patientResource = (record: RecordKey, active: boolean, { ids }: FindContext): JsonObject => ({
  resourceType: 'Patient',
  id: ids.patient(record),
  identifier: [{ use: 'official', system: `urn:oid:${record.insOid}`, value: record.matricule }],
  active,
})

export async function readPatient(
  record: RecordKey,
  context: FindContext,
): Promise<Result<JsonObject, FhirProblem>> {
  const found = await context.vault.record(record, context.caller)
  if (!found.ok) return err(refusalProblem(found.error))
  return ok(patientResource(record, found.value.state === 'open', context))
}

/** By INS, or by our own id, which the links of answers carry. */
function recordAsked(parameters: Parameters, { ids }: FindContext): Result<RecordKey, FhirProblem> {
  const asked = parameters.filter(([name]) => name === 'identifier' || name === '_id')
  const [only] = asked
  if (asked.length !== 1 || only === undefined)
    return err(problem(400, 'required', 'Cherchez un patient par un identifier : son INS'))
  if (only[0] === 'identifier') return recordOfToken(only[1])
  const record = ids.openPatient(only[1])
  return record === null ? err(malformed('_id')) : ok(record)
}

/** `Patient?identifier=`: no entry when there is no record. */
export async function findPatient(
  parameters: Parameters,
  context: FindContext,
): Promise<Result<JsonObject, FhirProblem>> {
  const record = recordAsked(parameters, context)
  if (!record.ok) return record
  const found = await context.vault.record(record.value, context.caller)
  if (!found.ok && !isNothing(found.error)) return err(refusalProblem(found.error))
  const { baseUrl, ids } = context
  const id = ids.patient(record.value)
  const url = `${baseUrl}/Patient/${id}`
  const entry = found.ok
    ? [
        {
          fullUrl: url,
          resource: patientResource(record.value, found.value.state === 'open', context),
          search: { mode: 'match' },
        },
      ]
    : []
  return ok({
    resourceType: 'Bundle',
    type: 'searchset',
    total: entry.length,
    link: [{ relation: 'self', url: `${baseUrl}/Patient?_id=${id}` }],
    ...(entry.length === 0 ? {} : { entry }),
  })
}
