import type { JsonObject } from './fhir-json.js'
import { type FhirIssue, type FhirProblem, operationOutcome, problem } from './fhir-problem.js'

const jsonType = 'application/fhir+json; charset=utf-8'

export function fhirAnswer(
  status: number,
  resource: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(resource), {
    status,
    headers: { 'content-type': jsonType, ...headers },
  })
}

export function problemAnswer({ status, issues, retryAfterSeconds }: FhirProblem): Response {
  const headers: Record<string, string> = {}
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds)
  // RFC 6750 §3.
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="coffre"'
  return fhirAnswer(status, operationOutcome(issues), headers)
}

export const outcomeAnswer = (status: number, issues: readonly FhirIssue[]): Response =>
  fhirAnswer(status, operationOutcome(issues))

interface Accepted {
  readonly type: string
  readonly weight: number
  readonly fhirVersion: string | null
}

/** RFC 9110 §12.5.1. An absent header accepts all. */
export function acceptedTypes(header: string | null): Accepted[] {
  if (header === null || header.trim() === '')
    return [{ type: '*/*', weight: 1, fhirVersion: null }]
  return header
    .slice(0, 1_000)
    .split(',')
    .map((one) => {
      const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
      const named = new Map(parameters.map((part) => part.split('=', 2) as [string, string]))
      const weight = Number(named.get('q') ?? '1')
      return {
        type,
        weight: Number.isFinite(weight) ? weight : 0,
        fhirVersion: named.get('fhirversion') ?? null,
      }
    })
    .filter(({ weight }) => weight > 0)
}

const jsonNames = new Set([
  '*/*',
  'application/*',
  'application/json',
  'application/fhir+json',
  'application/json+fhir',
  'text/json',
  'json',
])

const notAcceptable = (): FhirProblem =>
  problem(
    406,
    'not-supported',
    "Réponses en application/fhir+json, FHIR 4.0 : le XML n'est pas proposé",
  )

/** `_format` goes before Accept (http://hl7.org/fhir/R4/http.html#parameters). */
export function refusesJson(format: string | null, accept: string | null): FhirProblem | null {
  if (format !== null)
    // A `+` that was not escaped arrives as a blank.
    return jsonNames.has(
      format.toLowerCase().replace('fhir json', 'fhir+json').split(';')[0]!.trim(),
    )
      ? null
      : notAcceptable()
  const usable = acceptedTypes(accept).some(
    ({ type, fhirVersion }) =>
      jsonNames.has(type) && (fhirVersion === null || fhirVersion.startsWith('4.0')),
  )
  return usable ? null : notAcceptable()
}
