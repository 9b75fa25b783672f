import { numbersOf, type TypeEvidence } from './evidence.js'
import { knowledge } from './knowledge/knowledge.js'
import type { ReadLines } from './read-lines.js'
import { unknownWord } from './word-list.js'

const numbersIn = (words: string): Set<number> => new Set(numbersOf(words))

/** Words that software gives to documents of every kind. */
const vague = numbersIn(
  `cr courrier lettre document dossier médical médicale patient évaluation bilan suivi résultat
  fiche note avis contrôle examen rapport information consultation mdph parent confrère sortie
  séjour visite service correspondance divers pièce jointe compte scan transmission liaison
  établissement hôpital clinique cabinet centre hospitalier dr docteur maternité urgence
  formulaire attestation`,
)
const reporting = numbersIn('cr compte-rendu résultat interprétation ordonnance demande lecture')
const vagueWordsMax = 2
/** A short text does not outweigh its title. */
const longTextWords = 35
const vagueFactor = 0.45

const indexOf = (code: string): number => knowledge.findIndex((type) => type.code === code)
/** An examination is named by who asks for it and by who reports it. */
const askedAs = new Map([
  [indexOf('18748-4'), indexOf('55115-0')],
  [indexOf('11502-2'), indexOf('PRESC-BIO')],
])

const isVague = (title: readonly number[]): boolean => {
  const known = title.filter((number) => number !== unknownWord)
  return known.length <= vagueWordsMax && known.every((number) => vague.has(number))
}

/** What a title is worth beside a text long enough to speak for itself. */
export function trustedTitle(
  evidence: Map<number, TypeEvidence>,
  { title, words }: ReadLines,
): Map<number, TypeEvidence> {
  if (words < longTextWords || evidence.size === 0) return evidence
  if (isVague(title)) return weakened(evidence)
  const [strongest] = [...evidence].reduce((a, b) => (b[1].score > a[1].score ? b : a))
  const asked = askedAs.get(strongest)
  if (asked === undefined || title.some((number) => reporting.has(number))) return evidence
  const weak = weakened(evidence)
  const named = weak.get(strongest)
  const own = weak.get(asked)
  if (named !== undefined && (own?.score ?? 0) < named.score) weak.set(asked, named)
  return weak
}

const weakened = (evidence: Map<number, TypeEvidence>): Map<number, TypeEvidence> =>
  new Map(
    [...evidence].map(([index, { score, phrases }]) => [
      index,
      { score: score * vagueFactor, phrases, ownScore: 0 },
    ]),
  )
