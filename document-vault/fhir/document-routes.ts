import type { Context, Hono } from 'hono'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { DocumentContent } from '../contract/vault.js'
import { declareCareTeam } from './care-team-operation.js'
import { documentResource, versionIdOf } from './document-resource.js'
import { openInEmergency } from './emergency-operation.js'
import { acceptedTypes, fhirAnswer, problemAnswer } from './fhir-answer.js'
import type { JsonObject } from './fhir-json.js'
import type { FhirEnv, FhirParts } from './fhir-parts.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import type { FindContext } from './find-documents.js'
import { readList } from './find-lists.js'
import { readPatient } from './find-patient.js'
import { lookUp, type PatchRequest, patchDocument, theOneDocument } from './patch-document.js'
import { refusalProblem } from './refusal-problem.js'
import {
  isFhirJson,
  mediaTypeOf,
  parseJson,
  parseResource,
  unsupportedMedia,
} from './request-body.js'
import type { DocumentAddress } from './resource-ids.js'
import { contextOf, queryOf } from './search-routes.js'

const notFound = () => problemAnswer(refusalProblem('not-found'))
const tagOf = (versionId: string): string => `W/"${versionId}"`

/** ITI-68: the document itself, or the Binary resource when FHIR is asked for. */
function binaryAnswer(
  { summary, bytes }: DocumentContent,
  id: string,
  format: string | null,
  accept: string | null,
): Response {
  const types = acceptedTypes(accept)
  const wantsFhir =
    format !== null
      ? /json/.test(format)
      : types.some(
          ({ type }) => type === 'application/fhir+json' || type === 'application/json+fhir',
        )
  const own = summary.mediaType
  if (wantsFhir && own !== 'application/fhir+json') {
    const data = Buffer.from(bytes).toString('base64')
    return fhirAnswer(200, { resourceType: 'Binary', id, contentType: own, data })
  }
  const family = `${own.split('/')[0]}/*`
  const usable = types.some(({ type }) => [own, family, '*/*'].includes(type) || wantsFhir)
  if (format !== null || !usable)
    return problemAnswer(problem(406, 'not-supported', `Ce document est proposé en ${own}`))
  // `sandbox` and the type as filed: a document from outside never runs in our origin.
  return new Response(new Uint8Array(bytes), {
    status: 200,
    headers: { 'content-type': own, 'content-disposition': 'attachment' },
  })
}

async function retrieve(context: Context<FhirEnv>, parts: FhirParts): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const address = parts.ids.openDocument(id)
  if (address === null) return notFound()
  const content = await parts.vault.content(
    address.record,
    address.documentId,
    context.get('caller'),
  )
  if (!content.ok) return problemAnswer(refusalProblem(content.error))
  const format = context.req.query('_format') ?? null
  return binaryAnswer(content.value, id, format, context.req.header('accept') ?? null)
}

async function read(context: Context<FhirEnv>, parts: FhirParts): Promise<Response> {
  const address = parts.ids.openDocument(context.req.param('id') ?? '')
  if (address === null) return notFound()
  const found = await lookUp(address, contextOf(context, parts))
  if (!found.ok) return problemAnswer(found.error)
  const etag = tagOf(versionIdOf(found.value))
  if (context.req.header('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { etag } })
  const resource = documentResource(found.value, address.record, contextOf(context, parts))
  return fhirAnswer(200, resource, { etag })
}

/** FHIRPath Patch is FHIR JSON, JSON Patch has a type of its own. */
async function patch(
  context: Context<FhirEnv>,
  parts: FhirParts,
  target: Result<DocumentAddress, FhirProblem>,
): Promise<Response> {
  if (!target.ok) return problemAnswer(target.error)
  const type = mediaTypeOf(context.req.raw)
  const isJsonPatch = type === 'application/json-patch+json'
  if (!isJsonPatch && !isFhirJson(context.req.raw))
    return problemAnswer(
      unsupportedMedia('Modification en application/json-patch+json ou application/fhir+json'),
    )
  const body = await parts.bodies.read(context.req.raw, documentLimits.fhirPatchBytesMax)
  if (!body.ok) return problemAnswer(body.error)
  body.value.release()
  const json = parseJson(body.value.bytes)
  if (!json.ok) return problemAnswer(json.error)
  const request: PatchRequest = {
    format: isJsonPatch ? 'json-patch' : 'fhirpath',
    body: json.value,
    ifMatch: context.req.header('if-match') ?? null,
  }
  const done = await patchDocument(target.value, request, contextOf(context, parts))
  if (!done.ok) return problemAnswer(done.error)
  return fhirAnswer(200, done.value.resource, { etag: tagOf(versionIdOf(done.value.summary)) })
}

type Operation = (
  parameters: JsonObject,
  context: FindContext,
) => Promise<Result<JsonObject, FhirProblem>>

async function operate(
  operation: Operation,
  context: Context<FhirEnv>,
  parts: FhirParts,
): Promise<Response> {
  if (!isFhirJson(context.req.raw))
    return problemAnswer(unsupportedMedia('Paramètres en application/fhir+json'))
  const body = await parts.bodies.read(context.req.raw, documentLimits.fhirPatchBytesMax)
  if (!body.ok) return problemAnswer(body.error)
  body.value.release()
  const parameters = parseResource(body.value.bytes, 'Parameters')
  if (!parameters.ok) return problemAnswer(parameters.error)
  const done = await operation(parameters.value, contextOf(context, parts))
  return done.ok ? fhirAnswer(200, done.value) : problemAnswer(done.error)
}

/** Single resources: ITI-68, reads, PATCH; the care team and the two emergency doors. */
export function documentRoutes(app: Hono<FhirEnv>, parts: FhirParts): void {
  app.get('/fhir/Binary/:id', (context) => retrieve(context, parts))
  app.get('/fhir/DocumentReference/:id', (context) => read(context, parts))
  app.patch('/fhir/DocumentReference/:id', (context) => {
    const address = parts.ids.openDocument(context.req.param('id'))
    const target = address === null ? err(refusalProblem('not-found')) : ok(address)
    return patch(context, parts, target)
  })
  app.patch('/fhir/DocumentReference', async (context) =>
    patch(context, parts, await theOneDocument(queryOf(context), contextOf(context, parts))),
  )
  app.get('/fhir/List/:id', async (context) => {
    const id = context.req.param('id')
    const address = parts.ids.openList(id)
    if (address === null) return notFound()
    const list = await readList(id, address, contextOf(context, parts))
    return list.ok ? fhirAnswer(200, list.value) : problemAnswer(list.error)
  })
  app.get('/fhir/Patient/:id', async (context) => {
    const record = parts.ids.openPatient(context.req.param('id'))
    if (record === null) return notFound()
    const patient = await readPatient(record, contextOf(context, parts))
    return patient.ok ? fhirAnswer(200, patient.value) : problemAnswer(patient.error)
  })
  const operations: Readonly<Record<string, Operation>> = {
    'equipe-de-soins': declareCareTeam,
    'bris-de-glace': (asked, around) => openInEmergency('break-glass', asked, around),
    'centre-regulation': (asked, around) => openInEmergency('regulation', asked, around),
  }
  for (const [name, operation] of Object.entries(operations))
    app.post(`/fhir/Patient/$${name}`, (context) => operate(operation, context, parts))
}
