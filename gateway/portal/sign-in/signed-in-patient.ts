import type { AccountId } from '../../../domain/ids.js'
import type { Profile } from '../../../domain/profile.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { SignedInPatient } from '../../../patient-portal/sign-in/sign-in-contract.js'

export type PatientReader = Pick<StoreReader, 'account' | 'profile'>

/** A patient whose account is in use, with the profile; null for anything else. */
export async function activePatient(
  read: PatientReader,
  accountId: AccountId,
): Promise<{ readonly displayName: string; readonly profile: Profile } | null> {
  const account = await read.account(accountId)
  if (account?.kind !== 'patient' || account.state !== 'active') return null
  const profile = await read.profile(accountId)
  return profile === null ? null : { displayName: account.displayName, profile }
}

/** Every way ends here: what it proved is an account, and this says whether that is a patient's. */
export async function signedInPatient(
  read: PatientReader,
  accountId: AccountId | null,
): Promise<SignedInPatient | null> {
  const found = accountId === null ? null : await activePatient(read, accountId)
  return found === null
    ? null
    : { patientId: found.profile.accountId, profile: found.profile.state }
}
