/** Facts about accounts and people, as the flows ask for them. A fact that cannot be had defers. */
import type { Account, Member, Person } from '../../domain/account.js'
import type { AccountId, PersonId } from '../../domain/ids.js'
import type { Profile } from '../../domain/profile.js'
import type { Result } from '../../domain/result.js'

export type Learnt<T> = Promise<Result<T, 'directory-unavailable'>>

export interface Directory {
  /** Lower-case address; null when no account has it. */
  accountByAddress(address: string): Learnt<Account | null>
  account(id: AccountId): Learnt<Account | null>
  profile(id: AccountId): Learnt<Profile | null>
  /** The person's membership of a shared account, or null. */
  membership(personId: PersonId, accountId: AccountId): Learnt<Member | null>
  memberships(personId: PersonId): Learnt<readonly Member[]>
  accountsOwnedBy(personId: PersonId): Learnt<readonly Account[]>
  person(id: PersonId): Learnt<Person | null>
  /** Octets in use. */
  usedBytes(id: AccountId): Learnt<number>
}
