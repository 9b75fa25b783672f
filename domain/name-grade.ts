/**
 * How a said name stands to the expected one, from best to worst.
 * `same`: equal but for accents, case, hyphens. `variant`: another usual writing (used name,
 * initial, particle). `loose`: a part of it, or exchanged; needs an equal INS or birth date.
 * `typo`: a slip of the keyboard. `other`: another birth given name, or half of a compound one; a
 * twin can bear it, so that the INS alone bears the doubt. `near`: perhaps a brother or sister; a
 * human must look.
 */
export type NameGrade = 'same' | 'variant' | 'loose' | 'typo' | 'other' | 'near' | 'differs'

const order: readonly NameGrade[] = ['same', 'variant', 'loose', 'typo', 'other', 'near', 'differs']

const isWorse = (one: NameGrade, other: NameGrade): boolean =>
  order.indexOf(one) > order.indexOf(other)

export const bestGrade = (grades: readonly NameGrade[]): NameGrade =>
  grades.reduce((best, grade) => (isWorse(best, grade) ? grade : best), 'differs')
