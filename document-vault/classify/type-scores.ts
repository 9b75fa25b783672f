import type { FilingContext } from '../contract/classification.js'
import {
  evidenceOf,
  numbersOf,
  type TypeEvidence,
  textEvidence,
  titleCoverage,
  titleEvidence,
} from './evidence.js'
import { knowledge } from './knowledge/knowledge.js'
import type { LayoutCue } from './layout-cue.js'
import type { ReadLines } from './read-lines.js'
import { specialityScores } from './speciality.js'
import { trustedTitle } from './title-trust.js'
import { unknownWord } from './word-list.js'

/** All that speaks for one type, in natural logarithms of odds. */
export interface TypeScore {
  readonly code: string
  readonly score: number
  readonly title: TypeEvidence
  /** Title-like lines of the text and headings. */
  readonly headline: TypeEvidence
  readonly text: TypeEvidence
  /** Sum of the layout cues for the type, and what they say. */
  readonly layout: TypeEvidence
  readonly speciality: number
  readonly subject: TypeEvidence
  readonly fileName: TypeEvidence
}

type Evidence = Map<number, TypeEvidence>

const headlineWordsMax = 14
const coverageMin = 0.5

/** Titles of a document where they are its title, and of a mere section elsewhere. */
const sectionLines = new Set(
  [
    'allergies',
    'antécédents et allergies',
    'allergies et antécédents',
    'traitement',
    'traitement en cours',
    'médicaments',
    'liste des médicaments',
    'ordonnances',
    'posologie',
    'information',
    'fiche',
    'synthèse',
    'résumé',
    'avis',
    'courrier',
    'vaccins',
    'vaccination',
    'signes vitaux',
    'imagerie',
    'biologie',
    'laboratoire',
    'signature',
    'examen clinique',
    'contacts',
    'mesures',
    'directives anticipées',
    'plan de soins',
    'évaluation fonctionnelle',
    'statut fonctionnel',
    'traitements administrés',
    'accouchement',
    'dépistages',
    'dépistage',
    'résultats d’examens',
    'résultats',
    'transfert',
    'radiologie',
    'anesthésie',
    'chirurgie',
    'hospitalisation',
    'chimiothérapie',
    'radiothérapie',
    'anatomopathologie',
    'évaluation de l’autonomie',
    'autonomie',
    'dispositifs médicaux',
    'dispensation',
    'consentement',
    'scores',
    'motif',
    'grossesse',
  ].map((line) => numbersOf(line).join()),
)

/** From so many titles of sections on, a line names a part of the document, not the whole. */
const sectionTitlesMin = 5
const sectionFactor = 0.35
const documentWords = new Set(
  [
    'cr lettre synthèse ordonnance certificat attestation fiche bilan demande prescription note',
    'courrier protocole questionnaire résultat notification formulaire relevé rapport volet',
    'entretien désignation programme déclaration autorisation',
  ].flatMap((line) => line.split(' ').map((word) => numbersOf(word)[0])),
)
const namesDocument = (numbers: readonly number[]): boolean =>
  numbers.some((number) => number !== unknownWord && documentWords.has(number))

const placeFactor = (place: number): number => {
  if (place < 6) return 0.9
  if (place < 14) return 0.7
  return place < 40 ? 0.3 : 0.12
}

/** `Pharmacie de la Halle - entretien pharmaceutique`: a part of a line of the head. */
const headPartFactor = 0.6

/** Lines that read as a title of a type count as one, the more the nearer to the head. */
function headlines(read: ReadLines): Evidence {
  const { lines, headParts, headings, isSentence, sectionTitles } = read
  const ofSection = sectionTitles >= sectionTitlesMin ? sectionFactor : 1
  const best: Evidence = new Map()
  const look = (numbers: readonly number[], factor: number) => {
    if (numbers.length > headlineWordsMax || sectionLines.has(numbers.join())) return
    const coverage = titleCoverage(numbers)
    if (coverage < coverageMin) return
    for (const [index, { score, phrases }] of titleEvidence(numbers)) {
      const weighed = score * factor * coverage * (namesDocument(numbers) ? 1 : ofSection)
      if (weighed > evidenceOf(best, index).score)
        best.set(index, { score: weighed, phrases, ownScore: 0 })
    }
  }
  for (const [place, numbers] of lines.slice(0, 400).entries())
    if (!isSentence[place]) look(numbers, placeFactor(place))
  for (const numbers of headParts) if (namesDocument(numbers)) look(numbers, headPartFactor)
  for (const [place, numbers] of headings.entries()) look(numbers, place < 2 ? 0.5 : 0.2)
  return best
}

const strongest = (evidence: Evidence): number =>
  Math.max(0, ...[...evidence.values()].map(({ score }) => score))

const subjectFactor = 0.45
const fileNameFactor = 0.45
/** A title that says little leaves the word to the first lines. */
const tellingTitle = 4.5
/** The title is asked before the text. */
const textBesideTitle = 0.6
const headlineFactor = { besideTitle: 0.3, alone: 0.85 } as const

/** What the type was read from: it says how far the scores can be believed. */
export type Footing = 'title' | 'headline' | 'text'

export interface TypeScores {
  readonly footing: Footing
  readonly types: readonly TypeScore[]
}

const tellingHeadline = 6

export function typeScores(read: ReadLines, context: FilingContext): TypeScores {
  const title = trustedTitle(titleEvidence(read.title), read)
  const headline = headlines(read)
  const isTelling = strongest(title) >= tellingTitle
  const ofHeadline = isTelling ? headlineFactor.besideTitle : headlineFactor.alone
  const ofText = isTelling ? textBesideTitle : 1
  const text = textEvidence([...read.headings, ...read.lines])
  const subject = titleEvidence(numbersOf(context.subject.slice(0, 300)))
  const fileName = titleEvidence(numbersOf(spokenFileName(context.fileName)))
  const speciality = specialityScores(context.senderSpeciality)
  const types = knowledge.map(({ code, prior = 0 }, index) => {
    const one = {
      title: evidenceOf(title, index),
      headline: evidenceOf(headline, index),
      text: evidenceOf(text, index),
      layout: layoutOf(code, read.layout),
      subject: evidenceOf(subject, index),
      fileName: evidenceOf(fileName, index),
      speciality: speciality.get(code) ?? 0,
    }
    const score =
      prior +
      one.title.score +
      one.headline.score * ofHeadline +
      (one.text.score + one.layout.score) * ofText +
      one.subject.score * subjectFactor +
      one.fileName.score * fileNameFactor +
      one.speciality
    return { code, score, ...one }
  })
  const alone = strongest(headline) >= tellingHeadline ? 'headline' : 'text'
  return { footing: isTelling ? 'title' : alone, types }
}

function layoutOf(code: string, cues: readonly LayoutCue[]): TypeEvidence {
  const own = cues.filter(({ scores }) => scores[code] !== undefined)
  return {
    score: own.reduce((sum, { scores }) => sum + (scores[code] ?? 0), 0),
    phrases: own.map(({ says }) => says),
    ownScore: 0,
  }
}

const spokenFileName = (fileName: string): string =>
  fileName
    .slice(0, 200)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/([a-zà-ÿ])([A-ZÀ-Ý])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')

const sharpness: Readonly<Record<Footing, number>> = { title: 0.85, headline: 0.75, text: 0.85 }

/** Scores to probabilities that sum to 1. */
export function probabilitiesOf(scores: readonly number[], footing: Footing): number[] {
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp((score - top) * sharpness[footing]))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
