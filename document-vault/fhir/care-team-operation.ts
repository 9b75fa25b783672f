import { err, ok, type Result } from '../../domain/result.js'
import { instantOf } from './fhir-date.js'
import { type JsonObject, textAt } from './fhir-json.js'
import type { FhirProblem } from './fhir-problem.js'
import type { FindContext } from './find-documents.js'
import { namedParameter, recordOfParameters } from './operation-parameters.js'
import { refusalProblem } from './refusal-problem.js'

const bases: Readonly<Record<string, 'care-team' | 'consent'>> = {
  '': 'care-team',
  'equipe-de-soins': 'care-team',
  consentement: 'consent',
}

/**
 * `$equipe-de-soins` (DMP TD0.3): a professional declares to belong to the patient's care team, or
 * (`base` = `consentement`) to have the patient's explicit consent for this consultation. The
 * patient is told; the answer says until when the record is open, where that has an end.
 */
export async function declareCareTeam(
  parameters: JsonObject,
  { vault, caller }: FindContext,
): Promise<Result<JsonObject, FhirProblem>> {
  const record = recordOfParameters(parameters)
  if (!record.ok) return record
  const said = textAt(namedParameter(parameters, 'base'), 'valueCode') ?? ''
  const basis = Object.hasOwn(bases, said) ? bases[said] : undefined
  if (basis === undefined) return err(refusalProblem('invalid'))
  if (caller.kind !== 'professional') return err(refusalProblem('forbidden'))
  const { nationalId, name } = caller
  const change = {
    kind: 'authorise',
    professional: { nationalId, name },
    until: null,
    basis,
  } as const
  const changed = await vault.changeAccess(record.value, change, caller)
  if (!changed.ok) return err(refusalProblem(changed.error))
  const own = changed.value.authorised.find((one) => one.nationalId === nationalId)
  const until = own?.until ?? null
  return ok({
    resourceType: 'Parameters',
    parameter: [
      { name: 'autorise', valueBoolean: own !== undefined },
      ...(until === null ? [] : [{ name: 'jusqu-a', valueInstant: instantOf(until) }]),
    ],
  })
}
