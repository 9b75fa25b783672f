import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { documentLimits } from '../../domain/document-limits.js'
import type { DepositOutcome } from '../contract/vault.js'
import { systemOfOid, uris } from '../terminology/code-systems.js'
import { documentType } from '../terminology/document-types.js'
import {
  type DepositContext,
  depositOne,
  noticesOf,
  replacedUniqueIds,
} from './deposit-submission.js'
import { fhirAnswer, outcomeAnswer, problemAnswer } from './fhir-answer.js'
import type { JsonObject } from './fhir-json.js'
import { objectAt, objectsAt } from './fhir-json.js'
import type { FhirEnv, FhirParts } from './fhir-parts.js'
import { fileBundle, transactionResponse } from './file-bundle.js'
import { readProvideBundle } from './provide-bundle.js'
import { isFhirJson, parseResource, unsupportedMedia } from './request-body.js'
import { readSubmittedDocument, type SubmittedDocument } from './submitted-document.js'
import { identifierOf } from './unique-id.js'

type Wanted = 'minimal' | 'representation' | 'OperationOutcome'

/** RFC 7240 §4.2, FHIR http.html#ops; MHD ITI-105 asks for the resource when nothing is said. */
function wantedReturn(header: string | undefined): Wanted {
  const said = /(?:^|[,;\s])return=("?)(minimal|representation|OperationOutcome)\1/i.exec(
    header ?? '',
  )
  const word = said?.[2]?.toLowerCase()
  if (word === 'minimal') return 'minimal'
  return word === 'operationoutcome' ? 'OperationOutcome' : 'representation'
}

function depositContext(
  context: Context<FhirEnv>,
  parts: FhirParts,
  uniqueIdInBundle: DepositContext['uniqueIdInBundle'],
): DepositContext {
  const { vault, ids, clock } = parts
  return {
    vault,
    ids,
    caller: context.get('caller'),
    now: clock.now(),
    uniqueIdInBundle,
    submissionId: randomUUID(),
  }
}

/** The resource as created: as sent, without its content, with what filing decided. */
function createdResource(
  sent: JsonObject,
  document: SubmittedDocument,
  outcome: DepositOutcome,
  parts: FhirParts,
): JsonObject {
  const id = parts.ids.document(document.record, outcome.documentId!)
  const { data: _data, ...attachment } =
    objectAt(objectsAt(sent, 'content')[0] ?? {}, 'attachment') ?? {}
  const typeCode = outcome.classification?.typeCode ?? null
  const type = typeCode === null ? null : documentType(typeCode)
  const coded = (system: string, code: string, display: string): JsonObject => ({
    coding: [{ system, code, display }],
  })
  return {
    ...sent,
    id,
    masterIdentifier: { use: 'usual', ...identifierOf(outcome.uniqueId) },
    status: 'current',
    ...(type === null
      ? {}
      : {
          type: coded(systemOfOid(type.system), type.code, type.label),
          category: [coded(uris.classes, type.classCode, type.classLabel)],
        }),
    content: [
      {
        ...objectsAt(sent, 'content')[0],
        attachment: {
          ...attachment,
          url: `${parts.baseUrl()}/Binary/${id}`,
          size: document.bytes.length,
          hash: Buffer.from(document.hash, 'hex').toString('base64'),
          title: outcome.title,
        },
      },
    ],
  }
}

/** ITI-105 Simplified Publish. */
async function publish(
  context: Context<FhirEnv>,
  parts: FhirParts,
  bytes: Buffer,
): Promise<Response> {
  const sent = parseResource(bytes, 'DocumentReference')
  if (!sent.ok) return problemAnswer(sent.error)
  const nothing = { ids: parts.ids, binary: () => null, patient: () => null }
  const document = readSubmittedDocument(sent.value, nothing)
  if (!document.ok) return problemAnswer(document.error)
  const deposit = depositContext(context, parts, () => null)
  const replaces = await replacedUniqueIds(document.value, deposit)
  if (!replaces.ok) return problemAnswer(replaces.error)
  const filed = await depositOne(document.value, replaces.value, deposit)
  if (!filed.ok) return problemAnswer(filed.error)
  const outcome = filed.value
  const notices = noticesOf(outcome, document.value)
  if (outcome.result === 'held' || outcome.documentId === null) return outcomeAnswer(202, notices)
  const id = parts.ids.document(document.value.record, outcome.documentId)
  const location = `${parts.baseUrl()}/DocumentReference/${id}`
  // Sent again: nothing is created (http.html#create allows 200).
  const status = outcome.result === 'already-there' ? 200 : 201
  const wanted = wantedReturn(context.req.header('prefer'))
  if (wanted === 'minimal') return new Response(null, { status, headers: { location } })
  if (wanted === 'OperationOutcome') {
    const says = 'Le document est dans le dossier'
    const done = { severity: 'information', code: 'informational', says } as const
    const answer = outcomeAnswer(status, notices.length > 0 ? notices : [done])
    answer.headers.set('location', location)
    return answer
  }
  const resource = createdResource(sent.value, document.value, outcome, parts)
  return fhirAnswer(status, resource, { location })
}

/** ITI-65 Provide Document Bundle. */
async function provide(
  context: Context<FhirEnv>,
  parts: FhirParts,
  bytes: Buffer,
): Promise<Response> {
  const bundle = parseResource(bytes, 'Bundle')
  if (!bundle.ok) return problemAnswer(bundle.error)
  const entries = readProvideBundle(bundle.value, parts.ids)
  if (!entries.ok) return problemAnswer(entries.error)
  const deposit = depositContext(context, parts, (reference) => {
    const found = entries.value.find(
      (entry) => entry.kind === 'document' && entry.fullUrl !== '' && entry.fullUrl === reference,
    )
    return found?.kind === 'document' ? found.document.uniqueId : null
  })
  const filed = await fileBundle(entries.value, deposit)
  if (!filed.ok) return problemAnswer(filed.error)
  return fhirAnswer(200, transactionResponse(entries.value, filed.value, deposit))
}

type Handler = (context: Context<FhirEnv>, parts: FhirParts, bytes: Buffer) => Promise<Response>

/** The body's octets are counted as long as the request is worked on. */
const withBody =
  (parts: FhirParts, handler: Handler) =>
  async (context: Context<FhirEnv>): Promise<Response> => {
    if (!isFhirJson(context.req.raw))
      return problemAnswer(unsupportedMedia("Envoyez application/fhir+json : le XML n'est pas lu"))
    const body = await parts.bodies.read(context.req.raw, documentLimits.fhirBodyBytesMax)
    if (!body.ok) return problemAnswer(body.error)
    try {
      return await handler(context, parts, body.value.bytes)
    } finally {
      body.value.release()
    }
  }

export function depositRoutes(app: Hono<FhirEnv>, parts: FhirParts): void {
  const transaction = withBody(parts, provide)
  app.post('/fhir', transaction)
  app.post('/fhir/', transaction)
  app.post('/fhir/DocumentReference', withBody(parts, publish))
}
