import type { Space } from '../../domain/space.js'
import type { FilingContext } from '../contract/classification.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { documentType } from '../terminology/document-types.js'
import { confidenceOf, type Signals, signalsOf } from './confidence.js'
import type { Decision } from './decision.js'
import { documentShape } from './document-shape.js'
import { groundsOf } from './grounds.js'
import { readLines } from './read-lines.js'
import { type Footing, probabilitiesOf, type TypeScore, typeScores } from './type-scores.js'

const rememberedScore = 9
/** With this little evidence the document might be anything. */
const sayingScoreMin = 2

interface Weighed extends TypeScore {
  readonly probability: number
  readonly space: Space | null
}

/** What the scores say, before it is known how far they can be believed. */
export interface Assessment {
  readonly footing: Footing
  readonly weighed: readonly Weighed[]
  /** The best type of the likeliest space. */
  readonly top: Weighed
  /** Probability mass of that space by the scores alone. */
  readonly mass: number
  readonly signals: Signals
  readonly remembered: ReadonlySet<string>
}

export function assess(document: ExtractedDocument, context: FilingContext): Assessment {
  const read = readLines(document)
  const { footing, types } = typeScores(read, context)
  const remembered = rememberedTypes(document, context)
  const known = types.map((one) => ({
    ...one,
    score: one.score + (remembered.has(one.code) ? rememberedScore : 0),
  }))
  const probabilities = probabilitiesOf(
    known.map(({ score }) => score),
    footing,
  )
  const weighed = known.map((one, index) => ({
    ...one,
    probability: probabilities[index] ?? 0,
    space: documentType(one.code)?.space ?? null,
  }))
  const bySpace = new Map<Space | null, number>()
  for (const { space, probability } of weighed)
    bySpace.set(space, (bySpace.get(space) ?? 0) + probability)
  const [space, mass] = [...bySpace].reduce((a, b) => (b[1] > a[1] ? b : a))
  const top = weighed
    .filter((one) => one.space === space)
    .reduce((a, b) => (b.probability > a.probability ? b : a))
  const signals = signalsOf(weighed, top, mass, read)
  return { footing, weighed, top, mass, signals, remembered }
}

/** From what can be read, and from what stands around the document. */
export function textDecision(document: ExtractedDocument, context: FilingContext): Decision {
  const assessment = assess(document, context)
  const { weighed, remembered } = assessment
  const isSilent = Math.max(...weighed.map(evidenceAlone)) < sayingScoreMin
  if (isSilent && remembered.size === 0 && isBlank(document)) return unreadable(document)
  return decided(assessment)
}

const evidenceAlone = (one: TypeScore): number =>
  one.title.score +
  one.headline.score +
  one.text.score +
  one.layout.score +
  one.subject.score +
  one.fileName.score

/** A title that names documents of two spaces: a human says which one it is. */
const rivalTitleMin = 5
const rivalTitleShare = 0.6
const doubtedConfidenceMax = 0.85

function hasRivalTitle(weighed: readonly Weighed[], top: Weighed): boolean {
  const strongest = Math.max(...weighed.map(({ title }) => title.score))
  const least = Math.max(rivalTitleMin, strongest * rivalTitleShare)
  const named = weighed.filter(({ title }) => title.score >= least)
  return named.some(({ space }) => space !== top.space)
}

const isBlank = ({ title, text }: ExtractedDocument): boolean =>
  !/\p{L}{3}/u.test(title) && !/\p{L}{3}/u.test(text)

function unreadable(document: ExtractedDocument): Decision {
  const says = document.textSource === 'none' ? 'Aucun texte lisible' : 'Aucun mot lisible'
  const grounds = [`${says} dans ce document`]
  return { typeCode: null, confidence: 0, proposals: [], grounds, asksHuman: true }
}

function decided({ weighed, top, mass, footing, signals, remembered }: Assessment): Decision {
  const best = [...weighed].sort((a, b) => b.probability - a.probability)
  const proposals = [top, ...best.filter((one) => one !== top)].slice(0, 3)
  const grounds = groundsOf(top)
  if (grounds.length === 0) grounds.push('Rien dans ce document ne dit de quel type il est')
  const isRemembered = remembered.has(top.code)
  const confidence = isRemembered ? mass : confidenceOf(signals, footing)
  const isDoubted = !isRemembered && footing === 'title' && hasRivalTitle(weighed, top)
  if (isDoubted) grounds.push('Le titre nomme aussi un document d’un autre espace')
  if (isRemembered)
    grounds.unshift('Choix humain antérieur pour le même expéditeur et la même forme de document')
  return {
    typeCode: top.code,
    confidence: isDoubted ? Math.min(confidence, doubtedConfidenceMax) : confidence,
    proposals: proposals.map(({ code, probability }) => ({ typeCode: code, probability })),
    grounds,
    asksHuman: documentType(top.code)?.classCode === '',
  }
}

function rememberedTypes(document: ExtractedDocument, context: FilingContext): Set<string> {
  if (context.remembered.length === 0) return new Set()
  const shape = documentShape(document)
  const same = context.remembered.filter((choice) => choice.shape === shape)
  // The latest choice stands for the others: it may correct them.
  return new Set(same.slice(-1).map(({ typeCode }) => typeCode))
}

/** What the proposals give to a space, 0 to 1. */
export const spaceProbability = (decision: Decision, space: Space | null): number =>
  decision.proposals
    .filter(({ typeCode }) => documentType(typeCode)?.space === space)
    .reduce((sum, { probability }) => sum + probability, 0)
