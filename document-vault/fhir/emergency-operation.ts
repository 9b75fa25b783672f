import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { EmergencyAccess } from '../contract/access.js'
import { instantOf } from './fhir-date.js'
import { type JsonObject, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import type { FindContext } from './find-documents.js'
import { namedParameter, recordOfParameters } from './operation-parameters.js'
import { refusalProblem } from './refusal-problem.js'

/**
 * `$bris-de-glace` and `$centre-regulation` (Code de la santé publique L1111-17): Parameters with
 * `identifier` (Identifier, or `system|value`) and `motif`; the answer says until when.
 */
export async function openInEmergency(
  mode: EmergencyAccess['mode'],
  parameters: JsonObject,
  { vault, caller }: FindContext,
): Promise<Result<JsonObject, FhirProblem>> {
  const record = recordOfParameters(parameters)
  if (!record.ok) return record
  const motive = (textAt(namedParameter(parameters, 'motif'), 'valueString') ?? '').trim()
  if (motive === '') return err(refusalProblem('motive-missing'))
  const charactersMax = documentLimits.emergencyMotiveCharsMax
  if (motive.length > charactersMax)
    return err(problem(422, 'too-long', `Le motif tient en ${charactersMax} caractères`))
  if (caller.kind !== 'professional') return err(refusalProblem('forbidden'))
  const opened = await vault.openInEmergency(record.value, mode, motive, caller)
  if (!opened.ok) return err(refusalProblem(opened.error))
  return ok({
    resourceType: 'Parameters',
    parameter: [
      { name: 'mode', valueCode: opened.value.mode },
      { name: 'jusqu-a', valueInstant: instantOf(opened.value.until) },
    ],
  })
}
