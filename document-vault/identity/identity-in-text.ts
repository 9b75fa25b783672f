import { printedDate } from '../../domain/birth-date.js'
import { documentLimits } from '../../domain/document-limits.js'
import { type FormField, formFields } from './form-fields.js'
import { letterIdentities } from './letter-identities.js'
import { civility, civilitySex, isFullName, isProfessional, leadingName } from './name-passages.js'
import { numbersInText } from './numbers-in-text.js'
import { type StatedIdentity, type StatedRole, stated } from './stated-identity.js'
import { tableIdentities } from './table-identities.js'
import { foldSameLength } from './text-roles.js'

const aDate = new RegExp(printedDate, 'i')

/** One person as the fields of a form build them up. */
class Person {
  birth = ''
  used = ''
  first = ''
  full = ''
  date = ''
  sex: 'male' | 'female' | 'unknown' = 'unknown'
  isFirm = false
  constructor(
    readonly role: StatedRole,
    public line: number,
  ) {}

  /** False when the person already has another value there: then another person begins. */
  put(key: 'birth' | 'used' | 'first' | 'full' | 'date', value: string): boolean {
    if (value === '') return true
    if (this[key] !== '' && foldSameLength(this[key]) !== foldSameLength(value)) return false
    this[key] = value
    return true
  }

  statement(): StatedIdentity | null {
    const { birth, used, first, full, date, sex, role, isFirm } = this
    if (birth === '' && used === '' && first === '' && full === '' && date === '') return null
    const isApart = birth !== '' || used !== ''
    const traits = {
      birthName: birth,
      usedName: used,
      firstNames: first === '' ? [] : [first],
      birthDate: date,
      sex,
    }
    return stated(role, traits, { fullName: isApart ? '' : full, isFirm })
  }
}

function sexOf(passage: string): 'male' | 'female' | 'unknown' {
  const said = foldSameLength(passage).replace(/^[\s:=.]+/, '')
  if (/^(?:m|h|masc|masculin|homme|garcon|male)(?![a-z])/.test(said)) return 'male'
  return /^(?:f|fem|feminin|femme|fille)(?![a-z])/.test(said) ? 'female' : 'unknown'
}

const dateOf = (passage: string): string => aDate.exec(passage)?.[0] ?? ''

/** Null when the field says nothing that can be used; else whether the person took it. */
function place(person: Person, { kind, passage, before, namesPatient }: FormField): boolean {
  const value = passage.replace(/^[\s:.=…_-]+/, '')
  const folded = foldSameLength(value)
  const cut = civility.exec(folded)?.[0].length ?? 0
  const name = leadingName(value.slice(cut), kind !== 'full')
  if (isProfessional(folded)) return true
  switch (kind) {
    case 'birth': {
      const took = person.put('birth', name)
      if (took && name !== '') person.isFirm = true
      return took
    }
    case 'family': {
      // Beside "Nom de naissance", "Nom" is the used name.
      if (person.isFirm && person.birth !== '') return person.put('used', name)
      return person.put('birth', name)
    }
    case 'used':
      return person.put('used', name)
    case 'first':
      return person.put('first', name)
    case 'usedFirst':
      return true
    case 'full':
      if (cut > 0) person.sex = civilitySex(folded)
      if (!isFullName(name)) return cut === 0 || person.put('used', name)
      if (namesPatient) person.isFirm = true
      return person.put('full', name)
    case 'date': {
      const own = trailingName(before)
      const took = person.put('date', dateOf(passage))
      if (took && own !== '' && person.full === '' && person.birth === '') person.full = own
      return took
    }
    case 'sex':
      person.sex = sexOf(passage)
      return true
  }
}

/** "DUPONT Jean né le": the capital words at the end of what stands before the date. */
function trailingName(before: string): string {
  const words = before.replace(/[\s,;:(–-]+$/, '').split(/[\s\u00a0]+/)
  let from = words.length
  while (
    from > 0 &&
    words.length - from < 6 &&
    /^(?:\p{Lu}[\p{L}'’.-]*,?|d[eu]s?|la|le)$/u.test(words[from - 1]!)
  )
    from--
  const name = words.slice(from).join(' ').replaceAll(',', '')
  const folded = foldSameLength(name)
  const cut = civility.exec(folded)?.[0].length ?? 0
  if (isProfessional(folded)) return ''
  const own = leadingName(name.slice(cut), false)
  return isFullName(own) ? own : ''
}

/** Fields further apart than so many lines are not of one person. */
const apartLinesMax = 10

function persons(fields: readonly FormField[]): readonly StatedIdentity[] {
  const found: StatedIdentity[] = []
  const open = new Map<StatedRole, Person>()
  const close = (person: Person | undefined) => {
    const statement = person?.statement() ?? null
    if (statement !== null) found.push(statement)
  }
  for (const field of fields) {
    let person = open.get(field.role)
    const isFar = person !== undefined && field.line - person.line > apartLinesMax
    if (person === undefined || isFar || !place(person, field)) {
      close(person)
      person = new Person(field.role, field.line)
      open.set(field.role, person)
      place(person, field)
    }
    person.line = field.line
  }
  for (const person of open.values()) close(person)
  return found
}

/** Lines of bounded length, in which a name is not broken; bounded in all. */
export const readableText = (text: string): string =>
  text
    .slice(0, documentLimits.identityTextCharactersMax)
    .replace(/\r\n?|\f/g, '\n')
    // HL7 and DICOM names: DURAND^CAMILLE.
    .replaceAll('^', ' ')
    // "DA" at the end of a line, "Jean-" as well: the name goes on.
    .replace(
      /(\p{L}-|\s(?:D[AEU]|DOS|DAS|L[AE]|VAN|VON|EL|BEN))[ \t]*\n[ \t]*(?=\p{Lu})/gu,
      (_, end: string) => (end.endsWith('-') ? end : `${end} `),
    )
    // The patterns look back and forth within a line: none may be endless.
    .split('\n')
    .map((line) => (line.length > 1000 ? line.replace(/.{1000}[^ ]{0,60} ?/gs, '$&\n') : line))
    .join('\n')

const childOfOther = /(?<![a-z])(pour )((?:son|sa|leur) (?:fils|fille|enfant))(?![a-z])/g
const childOfSigner = new RegExp(
  '((?:autoris|consen|accept)[a-z]*(?![a-z])[^.]{0,100}?(?<![a-z]))' +
    '((?:mon|ma|notre) (?:fils|fille|enfant|mere|pere))(?![a-z])',
  'g',
)

/** "J'autorise l'opération de mon fils": a relative's consent is about the other one. */
const withChildAsPatient = (folded: string): string =>
  [childOfSigner, childOfOther].reduce(
    (text, pattern) =>
      text.replace(pattern, (_, before: string, child: string) => {
        return before + 'patient'.padEnd(child.length)
      }),
    folded,
  )

/**
 * All identities that a text states, each once: numbers, form fields, tables, letters. Pure, and
 * bounded by `identityTextCharactersMax` and `identityStatementsMax`.
 */
export function identityInText(text: string): readonly StatedIdentity[] {
  const read = readableText(text)
  const folded = withChildAsPatient(foldSameLength(read))
  const lines = read.split('\n')
  const foldedLines = folded.split('\n')
  const all = [
    ...numbersInText(read, folded),
    ...persons(formFields(lines, foldedLines)),
    ...tableIdentities(lines, foldedLines),
    ...letterIdentities(read, folded),
  ]
  const unique = new Map(all.map((one) => [JSON.stringify(one), one]))
  return [...unique.values()].slice(0, documentLimits.identityStatementsMax)
}
