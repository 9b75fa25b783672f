/** People named in running text: "Monsieur Jean DUPONT, né le 12/03/1984". */
import { printedDate } from '../../domain/birth-date.js'
import { documentLimits } from '../../domain/document-limits.js'
import { civility, civilitySex, isFullName, leadingName } from './name-passages.js'
import { type StatedIdentity, type StatedRole, stated } from './stated-identity.js'
import { foldSameLength, headingRole, roleBefore } from './text-roles.js'

const opening = new RegExp(
  [
    String.raw`(?<![a-z'])(?:m\.|mr\.?|mme\.?|mlle\.?|melle|madame|monsieur|mademoiselle|(?:le|`,
    'la|votre|notre|ce|cette) patiente?)(?![a-z])',
  ].join(''),
  'g',
)

/** Who is named is the subject of the letter, if such words stand shortly before. */
const subject = new RegExp(
  [
    '(?:patiente?|objet|(?<![a-z])re|concerne|concernant|certifie|examine|',
    'consultation|recu|vu|revu|revoir|recevoir|hospitalise|hospitalisation|suivi|',
    'suit|sante de|adresse|adresser|pour|prise en charge|charge|operee?|',
    'sejour de)[^.]{0,40}$',
  ].join(''),
)

const birth = new RegExp(
  `^[^.;\\n]{0,60}?\\bn[ée]e?\\s?(?:\\(e\\))?\\s?` +
    `(?:\\p{L}[\\p{L}' -]{0,40} )?(?:(?:le)?\\s*:?\\s*(${printedDate})|` +
    `(?:en|vers) (?:\\p{L}+ )?((?:19|20)\\d\\d))`,
  'iu',
)
const bracketed = new RegExp(
  `^\\s*,?\\s*\\(\\s*(?:ddn|n[ée]e?(?:\\(e\\))? le)?\\s*:?\\s*(${printedDate})`,
  'iu',
)
/** Behind "née PETIT" a date needs no word of its own; elsewhere it may be that of a visit. */
const afterMaiden = new RegExp(`^[\\s,(]*(?:n[ée]e\\s)?(?:le\\s)?\\s*:?\\s*(${printedDate})`, 'iu')
const bornName = /(?:^|\s)n[ée]e?\s\p{L}/iu

const anotherCivility = /(?<![a-z'])(?:m\.|mr|mme|mlle|madame|monsieur|dr|docteur)(?![a-z])/

/** The date behind a name, unless another person is named before it. */
function dateAfter(rest: string, isBornNamed: boolean): string {
  const direct =
    bracketed.exec(rest)?.[1] ?? (isBornNamed ? afterMaiden.exec(rest)?.[1] : undefined)
  if (direct !== undefined) return direct
  const found = birth.exec(rest)
  if (found === null) return ''
  const date = found[1] ?? found[2]!
  const between = foldSameLength(found[0].slice(0, -date.length))
  return roleBefore(between) === null && !anotherCivility.test(between) ? date : ''
}

const maiden = /^[\s,(]*n[ée]e\s+(\p{Lu}[\p{L}'’ -]*?)(?=\s*(?:[,).;]|n[ée]e?\s|le\s|$))/u

const passageMax = 140

interface Named {
  readonly name: string
  readonly rest: string
}

function nameAfter(passage: string): Named | null {
  const name = leadingName(passage, false)
  if (name === '') return null
  const first = name.split(' ')[0]!
  const start = passage.indexOf(first)
  // The name ends where its last word ends.
  let at = start
  for (const word of name.split(' ')) at = passage.indexOf(word, at) + word.length
  return start < 0 || at < start ? null : { name, rest: passage.slice(at) }
}

function roleOf(before: string, hasDate: boolean, isAlone: boolean): StatedRole | null {
  // A line of its own speaks for itself, unless a heading above says whose it is.
  if (isAlone) return headingRole(before.split('\n').at(-2) ?? '') ?? (hasDate ? 'patient' : 'weak')
  const sentence = before.split(/[.;]\s|\n\s*\n/).at(-1) ?? ''
  const near = roleBefore(sentence.slice(-45))
  if (near === 'other' || near === 'weak') return near
  if (hasDate || subject.test(sentence)) return 'patient'
  return null
}

export function letterIdentities(text: string, folded: string): readonly StatedIdentity[] {
  const found: StatedIdentity[] = []
  let passages = 0
  for (const match of folded.matchAll(opening)) {
    if (++passages > documentLimits.identityPassagesMax) break
    const end = match.index + match[0].length
    const isCivil = civility.test(match[0])
    const window = text.slice(end, end + passageMax)
    // Wrapped lines are one sentence; a blank line ends it.
    const passage = (window.split(/\n\s*\n/)[0] ?? '').replace(/\s*\n\s*/g, ' \u0001')
    const line = passage.split('\u0001')[0]!
    const joined = passage.replaceAll('\u0001', '')
    if (!isCivil && line.trim() === '') continue
    const inner = isCivil
      ? joined
      : joined.replace(/^[\s,:]*(?:M\.|Mr|Mme|Mlle|Madame|Monsieur)\s+/, '')
    const lineName = leadingName(line, false)
    const isWholeLine =
      isFullName(lineName) &&
      (line.split(/ {3,}|\t/)[0] ?? '').replace(/[\s,.]+$/, '').trim().length <= lineName.length + 2
    const named = isWholeLine
      ? { name: lineName, rest: joined.slice(lineName.length) }
      : nameAfter(inner)
    if (named === null) continue
    const own = maiden.exec(named.rest)?.[1] ?? ''
    const rest = own === '' ? named.rest : named.rest.slice(named.rest.indexOf(own) + own.length)
    const date = dateAfter(rest, own !== '' || bornName.test(named.name))
    const before = folded.slice(Math.max(0, match.index - 120), match.index)
    const lineStart = /(?:^|\n)[ \t]*$/.test(before)
    const isAlone = lineStart && isWholeLine
    const role = roleOf(before, date !== '', isAlone)
    if (role === null) continue
    const full = isFullName(named.name) ? named.name : ''
    if (full === '' && date === '') continue
    const name = own === '' ? full || named.name : `${full || named.name} née ${own}`
    const sex = isCivil ? civilitySex(match[0]) : 'unknown'
    found.push(stated(role, { birthDate: date, sex }, { fullName: name }))
  }
  return found
}
