import { createHmac } from 'node:crypto'
import { type AccountId, asAccountId } from '../../domain/ids.js'
import { openBlock, sealBlock, sealedBlockBytes } from '../sealed-block.js'

/**
 * Names in the links that switch notices off. Each is one block of 128 bits under a key of its own:
 * the account, and 80 bits of a keyed hash of the address that the email went to. So it cannot be
 * guessed, says nothing, and dies with the address.
 */
export interface UnsubscribeLinks {
  tokenFor(accountId: AccountId, email: string): string
  /** Null when it is no token of ours; `matches` is to be asked with the address in use. */
  read(token: string): { accountId: AccountId; matches(email: string): boolean } | null
}

const idBytes = 6

export function createUnsubscribeLinks(instanceKey: Uint8Array): UnsubscribeLinks {
  const derived = (use: string): Buffer => createHmac('sha256', instanceKey).update(use).digest()
  const blockKey = derived('unsubscribe-block')
  const hashKey = derived('unsubscribe-address')
  const hashOf = (accountId: AccountId, email: string): Buffer =>
    createHmac('sha256', hashKey)
      .update(`${accountId}\0${email}`)
      .digest()
      .subarray(0, sealedBlockBytes - idBytes)
  return {
    tokenFor(accountId, email) {
      const block = Buffer.alloc(sealedBlockBytes)
      block.writeUIntBE(accountId, 0, idBytes)
      hashOf(accountId, email).copy(block, idBytes)
      return sealBlock(blockKey, block)
    },
    read(token) {
      const plain = openBlock(blockKey, token)
      if (plain === null) return null
      const accountId = asAccountId(plain.readUIntBE(0, idBytes))
      const hash = plain.subarray(idBytes)
      return { accountId, matches: (email) => hashOf(accountId, email).equals(hash) }
    },
  }
}
