import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { type AccountId, asAccountId } from '../../domain/ids.js'

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

const blockBytes = 16
const idBytes = 6

export function createUnsubscribeLinks(instanceKey: Uint8Array): UnsubscribeLinks {
  const derived = (use: string): Buffer => createHmac('sha256', instanceKey).update(use).digest()
  const blockKey = derived('unsubscribe-block')
  const hashKey = derived('unsubscribe-address')
  const hashOf = (accountId: AccountId, email: string): Buffer =>
    createHmac('sha256', hashKey)
      .update(`${accountId}\0${email}`)
      .digest()
      .subarray(0, blockBytes - idBytes)
  return {
    tokenFor(accountId, email) {
      const block = Buffer.alloc(blockBytes)
      block.writeUIntBE(accountId, 0, idBytes)
      hashOf(accountId, email).copy(block, idBytes)
      const cipher = createCipheriv('aes-256-ecb', blockKey, null)
      return cipher.setAutoPadding(false).update(block).toString('base64url')
    },
    read(token) {
      const block = Buffer.from(token, 'base64url')
      if (block.length !== blockBytes || block.toString('base64url') !== token) return null
      const decipher = createDecipheriv('aes-256-ecb', blockKey, null)
      const plain = decipher.setAutoPadding(false).update(block)
      const accountId = asAccountId(plain.readUIntBE(0, idBytes))
      const hash = plain.subarray(idBytes)
      return { accountId, matches: (email) => hashOf(accountId, email).equals(hash) }
    },
  }
}
