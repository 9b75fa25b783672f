import { compareBirthDates, printedDate, readBirthDate } from '../../domain/birth-date.js'
import { foldSameLength } from './text-roles.js'

const plural = new RegExp(`(?<![a-z])nee?s\\s+(?:tou(?:te)?s\\s+)?le\\s+(${printedDate})`, 'gi')

const person = "(?<!\\p{L})(?:\\p{Lu}[\\p{L}'’.-]{1,30} {1,3}){1,4}"
/** "X Nicolas (23/06/1985) / Y Julie (05/05/1987)": side by side, without a word between. */
const couple = new RegExp(
  `${person}\\((${printedDate})\\)\\s*(?:/|&|,|et)\\s*(?=${person}\\((${printedDate})\\))`,
  'gu',
)

/**
 * "Jumeaux Léo et Noé X, nés le 10/01/2024": a document of several people born on our patient's
 * birth date. It belongs to no single record;
 * neither does that of a couple or of a family.
 */
export function isShared(text: string, birthDate: string): boolean {
  const own = readBirthDate(birthDate)
  if (own === null) return false
  const folded = foldSameLength(text)
  for (const match of folded.matchAll(plural)) {
    const said = readBirthDate(match[1]!)
    if (said !== null && compareBirthDates(own, said) === 'same') return true
  }
  for (const match of text.matchAll(couple)) {
    const dates = [match[1]!, match[2]!].map(readBirthDate)
    const isOwn = dates.map((said) => said !== null && compareBirthDates(own, said) === 'same')
    if (isOwn[0] !== isOwn[1]) return true
  }
  return false
}
