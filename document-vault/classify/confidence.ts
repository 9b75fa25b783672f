import type { Space } from '../../domain/space.js'
import { documentType } from '../terminology/document-types.js'
import { coefficients } from './confidence-coefficients.js'
import type { ReadLines } from './read-lines.js'
import type { Footing, TypeScore } from './type-scores.js'

/** What is looked at to say how sure the space is; in the order of the coefficients. */
export type Signals = readonly number[]

const spaceOf = (one: TypeScore): Space | null => documentType(one.code)?.space ?? null

/** The body alone, as if there were no title. */
const body = (one: TypeScore): number =>
  one.headline.score * 0.85 + one.text.score + one.layout.score

type Score = (one: TypeScore) => number

function best(types: readonly TypeScore[], score: Score): TypeScore | undefined {
  let found: TypeScore | undefined
  for (const one of types) if (found === undefined || score(one) > score(found)) found = one
  return found
}

/** By how much the best type of the space is ahead of the best type of any other. */
function lead(types: readonly TypeScore[], space: Space | null, score: Score): number {
  const own = types.filter((one) => spaceOf(one) === space)
  const others = types.filter((one) => spaceOf(one) !== space)
  const of = (some: readonly TypeScore[]) => Math.max(0, ...some.map(score))
  return of(own) - of(others)
}

const between = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

/** Spaces whose documents are made of the same sections. */
const isMixed = (a: Space | null, b: Space | null): boolean =>
  (a === 'Synthèse' && b !== 'Synthèse') || (b === 'Synthèse' && a !== 'Synthèse')

/** Independent signs of certainty. */
export function signalsOf(
  types: readonly TypeScore[],
  top: TypeScore,
  mass: number,
  { words, sections }: ReadLines,
): Signals {
  const space = spaceOf(top)
  const rival = best(
    types.filter((one) => spaceOf(one) !== space),
    ({ score }) => score,
  )
  const ofText = lead(types, space, ({ text }) => text.score)
  const ofBody = lead(types, space, body)
  const kinds = [top.headline.score, top.text.score, top.layout.score].filter((one) => one >= 1)
  const odds = Math.log((mass + 1e-4) / (1 - mass + 1e-4))
  return [
    1,
    between(odds, -2, 7),
    between(top.score - (rival?.score ?? 0), 0, 8),
    between(ofText, -4, 6),
    between(ofBody, -4, 8),
    between(body(top), 0, 14),
    kinds.length,
    Math.log2(between(words, 8, 600)),
    between(sections, 0, 8),
    isMixed(space, rival === undefined ? null : spaceOf(rival)) ? 1 : 0,
    space === 'Synthèse' ? 1 : 0,
    between(top.text.phrases.length, 0, 5),
    between(top.title.score, 0, 11),
    between(
      lead(types, space, ({ title }) => title.score),
      -6,
      10,
    ),
    // What is said of this space only, with the layout, against what is said of another only.
    between(
      lead(types, space, ({ text, layout }) => text.ownScore + layout.score),
      -2,
      7,
    ),
  ]
}

/** What the certainty was learned on: long texts err otherwise than short ones. */
export type Reading = 'title' | 'body' | 'long'

const lengthPlace = 7
const longTextWords = 70

export function readingOf(signals: Signals, footing: Footing): Reading {
  if (footing === 'title') return 'title'
  return (signals[lengthPlace] ?? 0) >= Math.log2(longTextWords) ? 'long' : 'body'
}

/** Probability that the space is right, 0 to 1. */
export function confidenceOf(signals: Signals, footing: Footing): number {
  const weights = coefficients[readingOf(signals, footing)]
  const odds = signals.reduce((sum, signal, at) => sum + signal * (weights[at] ?? 0), 0)
  return 1 / (1 + Math.exp(-odds))
}
