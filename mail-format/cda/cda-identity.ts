import { documentLimits } from '../../domain/document-limits.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { Sex } from '../../domain/profile.js'
import { birthFirstNames } from '../first-names.js'
import { parseHl7Date } from '../hl7-time.js'
import { chooseIns, type PatientIdentifier } from '../ins-choice.js'
import { attributeOf, childrenOf, elementAt, textOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'

const sexes: Readonly<Record<string, Sex>> = { M: 'male', F: 'female' }

export interface CdaIdentity {
  readonly patient: IdentityTraits
  /** `root^extension`, or `root`. */
  readonly otherPatientIds: readonly string[]
  readonly alarms: readonly string[]
}

/** `root` or `root^extension` of an II; empty when null (`nullFlavor`). */
export function instanceIdentifier(element: XmlElement | null): string {
  const root = attributeOf(element, 'root')
  const extension = attributeOf(element, 'extension')
  return root === '' || extension === '' ? root : `${root}^${extension}`
}

/** Qualifier is a set of codes (`BR`, `CL`, `SP`, `BR CL`...). */
const qualifiers = (part: XmlElement): readonly string[] =>
  attributeOf(part, 'qualifier').split(' ')

function saidWith(parts: readonly XmlElement[], qualifier: string): readonly string[] {
  const said = parts.filter((part) => qualifiers(part).includes(qualifier)).map(textOf)
  return said.filter((text) => text !== '')
}

/**
 * Names of a PN (volet Structuration Minimale): family BR birth name, CL used name, SP spouse's;
 * given BR the first birth given name, without qualifier all of them, CL the used one.
 */
function names(patient: XmlElement): Pick<IdentityTraits, 'birthName' | 'usedName' | 'firstNames'> {
  const all = childrenOf(patient, 'name').slice(0, documentLimits.cdaIdentifiersMax)
  const families = all.flatMap((name) => childrenOf(name, 'family'))
  const givens = all.flatMap((name) =>
    childrenOf(name, 'given').slice(0, documentLimits.cdaIdentifiersMax),
  )
  const plainFamily = saidWith(families, '')[0]
  const birth = saidWith(families, 'BR')[0] ?? plainFamily
  const used = saidWith(families, 'CL')[0] ?? saidWith(families, 'SP')[0] ?? ''
  const birthGiven = saidWith(givens, 'BR')
  const listed = saidWith(givens, '')
  const usedGiven = saidWith(givens, 'CL')
  const hasBirthGiven = birthGiven.length + listed.length > 0
  return {
    birthName: birth ?? used,
    usedName: birth === undefined ? '' : used,
    firstNames: birthFirstNames(hasBirthGiven ? birthGiven : usedGiven, listed),
  }
}

/** Who `recordTarget` names. Guardians, informants and participants are other people. */
export function cdaIdentity(recordTarget: XmlElement | null): CdaIdentity {
  const role = elementAt(recordTarget, 'patientRole')
  const patient = elementAt(role, 'patient')
  const ids = childrenOf(role, 'id').slice(0, documentLimits.cdaIdentifiersMax)
  const identifiers: PatientIdentifier[] = ids
    .map((id) => ({ oid: attributeOf(id, 'root'), id: attributeOf(id, 'extension') }))
    .filter(({ oid }) => oid !== '')
  const chosen = chooseIns(identifiers)
  const said = patient === null ? null : names(patient)
  return {
    patient: {
      matricule: chosen.ins?.id ?? null,
      insOid: chosen.ins?.oid ?? null,
      birthName: said?.birthName ?? '',
      usedName: said?.usedName ?? '',
      firstNames: said?.firstNames ?? [],
      birthDate: parseHl7Date(attributeOf(elementAt(patient, 'birthTime'), 'value')),
      sex: sexes[attributeOf(elementAt(patient, 'administrativeGenderCode'), 'code')] ?? 'unknown',
    },
    otherPatientIds: chosen.others.map(({ oid, id }) => (id === '' ? oid : `${oid}^${id}`)),
    alarms: chosen.contradicts ? ['several-ins'] : [],
  }
}
