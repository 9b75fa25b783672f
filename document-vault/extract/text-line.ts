/** One line of a page as drawn, with its letter height: what titles are recognised by. */
export interface TextLine {
  readonly text: string
  /** Height of its largest letters, in the units of its page. */
  readonly size: number
  readonly isBold: boolean
}

const titleLinesMax = 40
const titleCharactersMax = 160
const headingsMax = 60

const oneOf = (words: string): string => words.trim().split(/\s+/).join('|')

/** Names of places and people, addresses and dates stand large at the top of letters: no titles. */
const letterhead = new RegExp(
  `^(${oneOf(`
   chu chru ch ght ehpad h[oô]pita\\p{L}+ clinique polyclinique centre cabinet groupe
   maison institut fondation service pôle pole unité laboratoire labo pharmacie selarl
   selas scp scm dr docteur pr professeur mme m\\. mr monsieur madame mademoiselle
   patient nom prénom né née tél tel fax email e-mail mail adresse rpps finess adeli n°
   page le à date secrétariat spécialiste médecin république assurance www http
  `)})(?!\\p{L})`,
  'iu',
)
/** Words that documents call themselves by (classification looks at much more). */
const documentWords = new RegExp(
  `(?<!\\p{L})(${oneOf(`
   compte[-\\s]rendu cr ordonnance certificat lettre courrier résultats? bilan synthèse
   fiche attestation prescription protocole demande rapport note volet examen analyses?
   biologie dossier plan questionnaire directives consentement arrêt déclaration
   vaccination carnet radio\\w* scanner irm échographie echographie imagerie anesthésie
   hospitalisation consultation opératoire sortie liaison dispensation dépistage
   mammographie scintigraphie
  `)})(?!\\p{L})`,
  'iu',
)

export interface Outstanding {
  readonly title: string
  readonly headings: readonly string[]
}

/**
 * Lines that stand out by size or weight, in their order; the title is the first that names a
 * document, else the largest of the top that is no letterhead.
 */
export function outstandingLines(lines: readonly TextLine[]): Outstanding {
  const body = medianSize(lines)
  const fits = (line: TextLine) =>
    line.text.length <= titleCharactersMax && /\p{L}{2}/u.test(line.text)
  const headings = lines
    .filter((line) => fits(line) && (line.size >= body * 1.12 || line.isBold))
    .slice(0, headingsMax)
  const top = lines.slice(0, titleLinesMax).filter(fits)
  const large = top.filter((line) => line.size >= body * 1.12 || line.isBold)
  const plain = top.filter((line) => !letterhead.test(line.text.trim()))
  const title =
    large.find((line) => documentWords.test(line.text) && !letterhead.test(line.text.trim())) ??
    shortest(plain.filter((line) => opens(line.text))) ??
    largest(large.filter((line) => plain.includes(line)))
  return { title: title?.text ?? '', headings: headings.map((line) => line.text) }
}

/** A short line that begins with the name of a kind of document. */
const opens = (text: string): boolean =>
  text.length <= 90 &&
  (documentWords.exec(text.trim())?.index ?? 9) <= 3 &&
  !/[:;,]$/.test(text.trim())

const shortest = (lines: readonly TextLine[]): TextLine | undefined => lines[0]

const largest = (lines: readonly TextLine[]): TextLine | undefined =>
  lines.reduce<TextLine | undefined>(
    (best, line) => (best === undefined || line.size > best.size ? line : best),
    undefined,
  )

/** By letters: a page has more body than headings. */
function medianSize(lines: readonly TextLine[]): number {
  const sizes = lines
    .map((line) => ({ size: line.size, letters: line.text.length }))
    .sort((a, b) => a.size - b.size)
  const half = sizes.reduce((sum, { letters }) => sum + letters, 0) / 2
  let seen = 0
  for (const { size, letters } of sizes) {
    seen += letters
    if (seen >= half) return size
  }
  return 1
}
