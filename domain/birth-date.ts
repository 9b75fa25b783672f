/** A birth date as far as it is known; 00 means an unknown month or day (RNIV, lunar dates). */
export interface BirthDate {
  /** Below 100: two figures, the century is not said. */
  readonly year: number
  readonly month: number | null
  readonly day: number | null
}

const months =
  'janv(?:ier)?|f[eé]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|' +
  'sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[eé]c(?:embre)?'
const monthHeads = [
  'jan',
  'fev',
  'mar',
  'avr',
  'mai',
  'jui',
  'jul',
  'aou',
  'sep',
  'oct',
  'nov',
  'dec',
]

function monthNamed(word: string): number {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const head = plain.startsWith('juil') ? 'jul' : plain.slice(0, 3)
  return monthHeads.indexOf(head) + 1
}

/** How dates are printed in French texts; for finding them in a text. */
export const printedDate =
  `(?:\\d{4}-\\d{2}-\\d{2}|[0-3]?\\d\\s?[/.\\-]\\s?[01]?\\d\\s?[/.\\-]\\s?\\d{4}|` +
  `[0-3]?\\d[/.\\-][01]?\\d[/.\\-]\\d{2}(?!\\d)|` +
  `[0-3]?\\d(?:er)?\\s+(?:${months})\\.?\\s+\\d{4}|[0-3]\\d\\s[01]\\d\\s(?:19|` +
  `20)\\d{2}|(?:[0-2]\\d|3[01])(?:0\\d|1[0-2])(?:19|20)\\d{2})`

const valid = (year: number, month: number, day: number): BirthDate => ({
  year,
  month: month >= 1 && month <= 12 ? month : null,
  day: month >= 1 && month <= 12 && day >= 1 && day <= 31 ? day : null,
})

/** Null when nothing is said, or it is no date. */
export function readBirthDate(text: string): BirthDate | null {
  const said = text.trim()
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$/.exec(said)
  if (iso !== null) return valid(Number(iso[1]), Number(iso[2] ?? 0), Number(iso[3] ?? 0))
  const french = /^(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})(?:\s.*)?$/.exec(said)
  if (french !== null) return valid(Number(french[3]), Number(french[2]), Number(french[1]))
  const turned = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(said)
  if (turned !== null) return valid(Number(turned[1]), Number(turned[2]), Number(turned[3]))
  const worded = new RegExp(`^(\\d{1,2})(?:er)?\\s+(${months})\\.?\\s+(\\d{4})$`, 'i').exec(said)
  if (worded !== null) return valid(Number(worded[3]), monthNamed(worded[2]!), Number(worded[1]))
  // HL7 TS: YYYY[MM[DD[hhmm...]]]; French forms without separators: DDMMYYYY.
  const plain = /^(\d{4})(\d{2})?(\d{2})?(?:\d{2,6}(?:\.\d+)?)?(?:[+-]\d{4})?$/.exec(said)
  if (plain === null) return null
  const year = Number(plain[1])
  const [month, day] = [Number(plain[2] ?? 0), Number(plain[3] ?? 0)]
  // 21061975 is no month 19 of the year 2106.
  const isFrench = said.length === 8 && (year < 1850 || year > 2150 || month > 12 || day > 31)
  if (isFrench) return valid(Number(said.slice(4)), Number(said.slice(2, 4)), (year / 100) | 0)
  return valid(year, month, day)
}

/**
 * `compatible`: one says less, and nothing against the other. `default`: one is a date that systems
 * put when they know the year alone (1 January, 30 or 31 December, RNIV).
 */
export type DateAgreement = 'same' | 'compatible' | 'default' | 'differs'

const isDefault = ({ month, day }: BirthDate): boolean =>
  (month === 1 && day === 1) || (month === 12 && (day === 31 || day === 30))

export function compareBirthDates(one: BirthDate, other: BirthDate): DateAgreement {
  const short = one.year < 100 || other.year < 100
  const sameYear = short ? one.year % 100 === other.year % 100 : one.year === other.year
  if (!sameYear) return 'differs'
  const agrees = (a: number | null, b: number | null) => a === null || b === null || a === b
  if (!agrees(one.month, other.month) || !agrees(one.day, other.day))
    return isDefault(one) || isDefault(other) ? 'default' : 'differs'
  const whole = [one, other].every(({ month, day }) => month !== null && day !== null)
  return whole && !short ? 'same' : 'compatible'
}
