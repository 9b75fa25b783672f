import { isMemberAt } from '../../../domain/account.js'
import type { CredentialId } from '../../../domain/ids.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { Identity } from '../contract.js'
import { takesSignIn } from './identities.js'

type Reader = Pick<
  StoreReader,
  'account' | 'memberships' | 'accountsOwnedBy' | 'credentialsOfAccount' | 'credentialsOfPerson'
>

/**
 * Whether a sign-in would still be let in at `now` (milliseconds): the account is open, the person
 * owns it or is a member within the dates, and what opened it was not taken away. A smaller right
 * is no end: it is asked for at each act.
 */
export async function identityStands(
  read: Reader,
  identity: Identity,
  now: number,
): Promise<boolean> {
  const { person, credentialId } = identity
  const account = await read.account(identity.account.id)
  if (!takesSignIn(account)) return false
  if (person !== null && account.ownerId !== person.id) {
    const memberships = await read.memberships(person.id)
    const member = memberships.find(({ accountId }) => accountId === account.id)
    if (member === undefined || !isMemberAt(member, now)) return false
  }
  return credentialId === null || hasCredential(read, identity, credentialId)
}

/** Of the account, of the person, or of the person's own account for a shared one. */
async function hasCredential(
  read: Reader,
  { account, person }: Identity,
  id: CredentialId,
): Promise<boolean> {
  const isIt = (credential: { readonly id: CredentialId }) => credential.id === id
  if ((await read.credentialsOfAccount(account.id)).some(isIt)) return true
  if (person === null) return false
  if ((await read.credentialsOfPerson(person.id)).some(isIt)) return true
  for (const own of await read.accountsOwnedBy(person.id))
    if (own.id !== account.id && (await read.credentialsOfAccount(own.id)).some(isIt)) return true
  return false
}
