/**
 * A text against one patient. A text names many people; it is held when it states another INS or
 * another birth identity as its patient's, and accepted when its patient is ours, or nobody.
 */
import { gradeTraits, judgeTraits } from '../../domain/identity-guard.js'
import type { IdentityTraits, IdentityVerdict } from '../../domain/identity-traits.js'
import { nameWords } from '../../domain/name-folding.js'
import { hasForeignBirth } from './birth-traces.js'
import { identityInText, readableText } from './identity-in-text.js'
import { isShared } from './shared-document.js'
import type { StatedIdentity } from './stated-identity.js'
import { roleBefore } from './text-roles.js'

/** `strong`: INS, or name, first name and whole birth date are ours. `name`: the names are. */
export type TextMatch = 'strong' | 'name' | 'none'

export interface TextJudgement {
  readonly verdict: IdentityVerdict
  readonly match: TextMatch
}

interface Judged {
  readonly statement: StatedIdentity
  readonly verdict: IdentityVerdict
  readonly match: TextMatch
}

const rank = { accept: 0, hold: 1, refuse: 2 } as const

const best = (verdicts: readonly IdentityVerdict[]): IdentityVerdict =>
  verdicts.reduce((one, other) => (rank[other.decision] < rank[one.decision] ? other : one))

const born = /^(.*?)\s+(?:n[ée]e?(?:\(e\))?)\s+(.+)$/iu
const wed = /^(.*?)\s+(?:[ée]pouse|[ée]pse|[ée]p|veuve|vve)\.?\s+(.+)$/iu
const capitals = /^[\p{Lu}'’.-]{2,}$/u
const particle = /^(?:de|du|des|d|la|le|les|l|van|von)$/iu

/** Capitals are the family name where the rest is not in capitals: "DURAND Camille". */
function byCapitals(words: readonly string[]): readonly [string, string] | null {
  const isFamily = (word: string) => capitals.test(word) || particle.test(word)
  const family = words.filter(isFamily)
  const given = words.filter((word) => !isFamily(word))
  // O BRIEN SEAN: a single capital is no given name beside capitals.
  if (!given.some((word) => /\p{Ll}/u.test(word)) || !family.some((word) => capitals.test(word)))
    return null
  return [family.join(' '), given.join(' ')]
}

/** Every way to read "Camille DURAND": all cuts, both orders; or the one that capitals show. */
function readings(fullName: string): readonly (readonly [family: string, given: string])[] {
  const words = fullName.split(/\s+/)
  if (words.length === 1) return [[fullName, '']]
  const shown = byCapitals(words)
  if (shown !== null) return [shown]
  const cuts: (readonly [string, string])[] = []
  for (let cut = 1; cut < words.length; cut++) {
    const [head, tail] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')]
    cuts.push([head, tail], [tail, head])
  }
  return cuts
}

/** The traits of a statement, in all readings of an undivided name. */
function traitsOf(statement: StatedIdentity): readonly IdentityTraits[] {
  const { traits, fullName } = statement
  const { birthName, firstNames } = traits
  // "Nom : DURAND Camille" without a field for the first name: perhaps both are in it.
  if (fullName === '' && firstNames.length === 0 && /\S\s+\S/.test(birthName))
    return [traits, ...traitsOf({ ...statement, fullName: birthName })]
  if (fullName === '') return [traits]
  const [, before = '', after = ''] = born.exec(fullName) ?? []
  const [, maiden = '', married = ''] = before === '' ? (wed.exec(fullName) ?? []) : []
  const name = before || maiden || fullName
  return readings(name).map(([family, given]) => ({
    ...traits,
    birthName: after || family,
    usedName: after === '' ? married : family,
    firstNames: given === '' ? traits.firstNames : [given],
  }))
}

function matchOf(patient: IdentityTraits, said: IdentityTraits): TextMatch {
  const { family, first, date } = gradeTraits(patient, said)
  if (family === null || first === null) return 'none'
  return date === 'same' ? 'strong' : 'name'
}

/** Nothing to compare with, on our side, is no match. */
function judgeTraitsSaid(patient: IdentityTraits, statement: StatedIdentity): Judged {
  const all = traitsOf(statement).map((said) => ({
    said,
    verdict: judgeTraits(patient, said, false),
  }))
  const verdict = best(all.map((one) => one.verdict))
  const said = all.find((one) => one.verdict === verdict)!.said
  const isOurs = verdict.decision === 'accept'
  return { statement, verdict, match: isOurs ? matchOf(patient, said) : 'none' }
}

const held = (reason: IdentityVerdict['reason'], ...grounds: string[]): IdentityVerdict => ({
  decision: 'hold',
  reason,
  grounds,
})

function judgeNumber(patient: IdentityTraits, statement: StatedIdentity): Judged {
  const own = patient.matricule ?? ''
  const said = statement.traits.matricule ?? ''
  if (said === own) {
    const verdict: IdentityVerdict = {
      decision: 'accept',
      reason: 'identity-matches',
      grounds: ['Le texte porte l’INS du dossier.'],
    }
    return { statement, verdict, match: 'strong' }
  }
  if (own === '') {
    const verdict = held('identity-incomplete', 'Le dossier n’a pas d’INS à comparer au texte.')
    return { statement: { ...statement, role: 'weak' }, verdict, match: 'none' }
  }
  const apart = [...said].filter((digit, i) => digit !== own[i]).length
  // One or two misread figures in a number whose key is wrong: neither ours nor another's.
  const isMisread = statement.isDamaged && apart <= 2 && said.length >= 13
  const reason = statement.isDamaged ? 'ins-malformed' : 'ins-differs'
  const verdict = held(
    reason,
    statement.isDamaged
      ? 'Le texte porte un numéro INS illisible ou faux.'
      : 'Le texte porte l’INS d’une autre personne.',
  )
  const role = statement.isDamaged && statement.role === 'patient' ? 'weak' : statement.role
  return { statement: { ...statement, role: isMisread ? 'weak' : role }, verdict, match: 'none' }
}

const roleReach = 30

/**
 * `before`: capitals. A doctor's, a husband's or a child's name is no sign of its bearer's file.
 */
const isOthers = (before: string): boolean =>
  /(?:DR|DOCTEUR|PR|PROFESSEUR|MEDECIN)$/.test(before) ||
  roleBefore(before.toLowerCase()) === 'other'

/** Family name and first name side by side, and not as somebody else's. */
export function namesPatient(patient: IdentityTraits, text: string): boolean {
  const families = [patient.birthName, patient.usedName].map(nameWords).filter((w) => w.length > 0)
  const given = nameWords((patient.firstNames[0] ?? '').split(/[ ,]/)[0] ?? '')
  if (families.length === 0 || given.length === 0) return false
  const words = ` ${nameWords(text).join(' ')} `
  const pairs = families.flatMap((family) => [
    `${family.join(' ')} ${given.join(' ')}`,
    `${given.join(' ')} ${family.join(' ')}`,
  ])
  return pairs.some((pair) => {
    let at = words.indexOf(` ${pair} `)
    while (at >= 0) {
      if (!isOthers(words.slice(Math.max(0, at - roleReach), at))) return true
      at = words.indexOf(` ${pair} `, at + 1)
    }
    return false
  })
}

/** Is the statement so full that another person is certainly meant? */
const isFull = ({ traits, fullName, isDamaged }: StatedIdentity): boolean =>
  (traits.matricule !== null && !isDamaged) ||
  (traits.birthDate !== '' &&
    (fullName !== '' || traits.birthName !== '' || traits.usedName !== ''))

const matches = { strong: 2, name: 1, none: 0 } as const

function accepted(match: TextMatch, ours: readonly Judged[]): TextJudgement {
  const isNamed = match !== 'none'
  const said = ours.flatMap(({ verdict }) => verdict.grounds)
  const named = [...new Set(said.length > 0 ? said : ['Le texte nomme le patient.'])]
  const grounds = isNamed ? named : ['Le texte n’énonce aucune identité de patient.']
  const reason = isNamed ? 'identity-matches' : 'identity-not-said'
  return { verdict: { decision: 'accept', reason, grounds }, match }
}

/** The text's statements, weighed. `declared`: the document's header is already found ours. */
export function judgeText(patient: IdentityTraits, text: string, declared: boolean): TextJudgement {
  const statements = identityInText(text)
  const judged = statements.map((statement) =>
    statement.traits.matricule === null
      ? judgeTraitsSaid(patient, statement)
      : judgeNumber(patient, statement),
  )
  const ours = judged.filter(
    ({ statement, match }) => statement.role !== 'other' && match !== 'none',
  )
  // Named as a mother or a person of trust only: the text is about somebody else.
  const isRelative = judged.some(({ statement, match: of }) => {
    return statement.role === 'other' && of !== 'none'
  })
  const named = ours.length > 0 || (!isRelative && namesPatient(patient, text))
  const match = ours.reduce<TextMatch>(
    (top, one) => (matches[one.match] > matches[top] ? one.match : top),
    named ? 'name' : 'none',
  )
  const isAgainst = ({ statement, verdict }: Judged): boolean => {
    if (statement.role === 'other' || verdict.decision === 'accept') return false
    if (statement.role === 'weak') return match === 'none' && !declared
    return isFull(statement) || statement.isFirm || !(declared || match === 'strong')
  }
  if (!declared && isShared(readableText(text), patient.birthDate)) {
    const says =
      'Le texte est celui de plusieurs personnes, dont l’une est née à la date du dossier.'
    return { verdict: held('other-person-named', says), match }
  }
  const against = judged.filter(isAgainst)
  if (against.length > 0) {
    const first = against.find(({ statement }) => isFull(statement)) ?? against[0]!
    const reason = match === 'none' ? first.verdict.reason : 'other-person-named'
    const grounds = [
      'Le texte énonce une autre identité que celle du dossier.',
      ...first.verdict.grounds,
    ]
    return { verdict: held(reason, ...grounds), match }
  }
  if (match === 'none' && !declared && hasForeignBirth(readableText(text), patient.birthDate)) {
    const says = 'Le texte ne nomme pas le patient, et énonce l’âge d’une autre personne.'
    return { verdict: held('birth-date-differs', says), match }
  }
  return accepted(match, ours)
}
