import { documentLimits } from '../../domain/document-limits.js'
import type { Space } from '../../domain/space.js'
import { documentType } from '../terminology/document-types.js'
import { foldLetters, wordsOfLine } from './folded-words.js'
import { knowledge } from './knowledge/knowledge.js'
import { type Hint, PhraseBook, type PhraseMatch, weightedPhrases } from './phrase-book.js'
import { WordList } from './word-list.js'

/** What was found for one type. */
export interface TypeEvidence {
  readonly score: number
  /** Phrases of the knowledge, the weightiest first. */
  readonly phrases: readonly string[]
  /** What is left of the score by phrases that are known of no other space. */
  readonly ownScore: number
}

/** An expression of titles that the text only mentions. */
const mentionFactor = 0.25
const none: TypeEvidence = { score: 0, phrases: [], ownScore: 0 }
const words = new WordList()
const titles = new PhraseBook(words)
const texts = new PhraseBook(words)
for (const [index, { title, text }] of knowledge.entries()) {
  for (const { weight, phrase } of weightedPhrases(text ?? '')) texts.add(index, weight, phrase)
  for (const { weight, phrase } of weightedPhrases(title)) {
    titles.add(index, weight, phrase)
    if (phrase.includes(' ')) texts.add(index, weight * mentionFactor, phrase)
  }
}

const indexOf = (code: string): number => knowledge.findIndex((type) => type.code === code)
/** What a title names after "ordonnance" or "demande" is asked for, not reported. */
const orderOf = new Map([
  [indexOf('18748-4'), indexOf('55115-0')],
  [indexOf('11502-2'), indexOf('PRESC-BIO')],
  [indexOf('60568-3'), indexOf('PRESC-BIO')],
])
const orderWords = new Set(
  ['ordonnance', 'prescription', 'demande', 'bon'].map((word) =>
    words.add(wordsOfLine(word)[0] ?? ''),
  ),
)

/** A line of the document as word numbers. */
export const numbersOf = (line: string): number[] => numbersOfFolded(foldLetters(line))

export const numbersOfFolded = (line: string): number[] =>
  wordsOfLine(line)
    .slice(0, documentLimits.classifiedLineWordsMax)
    .map((word) => words.number(word))

const inside = (inner: PhraseMatch, outer: PhraseMatch): boolean =>
  outer.start <= inner.start &&
  inner.end <= outer.end &&
  outer.end - outer.start > inner.end - inner.start

const firstBonus = 1.2
const laterFactor = 0.85
const insideFactor = 0.12
const furtherFactor = 0.2

function isOrder(numbers: readonly number[], match: PhraseMatch): boolean {
  const before = numbers.slice(0, match.start)
  return before.some((number) => orderWords.has(number))
}

interface Scored {
  best: number
  rest: number
  phrase: string
}

function addScore(scores: Map<number, Scored>, typeIndex: number, score: number, hint: Hint) {
  const known = scores.get(typeIndex)
  if (known === undefined) {
    scores.set(typeIndex, { best: score, rest: 0, phrase: hint.phrase })
  } else if (score > known.best) {
    known.rest += known.best
    known.best = score
    known.phrase = hint.phrase
  } else known.rest += score
}

/** The phrases of one title; the longest wins, and what stands first weighs more. */
export function titleEvidence(numbers: readonly number[]): Map<number, TypeEvidence> {
  const matches = titles.matches(numbers)
  const scores = new Map<number, Scored>()
  for (const match of matches) {
    const isInside = matches.some((other) => inside(match, other))
    const place = match.start === 0 ? firstBonus : laterFactor
    const factor = place * (isInside ? insideFactor : 1)
    for (const hint of match.hints) {
      const ordered = isOrder(numbers, match) ? orderOf.get(hint.typeIndex) : undefined
      addScore(scores, ordered ?? hint.typeIndex, hint.weight * factor, hint)
    }
  }
  return new Map(
    [...scores].map(([index, { best, rest, phrase }]) => [
      index,
      { score: best + Math.min(rest * furtherFactor, 1.5), phrases: [phrase], ownScore: 0 },
    ]),
  )
}

/** How much of the line's words the phrases of its best type cover, 0 to 1. */
export function titleCoverage(numbers: readonly number[]): number {
  const covered = new Set<number>()
  for (const { start, end } of titles.matches(numbers))
    for (let at = start; at < end; at++) covered.add(at)
  const counted = numbers.length
  return counted === 0 ? 0 : covered.size / counted
}

const spaceAt = (index: number): Space | null =>
  documentType(knowledge[index]?.code ?? '')?.space ?? null

/** Of how many spaces a phrase speaks. */
const spacesOf = (hints: readonly Hint[]): number =>
  new Set(hints.filter(({ weight }) => weight > 0).map(({ typeIndex }) => spaceAt(typeIndex))).size

/** A phrase of one space says more than one that documents of three share. */
const sharedFactor = (spaces: number): number => [1.15, 1.15, 0.9][spaces] ?? 0.75

const repeatedFactor = 0.12
const textCeiling = 14

interface Found {
  hint: Hint
  count: number
  weight: number
  spaces: number
}

/** The phrases of the whole text, each counted once (a little more when it comes often). */
export function textEvidence(lines: readonly (readonly number[])[]): Map<number, TypeEvidence> {
  const found = new Map<number, Found>()
  for (const numbers of lines)
    for (const { start, end, hints } of texts.matches(numbers))
      for (const hint of hints) {
        const known = found.get(hint.number)
        if (known !== undefined) known.count++
        else {
          const weight = hint.weight * (end - start === 1 ? hint.aloneFactor : 1)
          found.set(hint.number, { hint, count: 1, weight, spaces: spacesOf(hints) })
        }
      }
  const byType = new Map<number, Found[]>()
  for (const one of found.values()) {
    const of = byType.get(one.hint.typeIndex)
    if (of === undefined) byType.set(one.hint.typeIndex, [one])
    else of.push(one)
  }
  const words = lines.reduce((sum, numbers) => sum + numbers.length, 0)
  const factor = lengthFactor(words)
  return new Map([...byType].map(([index, ones]) => [index, summed(ones, factor)]))
}

/** In a long text some phrase of every type comes up; in a short one each counts. */
const lengthFactor = (words: number): number =>
  Math.min(1.25, Math.max(0.55, 1.25 - 0.12 * Math.log2(Math.max(words, 1) / 30)))

function summed(ones: readonly Found[], factor: number): TypeEvidence {
  let sum = 0
  let own = 0
  for (const { weight, count, spaces } of ones) {
    const often = 1 + repeatedFactor * Math.log2(Math.min(count, 32))
    sum += weight > 0 ? weight * often * sharedFactor(spaces) : weight
    if (weight > 0 && spaces === 1) own += weight
  }
  const weighed = sum * factor
  const score = sum <= 0 ? weighed : textCeiling * (1 - Math.exp(-weighed / textCeiling))
  const best = ones.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const phrases = best.slice(0, 5).map(({ hint }) => hint.phrase)
  return { score, phrases, ownScore: own * factor }
}

export const evidenceOf = (of: Map<number, TypeEvidence>, index: number): TypeEvidence =>
  of.get(index) ?? none
