import type { Context, Hono } from 'hono'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { isDocumentParameter } from './document-search.js'
import { fhirAnswer, problemAnswer } from './fhir-answer.js'
import type { FhirEnv, FhirParts } from './fhir-parts.js'
import type { FhirProblem } from './fhir-problem.js'
import { findDocuments, searchSet } from './find-documents.js'
import { findLists, isListParameter } from './find-lists.js'
import { findPatient } from './find-patient.js'
import { mediaTypeOf, unsupportedMedia } from './request-body.js'
import { type Parameters, readSearchRequest } from './search-request.js'

/** What a handler of one request works with. */
export function contextOf(context: Context<FhirEnv>, parts: FhirParts) {
  const { vault, ids, baseUrl } = parts
  return { vault, ids, baseUrl: baseUrl(), caller: context.get('caller') }
}

export const queryOf = (context: Context<FhirEnv>): Parameters => [
  ...new URL(context.req.url).searchParams.entries(),
]

/** Query and form together (http://hl7.org/fhir/R4/http.html#search). */
async function formOf(
  context: Context<FhirEnv>,
  { bodies }: FhirParts,
): Promise<Result<Parameters, FhirProblem>> {
  const type = mediaTypeOf(context.req.raw)
  if (type !== 'application/x-www-form-urlencoded' && type !== '')
    return err(unsupportedMedia('Recherche par POST : application/x-www-form-urlencoded'))
  const body = await bodies.read(context.req.raw, documentLimits.fhirFormBytesMax)
  if (!body.ok) return body
  body.value.release()
  const form = new URLSearchParams(body.value.bytes.toString('utf8'))
  return ok([...queryOf(context), ...form.entries()])
}

type Kind = 'DocumentReference' | 'List' | 'Patient'

async function answer(
  kind: Kind,
  parameters: Result<Parameters, FhirProblem>,
  context: Context<FhirEnv>,
  parts: FhirParts,
): Promise<Response> {
  if (!parameters.ok) return problemAnswer(parameters.error)
  const find = contextOf(context, parts)
  if (kind === 'Patient') {
    const found = await findPatient(parameters.value, find)
    return found.ok ? fhirAnswer(200, found.value) : problemAnswer(found.error)
  }
  const knows = kind === 'List' ? isListParameter : isDocumentParameter
  const isStrict = /handling\s*=\s*"?strict/i.test(context.req.header('prefer') ?? '')
  const request = readSearchRequest(parameters.value, parts.ids, { knows, isStrict })
  if (!request.ok) return problemAnswer(request.error)
  const page =
    kind === 'List'
      ? await findLists(request.value, find)
      : await findDocuments(request.value, find)
  if (!page.ok) return problemAnswer(page.error)
  return fhirAnswer(200, searchSet(kind, page.value, request.value, find))
}

/** ITI-66, ITI-67 and the existence of a record (TD0.2), each by GET and by POST. */
export function searchRoutes(app: Hono<FhirEnv>, parts: FhirParts): void {
  for (const kind of ['DocumentReference', 'List', 'Patient'] as const) {
    app.get(`/fhir/${kind}`, (context) => answer(kind, ok(queryOf(context)), context, parts))
    app.post(`/fhir/${kind}/_search`, async (context) =>
      answer(kind, await formOf(context, parts), context, parts),
    )
  }
}
