import type { Account } from '../../../domain/account.js'
import type { PersonId } from '../../../domain/ids.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { AccountMember } from '../../imap/imap-session.js'

/** Who has rights on an account, its owner first. */
export async function accountMembers(
  read: StoreReader,
  { id: accountId, ownerId }: Account,
): Promise<AccountMember[]> {
  const members: AccountMember[] = []
  const add = async (
    personId: PersonId,
    held: Pick<AccountMember, 'right' | 'fromAt' | 'untilAt'>,
  ): Promise<void> => {
    const person = await read.person(personId)
    if (person === null) return
    const homes = await read.accountsOwnedBy(personId)
    const address = homes.find(({ kind }) => kind === 'personal')?.address ?? null
    members.push({ person, address, ...held })
  }
  if (ownerId !== null) await add(ownerId, { right: 'manage', fromAt: null, untilAt: null })
  for (const { personId, right, fromAt, untilAt } of await read.members(accountId))
    await add(personId, { right, fromAt, untilAt })
  return members
}
