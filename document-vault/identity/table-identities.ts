/** "Nom  Prénom  Date de naissance" above "DUPONT Jean 12/03/1984": labels and values in rows. */
import { printedDate } from '../../domain/birth-date.js'
import { isKnownFirstName } from '../../domain/known-first-names.js'
import { nameWords } from '../../domain/name-folding.js'
import { isFullName, isProfessional, leadingName } from './name-passages.js'
import { type StatedIdentity, stated } from './stated-identity.js'
import { foldSameLength, roleBefore } from './text-roles.js'

const heads = new RegExp(
  [
    "(?<![a-z])(?:noms?(?: de naissance| d'usage)?|prenoms?|date de naissance|ddn|",
    String.raw`sexe|ne\(e\) le)(?![a-z])`,
  ].join(''),
  'g',
)
const aDate = new RegExp(printedDate, 'i')

/**
 * "LEROY Paul 01/02/1950 M": a name, a date and a sex, as the heads of pages have them; with a dash
 * or a bar between. The first group is what leads to the name on its line.
 */
const bareHead = new RegExp(
  `^(.*?[—–|:;]\\s*|\\s*(?:\\d{1,3}[.)]?\\s+|[-•*]\\s+)?)((?:\\p{Lu}[\\p{L}'’-]+[ ,|\\t]+){2,5})` +
    `(?:[-—–]\\s*)?(?:([MFH])[ ,|\\t-]+)?` +
    `\\(?(${printedDate})\\)?(?:[ ,(|\\t-]+([MFH])(?![\\p{L}\\d]))?`,
  'u',
)
const dateAlone = new RegExp(`^\\s*\\(?${printedDate}\\)?\\s*$`, 'i')

interface Bare {
  readonly statement: StatedIdentity
  /** Nothing but a number leads to the name. */
  readonly isHead: boolean
}

function bareIdentity(line: string): Bare | null {
  const [, lead = '', name = '', sexBefore, date = '', sexAfter] = bareHead.exec(line) ?? []
  const full = leadingName(name.replace(/[,|\t]+/g, ' '), false)
  if (!isFullName(full) || isProfessional(foldSameLength(name))) return null
  const said = sexBefore ?? sexAfter ?? ''
  // "Hémoglobine Glyquée 12/04/2024" is no person: without a sex, a first name must be known.
  if (said === '' && !nameWords(full).some(isKnownFirstName)) return null
  const sex = said === '' ? 'unknown' : said === 'F' ? 'female' : 'male'
  const role = roleBefore(foldSameLength(lead)) === 'other' ? 'other' : 'weak'
  const statement = stated(role, { birthDate: date, sex }, { fullName: full })
  return { statement, isHead: !/\p{L}/u.test(lead) }
}

const isOfYear = (date: string, year: string): boolean => year !== '' && date.includes(year)

/** The latest year, when several dates are of it: those are signatures and acts, not births. */
function actYearOf(lines: readonly string[]): string {
  const dates = new RegExp(printedDate, 'gi')
  const years = lines.flatMap((line) =>
    (line.match(dates) ?? []).map((date) => /\d{4}/.exec(date)?.[0] ?? ''),
  )
  const latest = [...years].sort().at(-1) ?? ''
  return years.filter((year) => year === latest).length > 1 ? latest : ''
}

/** Several people in the same form one below the other: a list, of which nobody is the patient. */
function listed(bare: readonly Bare[], actYear: string): readonly StatedIdentity[] {
  const people = new Set(
    bare
      .filter(({ isHead, statement }) => isHead && !isOfYear(statement.traits.birthDate, actYear))
      .map(({ statement: { fullName, traits } }) => `${nameWords(fullName)} ${traits.birthDate}`),
  )
  return bare.map(({ statement, isHead }) =>
    people.size > 1 && isHead ? { ...statement, role: 'patient' } : statement,
  )
}

export function tableIdentities(
  lines: readonly string[],
  folded: readonly string[],
): readonly StatedIdentity[] {
  const found: StatedIdentity[] = []
  const bareOnes: Bare[] = []
  for (const [line, plain] of folded.entries()) {
    const below = lines[line + 1] ?? ''
    const bare = bareIdentity(dateAlone.test(below) ? `${lines[line]!} ${below}` : lines[line]!)
    if (bare !== null) bareOnes.push(bare)
    const labels = plain.match(heads) ?? []
    if (labels.length < 2 || !labels.some((label) => /^noms?/.test(label))) continue
    // A head has labels alone, without values.
    if (plain.replace(heads, '').replace(/[^a-z0-9]/g, '').length > 24 || aDate.test(plain))
      continue
    const row = lines[line + 1] ?? ''
    const date = aDate.exec(row)?.[0] ?? ''
    const name = leadingName(row.replace(/[ \t|;]+/g, ' '), false)
    if (!isFullName(name) || isProfessional(foldSameLength(row))) continue
    const role = roleBefore(plain) ?? roleBefore(folded[line - 1] ?? '') ?? 'patient'
    found.push(stated(role, { birthDate: date }, { fullName: name }))
  }
  return [...found, ...listed(bareOnes, actYearOf(lines))]
}
