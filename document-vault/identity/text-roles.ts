import type { StatedRole } from './stated-identity.js'

/** Lower case without accents, letter for letter: offsets stay those of the text. */
export const foldSameLength = (text: string): string =>
  text
    .replace(/[^\n\x20-\x7e]/g, (unit) => {
      if (/\s/.test(unit)) return ' '
      if (unit === '’' || unit === '‘' || unit === '`') return "'"
      const plain = unit.normalize('NFD')[0]!
      return unit === 'œ' || unit === 'Œ' ? 'o' : plain.length === 1 ? plain : unit
    })
    .toLowerCase()

const end = "(?![a-z'])"

/** Words that say: what follows is another person's. Folded. */
const relatives = `(?:${[
  'personnes? de confiance|personnes? a (?:prevenir|contacter|joindre)|contacts?',
  'tuteurs?|tutrice|curateurs?|curatrice|mandataire|representants? lega(?:l|ux)',
  'meres?|maman|peres?|papa|parents?|conjointe?|conjoint\\(e\\)|epoux|mari|compagnon|compagne',
  'concubine?|fils|frere|soe?ur|tiers(?: responsable)?|adversaire|agresseur|jumeau|jumelle',
  'oncle|tante|cousine?|grands?[ -](?:pere|mere)',
  '(?:mariee?|pacsee?|fiancee?) (?:a|avec)|(?:epouse|veuf|veuve|separee?|divorcee?) d[eu]',
  '(?:son|sa|mon|ma) (?:epouse|femme)|(?:epouse|femme)(?=\\s*:)',
  'aidante?s?|employeur|proches?|entourage|accompagnante?|donneur|donneuse',
].join('|')})${end}`

const doctors = `(?:${[
  'medecins?|docteurs?|dr|pr|professeur|praticiens?|prescripteurs?|biologistes?|radiologues?',
  'chirurgiens?|anesthesistes?|sages?[ -]femmes?|infirmier(?:e|\\(e\\))?|ide|pharmaciens?',
  'kinesitherapeute|auteurs?|signataires?|redacteurs?|(?:redige|valide|signe|realise) par',
  'correspondants?|destinataires?|expediteurs?|confrere|interne|secretaire|preleveur',
].join('|')})${end}`

/** Between a doctor's word and what is said of the doctor; more words are about somebody else. */
const stillDoctor = new RegExp(
  [
    String.raw`^(?:[\s:,.(–-]|(?:traitant|prescripteur|correspondant|referent|adresseur|`,
    String.raw`generaliste|declare|de famille|responsable|operateur|par|le|la|du|dr|m\.?|`,
    'mme)(?![a-z]))*$',
  ].join(''),
)

const weakWords =
  `(?:nni|assuree?s?|assure\\(e\\)|ouvrant(?:s)? droits?|enfants?|` +
  `nouveau[ -]nee?s?|bebe|fille|nourrisson|foetus)${end}`

const patients =
  `(?:patiente?s?|patient\\(e\\)|usagere?|usager|beneficiaire|resident(?:e|` +
  `\\(e\\))?|malade|concerne|concernant|votre patiente?|interesse(?:e|` +
  `\\(e\\))?)${end}`

interface Said {
  readonly at: number
  readonly end: number
}

function last(pattern: string, folded: string): Said {
  let said: Said = { at: -1, end: -1 }
  for (const match of folded.matchAll(new RegExp(`(?<![a-z])${pattern}`, 'g')))
    said = { at: match.index, end: match.index + match[0].length }
  return said
}

/**
 * The nearest role word in `folded`, the passage before a statement; null when there is none. A
 * doctor's word only holds for what stands directly behind it: in "Dr X certifie avoir vu M. Y" Y
 * is the patient.
 */
export function roleBefore(folded: string): StatedRole | null {
  const doctor = last(doctors, folded)
  const found: [StatedRole | null, number][] = [
    [null, -1],
    [stillDoctor.test(folded.slice(doctor.end)) ? 'other' : null, doctor.at],
    ['other', last(relatives, folded).at],
    ['weak', last(weakWords, folded).at],
    ['patient', last(patients, folded).at],
  ]
  return found.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

/** A line that is nothing but the heading of a block about somebody. */
export function headingRole(folded: string): StatedRole | null {
  const line = folded.replace(/^[\s\d.\-*•–]+|[\s:.–-]+$/g, '')
  if (line.length > 60 || /:/.test(line)) return null
  const opening =
    /^(?:l'|la |le |les |identite (?:de la |du |de l')|coordonnees (?:de la |du |des |de l'))?/
  const rest = line.replace(opening, '')
  const isAll = (pattern: string) =>
    new RegExp(
      `^${pattern}(?: (?:traitant|prescripteur|legal|legale|de l'enfant|du patient|` +
        `a prevenir|declaree?|designee?|sociale?|principal|\\d))*$`,
    ).test(rest)
  if (isAll(patients)) return 'patient'
  if (isAll(weakWords)) return 'weak'
  return isAll(relatives) || isAll(doctors) ? 'other' : null
}
