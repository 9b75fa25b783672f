/** Shorter words have too many neighbours that mean something else. */
const misspeltLengthMin = 7
const knownMax = 50_000
export const unknownWord = -1

/** All ways to leave one letter out. */
function shortened(word: string): string[] {
  const ways: string[] = []
  for (let at = 1; at < word.length; at++) ways.push(word.slice(0, at) + word.slice(at + 1))
  return ways
}

/**
 * The words that phrases are made of, by number. A long word with one letter wrong, missing, double
 * or swapped (a slip of the typist or of the OCR) counts as the word meant, if its first letter is
 * right and only one word can be meant.
 */
export class WordList {
  readonly #numbers = new Map<string, number>()
  readonly #neighbours = new Map<string, number>()
  readonly #meant = new Map<string, number>()

  add(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(word, number)
    if (word.length >= misspeltLengthMin && !/\d/.test(word))
      for (const way of [word, ...shortened(word)])
        this.#neighbours.set(way, this.#neighbours.has(way) ? unknownWord : number)
    return number
  }

  number(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    if (word.length < misspeltLengthMin - 1 || word.length > 30) return unknownWord
    let meant = this.#meant.get(word)
    if (meant === undefined) {
      meant = this.#guess(word)
      if (this.#meant.size >= knownMax) this.#meant.clear()
      this.#meant.set(word, meant)
    }
    return meant
  }

  #guess(word: string): number {
    const candidates = new Set<number>()
    for (const way of [word, ...shortened(word)]) {
      const number = this.#neighbours.get(way)
      if (number !== undefined) candidates.add(number)
    }
    const [only = unknownWord] = candidates
    return candidates.size === 1 ? only : unknownWord
  }
}
