import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { DocumentSummary } from '../contract/vault.js'
import { changesOf } from './document-patch.js'
import { documentResource, versionIdOf } from './document-resource.js'
import { isDocumentParameter } from './document-search.js'
import { isObject, type Json, type JsonObject, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import { applyFhirPathPatch } from './fhirpath-patch.js'
import { type FindContext, findDocuments } from './find-documents.js'
import { applyJsonPatch, type PatchFault } from './json-patch.js'
import { refusalProblem } from './refusal-problem.js'
import type { DocumentAddress } from './resource-ids.js'
import { type Parameters, readSearchRequest } from './search-request.js'

export interface PatchRequest {
  readonly format: 'json-patch' | 'fhirpath'
  readonly body: Json
  /** `If-Match`; null: the state of the moment counts. */
  readonly ifMatch: string | null
}

const faults: Readonly<Record<PatchFault, () => FhirProblem>> = {
  malformed: () => problem(400, 'structure', "La modification demandée n'est pas lisible"),
  'no-such-place': () =>
    problem(422, 'not-found', "L'élément à modifier n'existe pas dans la fiche"),
  'test-failed': () =>
    problem(409, 'conflict', "La fiche n'a pas la valeur attendue : relisez-la, puis recommencez"),
}

function patched(before: JsonObject, request: PatchRequest): Result<JsonObject, FhirProblem> {
  const { body, format } = request
  const listed = Array.isArray(body) ? body : isObject(body) ? body['parameter'] : null
  if (Array.isArray(listed) && listed.length > documentLimits.fhirPatchOperationsMax)
    return err(problem(413, 'too-long', 'Trop de modifications en une fois'))
  if (format === 'json-patch') {
    if (!Array.isArray(body) || !body.every(isObject)) return err(faults.malformed())
    const result = applyJsonPatch(before, body)
    return result.ok ? result : err(faults[result.error]())
  }
  if (!isObject(body) || body['resourceType'] !== 'Parameters') return err(faults.malformed())
  const result = applyFhirPathPatch(before, body)
  return result.ok ? result : err(faults[result.error]())
}

/** One document as the caller sees it, in any state; the vault traces the look. */
export async function lookUp(
  { record, documentId }: DocumentAddress,
  { vault, caller }: FindContext,
): Promise<Result<DocumentSummary, FhirProblem>> {
  const status = ['current', 'archived', 'superseded', 'deleted'] as const
  const page = await vault.documents(record, { documentId, status, limit: 1 }, caller)
  if (!page.ok) return err(refusalProblem(page.error))
  const [summary] = page.value.documents
  return summary === undefined ? err(refusalProblem('not-found')) : ok(summary)
}

/**
 * Conditional patch by business identifier (PDSm flux 03): no match is 404, several are 412. The
 * patient is said too, since a document is found through its record only.
 */
export async function theOneDocument(
  parameters: Parameters,
  context: FindContext,
): Promise<Result<DocumentAddress, FhirProblem>> {
  // A criterion that is left aside could change another document than the one meant.
  const form = { knows: isDocumentParameter, isStrict: true }
  const request = readSearchRequest(parameters, context.ids, form)
  if (!request.ok) return request
  if (!request.value.parameters.some(([name]) => name === 'identifier'))
    return err(problem(400, 'required', "L'identifiant du document est obligatoire : identifier"))
  const page = await findDocuments({ ...request.value, count: 2 }, context)
  if (!page.ok) return page
  if (page.value.total > 1)
    return err(problem(412, 'conflict', 'Plusieurs fiches portent cet identifiant'))
  const address = context.ids.openDocument(textAt(page.value.resources[0] ?? {}, 'id') ?? '')
  return address === null ? err(refusalProblem('not-found')) : ok(address)
}

/** RFC 9110 §13.1.1; FHIR compares weak tags too. */
function isOther(ifMatch: string | null, summary: DocumentSummary): boolean {
  if (ifMatch === null || ifMatch.trim() === '*') return false
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
  return !tags.includes(versionIdOf(summary))
}

/** PDSm flux 03 and 04. All is checked before the first change is made. */
export async function patchDocument(
  address: DocumentAddress,
  request: PatchRequest,
  context: FindContext,
): Promise<Result<{ summary: DocumentSummary; resource: JsonObject }, FhirProblem>> {
  const found = await lookUp(address, context)
  if (!found.ok) return found
  const { record, documentId } = address
  if (isOther(request.ifMatch, found.value))
    return err(
      problem(
        412,
        'conflict',
        'La fiche a été modifiée entre-temps : relisez-la, puis recommencez',
      ),
    )
  const before = documentResource(found.value, record, context)
  const after = patched(before, request)
  if (!after.ok) return after
  const changes = changesOf(before, after.value, found.value)
  if (!changes.ok) return changes
  let summary = found.value
  for (const change of changes.value) {
    const changed = await context.vault.change(record, documentId, change, context.caller)
    if (!changed.ok) return err(refusalProblem(changed.error))
    summary = changed.value
  }
  return ok({ summary, resource: documentResource(summary, record, context) })
}
