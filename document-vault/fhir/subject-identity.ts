import type { IdentityTraits } from '../../domain/identity-traits.js'
import { environmentOfOid, parseMatricule } from '../../domain/ins.js'
import type { Sex } from '../../domain/profile.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { RecordKey } from '../contract/callers.js'
import { type Json, type JsonObject, objectAt, objectsAt, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'
import type { ResourceIds } from './resource-ids.js'

/** A token `urn:oid:1.2.250.1.213.1.4.8|1800175...`: whose record. */
export function recordOfToken(token: string): Result<RecordKey, FhirProblem> {
  const bar = token.indexOf('|')
  return bar < 0 ? err(notWhole()) : recordOfIdentifier(token.slice(0, bar), token.slice(bar + 1))
}

const notWhole = (): FhirProblem =>
  problem(
    400,
    'value',
    "Désignez le patient par son INS : l'OID de l'autorité, « | », puis le matricule (15 signes)",
    { detail: 'ins-malformed' },
  )

export function recordOfIdentifier(system: string, value: string): Result<RecordKey, FhirProblem> {
  const oid = system.startsWith('urn:oid:') ? system.slice(8) : system
  const matricule = parseMatricule(value)
  if (environmentOfOid(oid) === null || !matricule.ok) return err(notWhole())
  return ok({ insOid: oid, matricule: matricule.value })
}

/** The identifier of a Patient whose system is an INS; others (IPP) are left aside. Null: none. */
export function insOf(identifiers: readonly JsonObject[]): RecordKey | null {
  const ins = identifiers.find((identifier) => {
    const system = textAt(identifier, 'system') ?? ''
    return environmentOfOid(system.replace(/^urn:oid:/, '')) !== null
  })
  if (ins === undefined) return null
  const record = recordOfIdentifier(textAt(ins, 'system')!, textAt(ins, 'value') ?? '')
  return record.ok ? record.value : null
}

const wholeIns = (identifiers: readonly JsonObject[]): Result<RecordKey, FhirProblem> => {
  const record = insOf(identifiers)
  return record === null ? err(notWhole()) : ok(record)
}

/** What a reference may resolve to: resources of the Bundle by fullUrl, contained ones by `#id`. */
export type ResolvePatient = (reference: string) => JsonObject | null

/**
 * Whose record a `subject` names: a logical identifier, a conditional reference
 * (`Patient?identifier=`), our own `Patient/[id]`, or a Patient sent along (MHD 2:3.65.4.1.2.2).
 */
export function recordOfSubject(
  subject: Json | undefined,
  ids: ResourceIds,
  resolve: ResolvePatient,
): Result<RecordKey, FhirProblem> {
  const identifier = objectAt(subject, 'identifier')
  if (identifier !== null) return wholeIns([identifier])
  const reference = textAt(subject, 'reference') ?? ''
  const conditional = /(?:^|\/)Patient\?identifier=([^&]+)$/.exec(reference)
  if (conditional !== null) return recordOfToken(decoded(conditional[1]!))
  const known = ids.openPatient(/(?:^|\/)Patient\/([A-Za-z0-9.-]+)$/.exec(reference)?.[1] ?? '')
  if (known !== null) return ok(known)
  const sent = resolve(reference)
  return sent === null ? err(notWhole()) : wholeIns(objectsAt(sent, 'identifier'))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

const sexes: Readonly<Record<string, Sex>> = { male: 'male', female: 'female' }

/** Names of a Patient that was sent; `official` is the birth name (FrCore). Null: none is said. */
export function traitsOf(patient: JsonObject, record: RecordKey): IdentityTraits | null {
  const names = objectsAt(patient, 'name')
  const official = names.find((name) => textAt(name, 'use') === 'official') ?? names[0]
  const usual = names.find((name) => textAt(name, 'use') === 'usual')
  const given = official?.['given']
  const birthName = textAt(official, 'family') ?? ''
  const birthDate = textAt(patient, 'birthDate') ?? ''
  if (birthName === '' && birthDate === '') return null
  return {
    matricule: record.matricule,
    insOid: record.insOid,
    birthName,
    usedName: textAt(usual, 'family') ?? '',
    firstNames: Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [],
    birthDate,
    sex: sexes[textAt(patient, 'gender') ?? ''] ?? 'unknown',
  }
}
