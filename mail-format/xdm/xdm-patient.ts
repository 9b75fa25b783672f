import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { Sex } from '../../domain/profile.js'
import { birthFirstNames } from '../first-names.js'
import { parseHl7Date } from '../hl7-time.js'
import { chooseIns } from '../ins-choice.js'
import { component, patientIdentifier, repetitions } from './hl7-fields.js'

const sexes: Readonly<Record<string, Sex>> = { M: 'male', F: 'female' }

/** Fields of sourcePatientInfo: one slot value each (`PID-5|...`), repeated or with `~`. */
function fields(info: readonly string[], name: string): readonly string[] {
  const found = info.filter((value) => value.startsWith(`${name}|`))
  return found
    .flatMap((value) => repetitions(value.slice(name.length + 1)))
    .filter((value) => value.trim() !== '')
}

/** XPN.7 (IHE PAM France): L birth name, D used name; others and none as L when nothing else is. */
function namesOf(
  info: readonly string[],
): Pick<IdentityTraits, 'birthName' | 'usedName' | 'firstNames'> {
  const all = fields(info, 'PID-5')
  const typed = (type: string) => all.find((name) => component(name, 7) === type)
  const birth = typed('L') ?? typed('B') ?? typed('M') ?? typed('') ?? all[0] ?? ''
  const used = typed('D')
  const first = component(birth, 2)
  return {
    birthName: component(birth, 1),
    usedName: used === undefined || used === birth ? '' : component(used, 1),
    firstNames: birthFirstNames(
      first === '' ? [] : [first],
      [component(birth, 3)].filter((said) => said !== ''),
    ),
  }
}

export interface XdmPatient {
  readonly traits: IdentityTraits
  /** Several INS that are not one. */
  readonly contradicts: boolean
}

/** patientId, sourcePatientId (CX) and sourcePatientInfo as one identity. */
export function xdmPatient(
  patientIds: readonly string[],
  sourcePatientInfo: readonly string[],
): XdmPatient {
  const said = [...patientIds, ...fields(sourcePatientInfo, 'PID-3')]
  const { ins, contradicts } = chooseIns(said.map(patientIdentifier))
  return {
    traits: {
      matricule: ins?.id ?? null,
      insOid: ins?.oid ?? null,
      ...namesOf(sourcePatientInfo),
      birthDate: parseHl7Date(fields(sourcePatientInfo, 'PID-7')[0] ?? ''),
      sex: sexes[(fields(sourcePatientInfo, 'PID-8')[0] ?? '').trim().toUpperCase()] ?? 'unknown',
    },
    contradicts,
  }
}
