import { foldLetters } from './folded-words.js'

/** Profession or speciality of the sender, as code (TRE_R38 SMnn, TRE_G15) or words. */
const rules: readonly (readonly [pattern: RegExp, codes: string])[] = [
  [/\bsm03\b|biologi/, '11502-2'],
  [/\bsm01\b|patholog|anatomo/, '60568-3'],
  [/\bsm4[45]\b|radiolog|imagerie|radiodiagnostic|nucleaire/, '18748-4'],
  [/\bsm02\b|anesthes/, '34749-2 77436-4'],
  [/\bsm38\b|ophtalm/, '78513-9'],
  [/\bsm21\b|genetic|genetique/, '51969-4'],
  [/\bsm42\b|psychiatr/, '68599-0'],
  [/chirurg/, '34874-8 34875-5'],
  [/urgen/, '15507-7 60280-5'],
  [/\bg15_21\b|pharmac/, '60593-1 56445-0 61357-0 78601-2'],
  [/\bg15_40\b|dentist/, '28617-9 83836-7'],
  [/\bg15_50\b|sage.femme|gynec|obstet/, '15508-5 89233-1'],
  [/\bg15_60\b|infirmi/, '11506-3'],
  [/\bg15_70\b|kinesi|orthophon|orthopti|psychomot|ergothera|dietet/, '34120-6'],
  [/psycholog/, '83901-9'],
  [/\bsm40\b|pediatr/, '59283-2'],
  [/\bsm(26|53|54)\b|generalist|medecine generale/, '60591-5 96349-6 57833-6'],
  [/assistant.? social|social/, '28653-4'],
]

const boost = 1

/** A small push for what this profession usually writes. */
export function specialityScores(speciality: string): Map<string, number> {
  const folded = foldLetters(speciality.slice(0, 200))
  const scores = new Map<string, number>()
  if (folded === '') return scores
  for (const [pattern, codes] of rules)
    if (pattern.test(folded)) for (const code of codes.split(' ')) scores.set(code, boost)
  return scores
}
