/** Signs that a text is about somebody of another age, where no name could be read. */
import { compareBirthDates, printedDate, readBirthDate } from '../../domain/birth-date.js'
import { isKnownFirstName } from '../../domain/known-first-names.js'
import { nameWords } from '../../domain/name-folding.js'
import { isProfessional } from './name-passages.js'
import { foldSameLength, roleBefore } from './text-roles.js'

const year = '(?:19|20)\\d\\d(?!\\d)'

/** Each gives one date; of folded text, line by line. */
const births: readonly RegExp[] = [
  new RegExp(`(?<![a-z])nee?(?:\\(e\\))?\\s+(?:le|en|vers)\\s+:?\\s*(${printedDate}|${year})`, 'g'),
  // "F 01/04/1954" alone on a line, and "9 ans (03/03/2015)".
  new RegExp(`^\\s*[mfh]\\s+(${printedDate})\\s*$`, 'g'),
  new RegExp(`^\\s*(${printedDate})\\s+[mfh]\\s*$`, 'g'),
  new RegExp(`(?<!\\d)\\d{1,3} ans\\s*\\(\\s*(${printedDate})`, 'g'),
  // "DUPUIS G. 01/04/1954 H"
  new RegExp(`^\\s*[a-z'-]{2,}(?: [a-z'-]{2,})? [a-z]\\. ?(${printedDate})`, 'g'),
]
const nameAndDate = new RegExp(`^\\s*((?:[a-z'-]{2,}[ ,]+){2,4})[(-]?\\s*(${printedDate})`)
const aged = /(?<![a-z])agee? de \d{1,3} (?:ans|mois)(?![a-z])/

/** What stands before on the line must not make it a relative's or a doctor's. */
const roleReach = 120

/**
 * Does a text in which the patient is not named say another birth date, or an age, of its patient?
 * `text`: of `readableText`, which bounds it.
 */
export function hasForeignBirth(text: string, birthDate: string): boolean {
  const own = readBirthDate(birthDate)
  const isForeign = (date: string): boolean => {
    const said = readBirthDate(date)
    return said !== null && (own === null || compareBirthDates(own, said) === 'differs')
  }
  const folded = foldSameLength(text)
  return folded.split('\n').some((line) => {
    const isOther = (at: number) => roleBefore(line.slice(Math.max(0, at - roleReach), at)) !== null
    for (const pattern of births)
      for (const match of line.matchAll(pattern))
        if (isForeign(match[1]!) && !isOther(match.index)) return true
    const age = line.search(aged)
    if (age >= 0 && !isOther(age)) return true
    const [, name = '', date = ''] = nameAndDate.exec(line) ?? []
    if (isProfessional(line)) return false
    return nameWords(name).some(isKnownFirstName) && isForeign(date) && !isOther(name.length)
  })
}
