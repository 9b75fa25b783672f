import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { isObject, isTooDeep, type Json, type JsonObject } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'

/** How many octets of bodies are held at once, over all requests. */
export interface BodyGate {
  /** Reads a body within `bytesMax`; the octets stay counted until `release`. */
  read(
    request: Request,
    bytesMax: number,
  ): Promise<Result<{ readonly bytes: Buffer; release(): void }, FhirProblem>>
}

const tooBig = (): FhirProblem =>
  problem(
    413,
    'too-long',
    'La requête dépasse la taille admise : envoyez moins de documents à la fois',
  )
const busy = (): FhirProblem =>
  problem(503, 'transient', 'Trop de dépôts en cours : réessayez dans un instant', {
    retryAfterSeconds: 5,
  })

export function createBodyGate(heldBytesMax: number = documentLimits.fhirBodiesBytesMax): BodyGate {
  let held = 0
  return {
    async read(request, bytesMax) {
      if (Number(request.headers.get('content-length') ?? '0') > bytesMax) return err(tooBig())
      const chunks: Uint8Array[] = []
      let own = 0
      const refused = (fault: FhirProblem) => {
        held -= own
        return err(fault)
      }
      try {
        for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
          own += chunk.length
          held += chunk.length
          if (own > bytesMax) return refused(tooBig())
          if (held > heldBytesMax) return refused(busy())
          chunks.push(chunk)
        }
      } catch {
        return refused(problem(400, 'structure', "La requête s'est interrompue"))
      }
      const counted = own
      let released = false
      const release = () => {
        if (!released) held -= counted
        released = true
      }
      return ok({ bytes: Buffer.concat(chunks), release })
    },
  }
}

export const mediaTypeOf = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()

const jsonTypes = new Set(['application/fhir+json', 'application/json', 'application/json+fhir'])

/** FHIR JSON (http://hl7.org/fhir/R4/json.html): the declared type, UTF-8, bounded depth. */
export function isFhirJson(request: Request): boolean {
  return jsonTypes.has(mediaTypeOf(request))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function parseJson(bytes: Uint8Array): Result<Json, FhirProblem> {
  try {
    const text = utf8.decode(bytes)
    if (isTooDeep(text)) return err(problem(400, 'structure', 'JSON trop profond'))
    return ok(JSON.parse(text) as Json)
  } catch {
    return err(problem(400, 'structure', "Le corps de la requête n'est pas du JSON en UTF-8"))
  }
}

export function parseResource(
  bytes: Uint8Array,
  ...types: readonly string[]
): Result<JsonObject, FhirProblem> {
  const json = parseJson(bytes)
  if (!json.ok) return json
  if (!isObject(json.value) || typeof json.value['resourceType'] !== 'string')
    return err(problem(400, 'structure', 'Une ressource FHIR est attendue (resourceType)'))
  if (!types.includes(json.value['resourceType']))
    return err(problem(400, 'invalid', `Ressource attendue : ${types.join(' ou ')}`))
  return ok(json.value)
}

export const unsupportedMedia = (says: string): FhirProblem => problem(415, 'not-supported', says)
