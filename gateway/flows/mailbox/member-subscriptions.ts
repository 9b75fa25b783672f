import type { Account } from '../../../domain/account.js'
import type { PersonId } from '../../../domain/ids.js'
import { namespaceOf } from '../../../domain/namespaces.js'
import type { StoreReader, Subscribe } from '../../../mailbox-store/contract.js'

/**
 * Mail clients show subscribed mailboxes only, so those of a team or a delegation come into the
 * member's own list with the membership, and leave it with it. The person may change that later.
 */
export async function memberSubscriptions(
  read: Pick<StoreReader, 'accountsOwnedBy' | 'subscriptions'>,
  shared: Account,
  personId: PersonId,
  subscribed: boolean,
): Promise<Subscribe[]> {
  const prefix = namespaceOf(shared)
  const operations: Subscribe[] = []
  for (const { id, kind } of await read.accountsOwnedBy(personId)) {
    if (kind !== 'personal') continue
    const names = subscribed
      ? (await read.subscriptions(shared.id)).map((name) => prefix + name)
      : (await read.subscriptions(id)).filter((name) => name.startsWith(prefix))
    for (const name of names) operations.push({ op: 'subscribe', accountId: id, name, subscribed })
  }
  return operations
}
