import type { Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import { type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'
import type { FhirProblem } from './fhir-problem.js'
import { recordOfIdentifier, recordOfToken } from './subject-identity.js'

/** Empty when it is not there. */
export const namedParameter = (parameters: JsonObject, name: string): JsonObject =>
  objectsAt(parameters, 'parameter').find((one) => textAt(one, 'name') === name) ?? {}

/** Whose record: the parameter `identifier`, as an Identifier or as `system|value`. */
export function recordOfParameters(parameters: JsonObject): Result<RecordKey, FhirProblem> {
  const said = namedParameter(parameters, 'identifier')
  const identifier = objectAt(said, 'valueIdentifier')
  return identifier === null
    ? recordOfToken(textAt(said, 'valueString') ?? '')
    : recordOfIdentifier(textAt(identifier, 'system') ?? '', textAt(identifier, 'value') ?? '')
}
