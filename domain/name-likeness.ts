/** How near two folded words are: edits of letters, and French sound. */

/** Longer words are cut: a bound on the square below. */
const lettersMax = 64

/** Edits (insert, drop, change, exchange of neighbours) between two words. */
export function editDistance(one: string, other: string): number {
  const a = one.slice(0, lettersMax)
  const b = other.slice(0, lettersMax)
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change)
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (exchanged) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/** A slip of the keyboard: one edit from four letters on, two from nine on. */
export function isSlip(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length)
  if (shortest < 4) return false
  return editDistance(one, other) <= (shortest >= 9 ? 2 : 1)
}

const sounds: readonly (readonly [RegExp, string])[] = [
  [/PH/g, 'F'],
  [/QU?|CK/g, 'K'],
  [/C(?=[EIY])/g, 'S'],
  [/C(?!H)/g, 'K'],
  [/([BDGKLNRTXV]|^)H/g, '$1'],
  [/Y/g, 'I'],
  [/W/g, 'V'],
  [/Z/g, 'S'],
  [/E?AU(?:LT|LD|X|T|D)?$/g, 'O'],
  [/E?AU(?:LT|LD)?/g, 'O'],
  [/AI|EI/g, 'E'],
  [/(.)\1+/g, '$1'],
  // MARIN and MARINE sound apart, DANIEL and DANIELE do not.
  [/(?<!N)ES?$|[STDX]$/g, ''],
]

/** MATHIEU and MATTHIEU, THIBAUT and THIBAULT, DUPONT and DUPOND have one key. */
const soundOf = (word: string): string =>
  sounds.reduce((key, [pattern, by]) => key.replace(pattern, by), word)

export const soundAlike = (one: string, other: string): boolean =>
  one.length > 3 && other.length > 3 && soundOf(one) === soundOf(other)
