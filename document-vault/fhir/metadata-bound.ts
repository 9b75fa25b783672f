import { documentLimits } from '../../domain/document-limits.js'
import type { JsonObject } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'

/**
 * Whether a resource says more than metadata can: names, titles and identifiers are kept and judged
 * as a whole. The content of a document (`attachment.data`) is not counted.
 */
export const isMetadataTooBig = (resource: JsonObject): boolean =>
  JSON.stringify(resource, (name, value: unknown) => (name === 'data' ? undefined : value)).length >
  documentLimits.fhirMetadataCharactersMax

export const metadataTooBig = (expression: string): FhirProblem =>
  problem(413, 'too-long', 'Les métadonnées dépassent la taille admise', { expression })
