import { nameWords } from './name-folding.js'
import { bestGrade, type NameGrade } from './name-grade.js'
import { editDistance, isSlip, soundAlike } from './name-likeness.js'

export interface FamilyNames {
  readonly birthName: string
  readonly usedName: string
}

const particles = new Set(
  'A AL AU AUX D DA DAS DE DEL DELLA DEN DER DES DI DO DOS DU ' +
    'EL L LA LAS LE LES LOS TER UND VAN VON Y ZU'.split(' '),
)

/** Systems cut names at 20 to 40 characters: a cut name is at least so long. */
const cutLettersMin = 12

const compact = (words: readonly string[]): string => words.join('')

/** Without particles; a name made of particles alone (LE, DA) stays whole. */
function core(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => !particles.has(word))
  return kept.length === 0 ? words : kept
}

/** MÜLLER is written MUELLER by those who have no Ü. */
const withoutUmlaut = (text: string): string => text.replace(/([AOU])E/g, '$1')

const isCut = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= cutLettersMin && long.startsWith(short)
}

/** All words of one are whole words of the other: half of a double name. */
function isPart(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length < long.length && short.some((w) => w.length > 2) && isWithin(short, long)
}
const isWithin = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((word) => all.includes(word))

function isRearranged(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && compact([...one].sort()) === compact([...other].sort())
}

function isNear(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length)
  if (shortest > 3 && (one.startsWith(other) || other.startsWith(one))) return true
  return shortest > 3 && editDistance(one, other) <= Math.min(3, Math.floor(shortest / 3))
}

/** One family name against one. Both have words. */
function gradeFamilyName(expected: string, said: string): NameGrade {
  const [a, b] = [nameWords(expected), nameWords(said)]
  const [whole, other] = [compact(a), compact(b)]
  if (whole === other) return 'same'
  const [x, y] = [core(a), core(b)]
  const [short, otherShort] = [compact(x), compact(y)]
  if (short === otherShort || withoutUmlaut(whole) === withoutUmlaut(other)) return 'variant'
  if (isCut(whole, other) || isRearranged(x, y)) return 'variant'
  if (isPart(x, y)) return 'loose'
  if (isSlip(whole, other) || isSlip(short, otherShort) || soundAlike(whole, other)) return 'typo'
  const shares = x.some((word) => word.length > 2 && y.includes(word))
  return shares || isNear(short, otherShort) ? 'near' : 'differs'
}

const joint =
  /^(.+?) (NEE?|NE E|EPOUSE|EPSE|EP|EPX|FEMME|FME|VEUVE|VVE|VE|DIVORCEE?|DIV|USAGE|DIT|DITE) (.+)$/

/** `DURAND née MARTIN` and `MARTIN épouse DURAND` in one field; other names as they are. */
function partFamilyNames(names: FamilyNames): FamilyNames {
  const whole = nameWords(names.birthName).join(' ')
  const parts = joint.exec(whole)
  if (parts === null) return { birthName: whole, usedName: nameWords(names.usedName).join(' ') }
  const [, before = '', mark = '', after = ''] = parts
  const isBorn = mark.startsWith('NE')
  return isBorn
    ? { birthName: after, usedName: before }
    : { birthName: before, usedName: nameWords(names.usedName).join(' ') || after }
}

/**
 * Birth and used name of both sides; null when one side says none. The used name is no strict trait
 * (RNIV): it may differ when the birth name is the same.
 */
export function gradeFamilyNames(patient: FamilyNames, document: FamilyNames): NameGrade | null {
  const expected = partFamilyNames(patient)
  const said = partFamilyNames(document)
  const birth = expected.birthName || expected.usedName
  const saidBirth = said.birthName || said.usedName
  if (birth === '' || saidBirth === '') return null
  const grades: NameGrade[] = [gradeFamilyName(birth, saidBirth)]
  const variantOf = (one: string, other: string, worst: NameGrade): void => {
    const grade = gradeFamilyName(one, other)
    if (grade === 'same' || grade === 'variant') grades.push('variant')
    else if (grade === 'typo') grades.push(worst)
  }
  const { usedName } = expected
  if (usedName !== '') {
    for (const joined of [`${birth} ${usedName}`, `${usedName} ${birth}`])
      variantOf(joined, saidBirth, 'typo')
    // The used name stands for the birth name, unless the document itself tells them apart and says
    // another used name: then it speaks of somebody born with our patient's used name.
    const own = said.usedName
    const tells = own !== '' && gradeFamilyName(own, saidBirth) !== 'same'
    const agrees = !tells || !['near', 'differs'].includes(gradeFamilyName(birth, own))
    if (agrees) variantOf(usedName, saidBirth, 'near')
  }
  if (said.usedName !== '')
    for (const joined of [`${saidBirth} ${said.usedName}`, `${said.usedName} ${saidBirth}`])
      variantOf(birth, joined, 'near')
  return bestGrade(grades)
}
