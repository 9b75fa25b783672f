/** Labels of forms and headings ("Nom de naissance : ...") with what they announce. */
import { printedDate } from '../../domain/birth-date.js'
import { documentLimits } from '../../domain/document-limits.js'
import type { StatedRole } from './stated-identity.js'
import { headingRole, roleBefore } from './text-roles.js'

export type FieldKind =
  | 'birth'
  | 'used'
  | 'first'
  | 'usedFirst'
  | 'family'
  | 'full'
  | 'date'
  | 'sex'

export interface FormField {
  readonly kind: FieldKind
  readonly role: StatedRole
  /** The label itself names the patient ("Patient :"). */
  readonly namesPatient: boolean
  /** The passage behind the label, as in the text. */
  readonly passage: string
  /** What stands before the label on its line, back to the label before it. */
  readonly before: string
  readonly line: number
}

const ending = '(?:\\(s\\)|\\(nom\\))?'
const colon = '\\s*(?:[:=]|\\.{2,}|…)\\s*'
/** Each in folded text. Order counts: the longest label first. */
const labels: readonly (readonly [FieldKind, string])[] = [
  [
    'full',
    `(?:noms?${ending}\\s*(?:,|/|&|-|\\+|et|)\\s*prenoms?${ending}|` +
      `prenoms?${ending}\\s*(?:,|/|&|-|et|)\\s*noms?|nom complet|patient(?:'s)? name)`,
  ],
  [
    'birth',
    `nom${ending} (?:de naissance|naissance|patronymique|de jeune fille|` +
      `de famille(?: de naissance)?|naiss\\.?)`,
  ],
  ['used', `nom${ending} (?:d'usage|d'usage|usuel|utilise|marital|d'epoux|d'epouse|usage)`],
  ['usedFirst', `prenoms?${ending} (?:utilises?|usuels?|d'usage)`],
  ['first', `(?:1er |premiers? )?prenoms?${ending}(?: de naissance| naissance| a l'etat civil)?`],
  [
    'date',
    '(?:(?:dates? (?:de )?naiss(?:ance)?|nee? ?\\(e\\) le|nee? le|d\\.?d\\.?n)(?![a-z])\\.?|' +
      '(?:d\\.?o\\.?b\\.?|date of birth|birth ?date)(?![a-z])|ne\\(e\\)|nee? ?:|naissance\\s*:)',
  ],
  ['sex', '(?:sexe|genre)'],
  [
    'family',
    `nom${ending}(?= *[:=]|  | [a-z' -]{2,40}[ ,]prenoms?(?![a-z])| d[ue]s? | de la | de l'| *$)`,
  ],
  [
    'full',
    `(?:patiente?|patient\\(e\\)|identite(?: d[ue] (?:patient|la patiente))?|concerne|` +
      `concernant|usagere?|beneficiaire(?: des soins)?|resident(?:e|\\(e\\))?)(?=${colon}|` +
      `\\s+(?:m\\.|mr|mme|mlle|madame|monsieur)|  | *$)`,
  ],
  ['full', `(?:enfant|assuree?(?: sociale?)?|assure\\(e\\))(?=${colon})`],
]

/** "Nom du patient", "Date de naissance de la mère": the owner belongs to the label. */
const owner =
  "(?: d(?:u|e la|e l'|u/de la) (?:patiente?|patient\\(e\\)|usagere?|beneficiaire|" +
  'malade|residente?|enfant|meres?|peres?|assuree?|medecin(?: traitant)?)(?![a-z]))?'

const labelPattern = new RegExp(
  labels
    .map(([kind, pattern]) => `((?<![a-z'])${pattern}${kind === 'full' ? '' : owner})`)
    .join('|'),
  'g',
)

/** "Nom de la mère", "Date de naissance de l'enfant": whose, behind the label itself. */
const whose = /^\s*(?:d[ue]s? |de la |de l')\s*([a-z'() -]{2,40})/

interface Found {
  readonly kind: FieldKind
  readonly start: number
  readonly end: number
}

function labelsOf(folded: string): readonly Found[] {
  const found: Found[] = []
  for (const match of folded.matchAll(labelPattern)) {
    const which = match.slice(1).findIndex((group) => group !== undefined)
    found.push({ kind: labels[which]![0], start: match.index, end: match.index + match[0].length })
  }
  return found
}

const dateStart = new RegExp(`^[^\\d]{0,12}${printedDate}`, 'i')

/** Role words reach over the lines of a block, until a blank line or another heading. */
interface Block {
  role: StatedRole | null
  lines: number
}
const blockLinesMax = 8

function roleOf(
  folded: string,
  label: Found,
  previousEnd: number,
  block: Block,
): StatedRole | null {
  const [, whoseIt] = whose.exec(folded.slice(label.end)) ?? []
  if (whoseIt !== undefined) return roleBefore(whoseIt)
  const own = folded.slice(label.start, label.end)
  const said = roleBefore(own)
  if (said !== null) return said
  return roleBefore(folded.slice(previousEnd, label.start)) ?? block.role ?? 'patient'
}

/** `folded`: same lines, folded letter for letter. */
export function formFields(
  lines: readonly string[],
  folded: readonly string[],
): readonly FormField[] {
  const fields: FormField[] = []
  const block: Block = { role: null, lines: 0 }
  for (const [line, plain] of folded.entries()) {
    if (fields.length > documentLimits.identityPassagesMax) break
    const heading = headingRole(plain)
    if (heading !== null) [block.role, block.lines] = [heading, 0]
    else if (plain.trim() === '' || ++block.lines > blockLinesMax) block.role = null
    const labelsHere = labelsOf(plain)
    let role: StatedRole | null = null
    for (const [i, label] of labelsHere.entries()) {
      const previousEnd = labelsHere[i - 1]?.end ?? 0
      const stop = labelsHere[i + 1]?.start ?? plain.length
      const own = roleOf(plain, label, previousEnd, block)
      // "Mère : Nom : X Prénom : Y": the first word of the line holds for its later labels.
      const explicit = roleBefore(plain.slice(previousEnd, label.start)) !== null
      const isFull = label.kind === 'full'
      role = i === 0 || explicit || isFull || own === null ? own : (role ?? own)
      if (role === null) continue
      let text = lines[line]!.slice(label.end, stop)
      // "Nom du patient : X": the owner is no part of the name.
      if (whose.test(plain.slice(label.end, stop))) text = text.slice(text.indexOf(':') + 1)
      const isEmpty = /^[\s:.=…_-]*$/.test(text)
      const isHeading = label.kind !== 'full' || /^[\s\d.*-]*$/.test(plain.slice(0, label.start))
      const next = lines[line + 1] ?? ''
      if (
        isEmpty &&
        isHeading &&
        labelsHere.length === 1 &&
        labelsOf(folded[line + 1] ?? '').length === 0
      )
        text = next
      if (label.kind === 'date' && !dateStart.test(text)) continue
      const namesPatient = isFull && roleBefore(plain.slice(label.start, label.end)) === 'patient'
      if (namesPatient) block.role = null
      fields.push({
        kind: label.kind,
        role,
        namesPatient,
        passage: text,
        before: lines[line]!.slice(previousEnd, label.start),
        line,
      })
    }
  }
  return fields
}
