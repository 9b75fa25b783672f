/**
 * Is what a document says of its patient true of this patient? (RNIV; mssante.md §4, §7.)
 *
 * - The INS is matricule, key and authority together. Test and production never meet.
 * - Traits: birth name, first given name, birth date, sex. What is not said does not contradict.
 * - A spelling variant needs nothing else; a part of a name or a slip of the keyboard needs an
 *   equal INS or an equal whole birth date; what could be a brother, a sister or a parent is never
 *   taken.
 * - The sex, year and month inside the number are no proof: people change sex, and numbers of
 *   people born abroad carry fictitious months.
 */
import { compareBirthDates, type DateAgreement, readBirthDate } from './birth-date.js'
import { gradeFamilyNames } from './family-names.js'
import { gradeFirstNames } from './first-names.js'
import type {
  IdentityDecision,
  IdentityReason,
  IdentityTraits,
  IdentityVerdict,
} from './identity-traits.js'
import { type Environment, environmentOfOid, parseMatricule } from './ins.js'
import type { NameGrade } from './name-grade.js'

/**
 * Where the identity is said. `document`: a clinical header (CDA), which must name the INS.
 * `metadata`: an XDM entry, where the traits are optional. `text`: printed for people; nothing is
 * required, and a contradiction holds, never refuses.
 */
export type IdentitySource = 'document' | 'metadata' | 'text'

/** Grades of the traits; null when one side says nothing. */
export interface TraitGrades {
  readonly family: NameGrade | null
  readonly first: NameGrade | null
  readonly date: DateAgreement | null
  readonly sex: 'same' | 'differs' | null
}

export const verdict = (
  decision: IdentityDecision,
  reason: IdentityReason,
  ...grounds: readonly string[]
): IdentityVerdict => ({ decision, reason, grounds })

/** Blanks, dots and hyphens of a printed number say nothing. */
export const bareMatricule = (text: string | null): string =>
  (text ?? '').replace(/[\s.\u2010-\u2015-]/g, '').toUpperCase()

/** Grades of two family-name and first-name fields, exchanged ones included. */
export function gradeTraits(patient: IdentityTraits, said: IdentityTraits): TraitGrades {
  let family = gradeFamilyNames(patient, said)
  let first = gradeFirstNames(patient.firstNames, said.firstNames)
  if (family === 'differs' || family === 'near' || first === 'differs' || first === 'near') {
    const [given = '', usedName] = [said.firstNames.join(' '), '']
    const turnedFamily = gradeFamilyNames(patient, { birthName: given, usedName })
    const turnedFirst = gradeFirstNames(patient.firstNames, [said.birthName])
    const isFit = (grade: NameGrade | null) => grade === 'same' || grade === 'variant'
    if (isFit(turnedFamily) && isFit(turnedFirst)) [family, first] = ['loose', 'loose']
  }
  const [own, other] = [readBirthDate(patient.birthDate), readBirthDate(said.birthDate)]
  const date = own === null || other === null ? null : compareBirthDates(own, other)
  const unknown = patient.sex === 'unknown' || said.sex === 'unknown'
  const sex = unknown ? null : patient.sex === said.sex ? 'same' : 'differs'
  return { family, first, date, sex }
}

const contradictions: readonly (readonly [
  IdentityReason,
  (grades: TraitGrades) => boolean,
  string,
])[] = [
  [
    'birth-name-differs',
    ({ family }) => family === 'differs',
    'Le nom de naissance énoncé n’est pas celui du dossier.',
  ],
  [
    'birth-date-differs',
    ({ date }) => date === 'differs',
    'La date de naissance énoncée n’est pas celle du dossier.',
  ],
  [
    'first-name-differs',
    ({ first }) => first === 'differs',
    'Le premier prénom énoncé n’est pas celui du dossier.',
  ],
  ['sex-differs', ({ sex }) => sex === 'differs', 'Le sexe énoncé n’est pas celui du dossier.'],
]

const saysOfName: Readonly<Record<'family' | 'first', Partial<Record<NameGrade, string>>>> = {
  family: {
    same: 'Nom égal.',
    variant: 'Nom égal, écrit autrement (usage, particule, coupure).',
    loose: 'Une partie du nom est énoncée, ou le nom et le prénom sont inversés.',
    typo: 'Nom à une faute de frappe près.',
    near: 'Nom proche, mais qui peut être celui d’une autre personne.',
  },
  first: {
    same: 'Premier prénom égal.',
    variant: 'Premier prénom égal, écrit autrement (initiale, liste).',
    loose: 'Une partie du prénom est énoncée, ou le nom et le prénom sont inversés.',
    other: 'Un autre prénom de naissance, ou la moitié d’un prénom composé, est énoncé.',
    typo: 'Prénom à une faute de frappe près.',
    near: 'Prénom proche, mais qui peut être celui d’un frère ou d’une sœur.',
  },
}

function groundsOf({ family, first, date, sex }: TraitGrades): string[] {
  const grounds: string[] = []
  const add = (says: string | undefined) => says !== undefined && grounds.push(says)
  if (family !== null) add(saysOfName.family[family])
  if (first !== null) add(saysOfName.first[first])
  if (date === 'same') add('Date de naissance égale.')
  if (date === 'compatible') add('Date de naissance incomplète, sans contradiction.')
  if (sex === 'same') add('Sexe égal.')
  return grounds
}

/**
 * `insSame`: the number is said and equal. Without it, the birth date must bear every doubt.
 * A doubt gives the reason of the trait that is in doubt.
 */
