import { isKnownFirstName } from './known-first-names.js'
import { nameWords } from './name-folding.js'
import type { NameGrade } from './name-grade.js'
import { editDistance, isSlip, soundAlike } from './name-likeness.js'

/** One birth given name, perhaps compound; several may stand in one field. */
interface Given {
  readonly words: readonly string[]
  readonly whole: string
  /** Written with a hyphen: surely one compound name, not a list. */
  readonly isCompound: boolean
}

const givenOf = (text: string): Given => {
  const words = nameWords(text)
  const isCompound = words.length > 1 && /\p{L}\.?\s*[-\u2010-\u2015]\s*\p{L}/u.test(text)
  return { words, whole: words.join(''), isCompound }
}

/** "Jean-François René" is two names: where hyphens are used, blanks part the names. */
const listed = (text: string): readonly string[] => {
  const tight = text.replace(/\s*[-\u2010-\u2015]\s*/g, '-').trim()
  return tight.includes('-') ? tight.split(/\s+/) : [tight]
}
const givensOf = (texts: readonly string[]): readonly Given[] =>
  texts
    .flatMap((text) => text.split(/[,;/]/))
    .flatMap(listed)
    .map(givenOf)
    .filter(({ words }) => words.length > 0)

const flat = (givens: readonly Given[]): readonly string[] => givens.flatMap(({ words }) => words)

/** JP, J P or J PIERRE for JEAN PIERRE: each word is an initial, or equal. */
function hasInitials(expected: readonly string[], said: readonly string[]): boolean {
  const glued = said.length === 1 && said[0]!.length === 2 && expected.length > 1
  const words = glued && !isKnownFirstName(said[0]!) ? [...said[0]!] : said
  if (words.length > expected.length || !words.some((word) => word.length === 1)) return false
  return words.every((word, i) =>
    word.length === 1 ? expected[i]!.startsWith(word) : word === expected[i],
  )
}

/** One list goes on where the other ends: JEAN and JEAN, PIERRE. Null when they part. */
function continued(short: readonly Given[], long: readonly Given[]): NameGrade | null {
  const [words, all] = [flat(short), flat(long)]
  let [text, count] = ['', 0]
  const wanted = words.join('')
  while (count < all.length && text.length < wanted.length) text += all[count++]!
  if (text !== wanted) return null
  if (count === all.length) return 'same'
  let end = 0
  for (const { words: own, isCompound } of long) {
    end += own.length
    if (end === count) return 'same'
    // JEAN for JEAN-PIERRE is half a name; JEAN for "JEAN PIERRE MARIE" is a shorter list.
    if (end > count) return isCompound ? 'other' : 'variant'
  }
  return null
}

/** Same first word, then another: MARIE CLAIRE and MARIE LAURE are two persons if compound. */
function parted(expected: readonly Given[], said: readonly Given[]): NameGrade | null {
  const [first, other] = [expected[0]!, said[0]!]
  if (first.words.length === 1 && other.words.length === 1)
    return first.whole === other.whole ? 'variant' : null
  if (first.words[0] !== other.words[0]) return null
  const words = first.words.map((word, i) => [word, other.words[i] ?? ''] as const)
  const sameCount = first.words.length === other.words.length
  const isSpelling = ([word, said]: readonly [string, string]) =>
    word === said || soundAlike(word, said) || (isSlip(word, said) && !isSibling(word, said))
  if (sameCount && words.every(isSpelling)) return 'typo'
  return first.isCompound && other.isCompound ? 'differs' : 'near'
}

/** Both are first names, or they differ in their ending alone (CAMILLE, CAMILLA). */
function isSibling(expected: string, said: string): boolean {
  if (isKnownFirstName(expected) && isKnownFirstName(said)) return true
  const shortest = Math.min(expected.length, said.length)
  return expected.slice(0, shortest - 1) === said.slice(0, shortest - 1)
}

function gradeWhole(expected: string, said: string): NameGrade {
  const shortest = Math.min(expected.length, said.length)
  const bothKnown = isKnownFirstName(expected) && isKnownFirstName(said)
  const isHead = shortest > 2 && (expected.startsWith(said) || said.startsWith(expected))
  if (soundAlike(expected, said)) return 'typo'
  if (isSlip(expected, said)) return isSibling(expected, said) ? 'near' : 'typo'
  if (isHead) return bothKnown ? 'near' : 'loose'
  return shortest > 2 && editDistance(expected, said) <= (shortest > 5 ? 2 : 1) ? 'near' : 'differs'
}

/** Another of the birth given names in everyday use, or half of a compound one. */
function isOtherGiven(expected: readonly Given[], said: readonly Given[]): boolean {
  if (said.length !== 1) return false
  const { whole, words } = said[0]!
  return (
    whole.length > 2 &&
    expected.some((one) => one.whole === whole || (words.length === 1 && one.words.includes(whole)))
  )
}

/**
 * Birth given names in their order, the first one being the strict trait (RNIV). Null when one side
 * says none.
 */
export function gradeFirstNames(
  patient: readonly string[],
  document: readonly string[],
): NameGrade | null {
  const [expected, said] = [givensOf(patient), givensOf(document)]
  if (expected.length === 0 || said.length === 0) return null
  const [first, other] = [expected[0]!, said[0]!]
  if (first.whole === other.whole) return 'same'
  const [a, b] = [flat(expected), flat(said)]
  const goesOn =
    a.join('').length >= b.join('').length ? continued(said, expected) : continued(expected, said)
  if (goesOn !== null) return goesOn
  if (hasInitials(a, b) || hasInitials(b, a)) return 'variant'
  const apart = parted(expected, said)
  if (apart !== null) return apart
  if (isOtherGiven(expected, said)) return 'other'
  const sameWords = a.length > 1 && [...a].sort().join(' ') === [...b].sort().join(' ')
  const turned = said.some(({ whole }) => whole === first.whole)
  const grade = gradeWhole(first.whole, other.whole)
  return grade === 'differs' && (sameWords || turned) ? 'near' : grade
}
