import type { IdentityTraits } from '../../domain/identity-traits.js'

/**
 * Whose identity a passage of a text states. `patient`: labelled so, or the subject of a letter.
 * `weak`: perhaps the patient's (a name alone on its line, the insured person, a child).
 * `other`: labelled as somebody else's (doctor, mother, person of trust...).
 */
export type StatedRole = 'patient' | 'weak' | 'other'

export interface StatedIdentity {
  readonly role: StatedRole
  readonly traits: IdentityTraits
  /** Family and given names in one, in no known order; empty when they are apart in `traits`. */
  readonly fullName: string
  /** A number that is labelled as an INS and has no right key. */
  readonly isDamaged: boolean
  /** Labelled as the birth name, or as the patient's name: no other passage outweighs it. */
  readonly isFirm: boolean
}

export const nobody: IdentityTraits = {
  matricule: null,
  insOid: null,
  birthName: '',
  usedName: '',
  firstNames: [],
  birthDate: '',
  sex: 'unknown',
}

export const stated = (
  role: StatedRole,
  traits: Partial<IdentityTraits>,
  more: Partial<Pick<StatedIdentity, 'fullName' | 'isDamaged' | 'isFirm'>> = {},
): StatedIdentity => ({
  role,
  traits: { ...nobody, ...traits },
  fullName: more.fullName ?? '',
  isDamaged: more.isDamaged ?? false,
  isFirm: more.isFirm ?? false,
})
