import { err, ok } from '../../domain/result.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import type { Directory, Learnt } from './directory.js'

/**
 * A store that cannot be read is an expected failure here: mail waits at the peer instead of
 * bouncing.
 */
async function learn<T>(question: () => Promise<T>): Learnt<T> {
  try {
    return ok(await question())
  } catch {
    return err('directory-unavailable')
  }
}

/**
 * The directory of one gateway: its own store. Not cached, so that a change holds for the next
 * command.
 */
export const createStoreDirectory = (read: StoreReader): Directory => ({
  accountByAddress: (address) => learn(() => read.accountByAddress(address)),
  account: (id) => learn(() => read.account(id)),
  profile: (id) => learn(() => read.profile(id)),
  membership: (personId, accountId) =>
    learn(async () => {
      const held = await read.memberships(personId)
      return held.find((member) => member.accountId === accountId) ?? null
    }),
  memberships: (personId) => learn(() => read.memberships(personId)),
  accountsOwnedBy: (personId) => learn(() => read.accountsOwnedBy(personId)),
  person: (id) => learn(() => read.person(id)),
  usedBytes: (id) => learn(async () => (await read.usage(id)).bytes),
})