function doubtOf(grades: TraitGrades, insSame: boolean): IdentityReason | null {
  const { family, first, date, sex } = grades
  if (family === 'near') return 'birth-name-differs'
  if (first === 'near' || (first === 'other' && !insSame)) return 'first-name-differs'
  if (date === 'default') return 'birth-date-differs'
  const whole = date === 'same'
  if (family === 'typo' && (!whole || first === 'typo' || (first === 'loose' && !insSame)))
    return 'birth-name-differs'
  // MICHEL and MICHELE sound alike: only the sex tells a slip from a sister.
  if (first === 'typo' && (!whole || sex !== 'same')) return 'first-name-differs'
  // A longer name without a first name may hold the first name of somebody else (DURAND SOPHIE).
  if (family === 'loose' && first === null && !insSame) return 'birth-name-differs'
  if (family === 'loose' && (!insSame || first === 'loose') && !whole) return 'birth-name-differs'
  if (first === 'loose' && !insSame && !whole) return 'first-name-differs'
  return null
}

/** The traits alone, with the INS already found equal, or not said. */
export function judgeTraits(
  patient: IdentityTraits,
  said: IdentityTraits,
  insSame: boolean,
): IdentityVerdict {
  const grades = gradeTraits(patient, said)
  const against = contradictions.filter(([, isAgainst]) => isAgainst(grades))
  const grounds = groundsOf(grades)
  if (against.length > 0)
    return verdict('refuse', against[0]![0], ...against.map(([, , says]) => says), ...grounds)
  const doubt = doubtOf(grades, insSame)
  if (doubt !== null) {
    const bydate = grades.date === 'default' ? ['Date de naissance par défaut, à vérifier.'] : []
    return verdict('hold', doubt, ...bydate, ...grounds)
  }
  const isCompared = Object.values(grades).some((grade) => grade !== null)
  if (!isCompared && !insSame && saysTraits(said))
    return verdict('hold', 'identity-incomplete', 'Le dossier n’a pas de trait à comparer.')
  return verdict('accept', 'identity-matches', ...grounds)
}

/** Null: equal, or not said. */
function judgeIns(
  patient: IdentityTraits,
  said: IdentityTraits,
  environment: Environment,
  source: IdentitySource,
): IdentityVerdict | null {
  const oid = said.insOid?.trim() ?? ''
  const number = bareMatricule(said.matricule)
  if (patient.insOid !== null && environmentOfOid(patient.insOid) !== environment)
    return verdict('refuse', 'ins-environment', 'Le dossier n’est pas de cet environnement.')
  if (number === '')
    return source === 'text' ? null : verdict('refuse', 'ins-missing', 'Aucun INS énoncé.')
  if (oid !== '' || source !== 'text') {
    const realm = environmentOfOid(oid)
    if (realm === null)
      return verdict('refuse', 'ins-oid-unknown', 'L’OID n’est pas une autorité de l’INS.')
    if (realm !== environment)
      return verdict('refuse', 'ins-environment', 'INS de test et de production mêlés.')
  }
  const parsed = parseMatricule(number)
  const own = bareMatricule(patient.matricule)
  // The record bears the same wrong number: the fault may be ours, so that somebody must look.
  if (!parsed.ok)
    return verdict(
      number === own && number.length === 15 ? 'hold' : 'refuse',
      'ins-malformed',
      'Matricule incomplet, ou clé fausse.',
    )
  if (own === '')
    return verdict('hold', 'identity-incomplete', 'Le dossier n’a pas d’INS à comparer.')
  if (parsed.value !== own)
    return verdict('refuse', 'ins-differs', 'L’INS énoncé est celui d’une autre personne.')
  if (oid !== '' && patient.insOid !== null && oid !== patient.insOid)
    return verdict('hold', 'ins-differs', 'Même matricule, d’une autre autorité d’affectation.')
  return null
}

const saysTraits = (said: IdentityTraits): boolean =>
  said.birthName.trim() !== '' ||
  said.usedName.trim() !== '' ||
  said.firstNames.some((name) => name.trim() !== '') ||
  readBirthDate(said.birthDate) !== null

function judge(
  patient: IdentityTraits,
  said: IdentityTraits,
  environment: Environment,
  source: IdentitySource,
): IdentityVerdict {
  const ins = judgeIns(patient, said, environment, source)
  const insSame = bareMatricule(said.matricule) !== ''
  if (ins !== null) {
    const traits = judgeTraits(patient, said, false)
    return traits.decision === 'refuse' && ins.decision === 'hold'
      ? traits
      : { ...ins, grounds: [...ins.grounds, ...traits.grounds] }
  }
  if (!saysTraits(said)) {
    if (!insSame) return verdict('accept', 'identity-not-said', 'Aucune identité énoncée.')
    return source === 'document'
      ? verdict('hold', 'identity-incomplete', 'INS égal, sans aucun trait d’identité.')
      : verdict('accept', 'identity-matches', 'INS égal ; aucun trait d’identité énoncé.')
  }
  const traits = judgeTraits(patient, said, insSame)
  return insSame ? { ...traits, grounds: ['INS égal.', ...traits.grounds] } : traits
}

/**
 * One said identity against one patient. Accepts nothing but an equal INS and traits that fit it;
 * for `text`, what contradicts nothing (`identity-not-said` when there is nothing at all).
 */
export function judgeIdentity(
  patient: IdentityTraits,
  said: IdentityTraits,
  environment: Environment,
  source: IdentitySource = 'document',
): IdentityVerdict {
  const found = judge(patient, said, environment, source)
  if (source === 'text' && found.decision === 'refuse') return { ...found, decision: 'hold' }
  return found
}
