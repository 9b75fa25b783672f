import { foldLetters, wordsOfLine } from './folded-words.js'
import { unspecificWords } from './unspecific-words.js'
import type { WordList } from './word-list.js'

/** What a phrase says for one type. */
export interface Hint {
  readonly typeIndex: number
  readonly weight: number
  /** As written in the knowledge: for the grounds, never the document's own words. */
  readonly phrase: string
  readonly number: number
  /** What is left of the weight when the phrase is one word. */
  readonly aloneFactor: number
}

export interface PhraseMatch {
  readonly start: number
  readonly end: number
  readonly hints: readonly Hint[]
}

interface Node {
  readonly next: Map<number, Node>
  hints: Hint[] | null
}

/** One word alone says less than an expression, and an unspecific one little. */
const singleWordFactor = 0.7
const unspecificWordFactor = 0.2

const newNode = (): Node => ({ next: new Map(), hints: null })

/** `weight: phrase; phrase` lines; see TypeKnowledge. */
export function weightedPhrases(text: string): { weight: number; phrase: string }[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).flatMap((line) => {
    const colon = line.indexOf(':')
    const weight = Number(line.slice(0, colon))
    if (!Number.isFinite(weight)) throw new Error(`knowledge line without a weight: ${line}`)
    const phrases = line.slice(colon + 1).split(';')
    return phrases.map((phrase) => ({ weight, phrase: phrase.trim() }))
  })
}

/**
 * Finds all phrases of all types in one walk over a line's words: a tree of words, so the time is
 * bounded by the number of words times the longest phrase, whatever the text.
 */
export class PhraseBook {
  readonly #root = newNode()
  readonly #words: WordList
  #count = 0

  constructor(words: WordList) {
    this.#words = words
  }

  add(typeIndex: number, weight: number, phrase: string): void {
    const words = wordsOfLine(foldLetters(phrase))
    if (words.length === 0 || (words.length === 1 && (words[0]?.length ?? 0) < 2)) return
    let node = this.#root
    for (const word of words) {
      const number = this.#words.add(word)
      let next = node.next.get(number)
      if (next === undefined) {
        next = newNode()
        node.next.set(number, next)
      }
      node = next
    }
    node.hints ??= []
    if (node.hints.some((hint) => hint.typeIndex === typeIndex)) return
    const aloneFactor = unspecificWords.has(words[0] ?? '')
      ? unspecificWordFactor
      : singleWordFactor
    node.hints.push({ typeIndex, weight, phrase, number: this.#count++, aloneFactor })
  }

  matches(numbers: readonly number[]): PhraseMatch[] {
    const found: PhraseMatch[] = []
    for (let start = 0; start < numbers.length; start++) {
      let node: Node | undefined = this.#root
      for (let at = start; at < numbers.length; at++) {
        node = node.next.get(numbers[at] as number)
        if (node === undefined) break
        if (node.hints !== null) found.push({ start, end: at + 1, hints: node.hints })
      }
    }
    return found
  }
}
