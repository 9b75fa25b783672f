/** What of a passage is a person's name, and what of it is family or given. */
import { foldName } from '../../domain/name-folding.js'
import { foldSameLength } from './text-roles.js'

const wordsMax = 7

const small = new Set(
  'de du des d la le les l van von der den da dos das di el al ben bin y et'.split(' '),
)

/** Folded words that are never part of a name in a form. */
const noName = new Set(
  `NOM NOMS PRENOM PRENOMS SEXE DATE NAISSANCE DDN ADRESSE TEL TELEPHONE AGE NIR INS IPP NDA
DOSSIER NUMERO NON OUI RENSEIGNE RENSEIGNEE INCONNU INCONNUE ANONYME NC NR XX XXX VOIR ETIQUETTE
PATIENT PATIENTE IDENTITE MEDECIN DOCTEUR COMPTE RENDU ORDONNANCE CERTIFICAT MEDICAL
CONSULTATION EXAMEN EXAMENS RESULTAT RESULTATS DEMANDE PRELEVEMENT SERVICE HOPITAL CLINIQUE
CABINET LABORATOIRE CENTRE TRAITEMENT SYNTHESE BILAN LETTRE LIAISON SORTIE HOSPITALISATION
MASCULIN FEMININ HOMME FEMME RUE AVENUE BOULEVARD PLACE CHEMIN ALLEE ROUTE IMPASSE FRANCE CEDEX
RADIOGRAPHIE SCANNER IRM ECHOGRAPHIE MAMMOGRAPHIE VACCINATION ANALYSE ANALYSES BIOLOGIE
BIOLOGIQUE BIOLOGIQUES SIGNATURE CONFIDENTIEL PAGE RENDEZ VOUS EMAIL MAIL PROFESSION NATIONALITE
COMMUNE LIEU PAYS CODE POSTAL VILLE ANS MOIS JOURS CONNU CONNUE CONCLUSION INDICATION MOTIF`.split(
    /\s+/,
  ),
)

export const civility = new RegExp(
  [
    String.raw`^(?:\s|,)*(m\.(?: ?ou mme)?|mr\.?|mme\.?|mlle\.?|melle\.?|mle\.?|madame|`,
    String.raw`monsieur|mademoiselle|m)(?![a-z'-])\s*`,
  ].join(''),
)

export const civilitySex = (folded: string): 'male' | 'female' | 'unknown' => {
  const [, said = ''] = civility.exec(folded) ?? []
  if (said === '' || said.includes('ou')) return 'unknown'
  return /^m(\.|r|onsieur|$)/.test(said) ? 'male' : 'female'
}

/** Doctors and professors are not the patient. */
export const isProfessional = (folded: string): boolean =>
  /^\s*(?:le |la |au |du )?(?:drs?|docteur|pr|professeur|dresse|maitre)(?![a-z])/.test(folded)

/**
 * The leading words that can be a name: letters, hyphens, apostrophes; capitals first, particles
 * between. `anyCase`: in a form field people type as they like.
 */
export function leadingName(passage: string, anyCase: boolean): string {
  const line = passage.replace(/^[\s:,.=_–-]+/, '')
  const start = /^[\p{L}'’.\- \u00a0()]*/u.exec(line)?.[0] ?? ''
  const words: string[] = []
  // Three blanks are another column.
  for (const word of (start.split(/ {3,}|\t/)[0] ?? '').split(/[ \u00a0]+/)) {
    if (/^\((?!n[ée]e?\b|[ée]p)/i.test(word) && words.length > 0) break
    const bare = word.replace(/[()]/g, '')
    if (bare === '' || words.length >= wordsMax) break
    const folded = foldSameLength(bare).replace(/[.']$/, '')
    const isMark = /^(?:nee?|epouse|epse|ep|veuve|vve|nee?e)$/.test(folded)
    const isCapital = /^\p{Lu}/u.test(bare)
    if (!isCapital && !anyCase && !small.has(folded) && !isMark && !/^[dl]['’]/i.test(bare)) break
    if (noName.has(foldName(bare))) break
    words.push(bare)
  }
  // "NICOLAS IEP 0241234", "Nicolas Taille : 178": the last word is the next field's label.
  const behind = line.slice(start.length)
  const isWhole = words.length > 1 && start.trimEnd().endsWith(words.at(-1)!)
  if (isWhole && (behind.startsWith(':') || (words.length > 2 && /^\d{5}/.test(behind))))
    words.pop()
  // In small letters a name has no particles before it, or this is a sentence ("de la mère").
  const head = words[0] ?? ''
  const isLower = words.every((word) => !/^\p{Lu}/u.test(word) && !/^[dl]['’]\p{Lu}/u.test(word))
  if (isLower && (words.length > 3 || small.has(foldSameLength(head)))) return ''
  while (words.length > 0 && small.has(foldSameLength(words.at(-1)!))) words.pop()
  const last = words.at(-1)
  if (last !== undefined && /^(?:n[ée]e?|[ée]pouse|veuve)$/i.test(last)) words.pop()
  return words.join(' ').replace(/[.\-\s]+$/, '')
}

/** At least two words, of which one is no initial. */
export const isFullName = (name: string): boolean => {
  const words = foldName(name).split(' ')
  return words.length > 1 && words.some((word) => word.length > 1 && !small.has(word.toLowerCase()))
}
