import type { IdentityTraits } from './identity-traits.js'
import type { Profile } from './profile.js'

/** Who a patient of ours is, as the guard and the vault want it. */
export const identityOfProfile = (profile: Omit<Profile, 'accountId'>): IdentityTraits => ({
  matricule: profile.matricule,
  insOid: profile.insOid,
  birthName: profile.birthName,
  usedName: profile.usedName === profile.birthName ? '' : profile.usedName,
  firstNames: profile.firstNames,
  birthDate: profile.birthDate,
  sex: profile.sex,
})
