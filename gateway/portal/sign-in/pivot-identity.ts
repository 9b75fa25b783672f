import { readBirthDate } from '../../../domain/birth-date.js'
import { gradeTraits } from '../../../domain/identity-guard.js'
import type { IdentityTraits } from '../../../domain/identity-traits.js'
import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { nameWords } from '../../../domain/name-folding.js'
import type { NameGrade } from '../../../domain/name-grade.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { Profile } from '../../../domain/profile.js'
import { identityOfProfile } from '../../../domain/profile-identity.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'

export type Claims = Readonly<Record<string, unknown>>

const textOf = (claims: Claims, name: string): string => {
  const value = claims[name]
  return typeof value === 'string' ? value.trim() : ''
}

/**
 * The pivot identity of FranceConnect: names as the civil registry has them, all first names, whole
 * birth date. Null when something is missing: half an identity could be anybody's.
 */
export function pivotIdentity(claims: Claims): IdentityTraits | null {
  const birthName = textOf(claims, 'family_name')
  const given = textOf(claims, 'given_name')
  const birthDate = textOf(claims, 'birthdate')
  const gender = textOf(claims, 'gender')
  const firstNames = given.split(/[\s,]+/).filter((name) => name !== '')
  const isWhole = /^\d{4}-\d{2}-\d{2}$/.test(birthDate) && readBirthDate(birthDate) !== null
  if (birthName === '' || !isWhole || firstNames.length === 0) return null
  if (gender !== 'male' && gender !== 'female') return null
  const usedName = textOf(claims, 'preferred_username')
  const rest = { matricule: null, insOid: null, usedName, birthDate }
  return { ...rest, birthName, firstNames, sex: gender }
}

const firstWord = (names: readonly string[]): string => nameWords(names[0] ?? '')[0] ?? ''

/** Case, accents, hyphens and order of the list of first names apart, all must be equal. */
function isSame(profile: Profile, said: IdentityTraits): boolean {
  const patient = { ...identityOfProfile(profile), usedName: '' }
  const { family, first, date, sex } = gradeTraits(patient, { ...said, usedName: '' })
  const isFit = (grade: NameGrade | null) => grade === 'same' || grade === 'variant'
  // The guard takes initials, which would fit a brother as well: here the name itself is wanted.
  const isWritten = firstWord(profile.firstNames) === firstWord(said.firstNames)
  return isFit(family) && isFit(first) && isWritten && date === 'same' && sex !== 'differs'
}

/** The one patient with this identity; null when there is none, or more than one. */
export async function patientOfIdentity(
  read: Pick<StoreReader, 'profilesBorn'>,
  said: IdentityTraits,
): Promise<AccountId | null> {
  let found: AccountId | null = null
  let after: AccountId | null = null
  for (let seen = 0; seen < portalLimits.oidcProfilesComparedMax; ) {
    const page: Profile[] = await read.profilesBorn(said.birthDate, after, limits.pageRowsMax)
    for (const profile of page) {
      if (!isSame(profile, said)) continue
      if (found !== null) return null
      found = profile.accountId
    }
    if (page.length < limits.pageRowsMax) return found
    seen += page.length
    after = page.at(-1)!.accountId
  }
  // Not all were looked at: a namesake could be among the rest.
  return null
}
