import { createHmac } from 'node:crypto'
import { type AccountId, asAccountId } from '../../domain/ids.js'
import { openBlock, sealBlock, sealedBlockBytes } from '../sealed-block.js'

/** An exchange of an account, and what of it a page showed. */
export interface ShownExchange {
  readonly patientId: AccountId
  /** The patient's last message on the page, milliseconds; 0 when there was none. */
  readonly upTo: number
}

/**
 * Opaque names for browsers. A row is one block of 128 bits under a key of its account: a name from
 * another mailbox opens to nothing. It carries what the page showed, so that marking it as handled
 * never covers a message that came in between.
 */
export interface TeamTokens {
  boxId(accountId: AccountId): string
  rowId(accountId: AccountId, shown: ShownExchange): string
  /** Null when it is no token of this account; any other answer must still be looked up. */
  shown(accountId: AccountId, rowId: string): ShownExchange | null
}

/** Zeros between the two numbers, which a block from elsewhere has once in 2^32. */
const gapBytes = 4

export function createTeamTokens(key: Uint8Array): TeamTokens {
  const keyed = (label: string, accountId: AccountId): Buffer =>
    createHmac('sha256', key).update(`${label}\0${accountId}`).digest()
  return {
    boxId: (accountId) =>
      keyed('box', accountId).subarray(0, sealedBlockBytes).toString('base64url'),
    rowId(accountId, { patientId, upTo }) {
      const block = Buffer.alloc(sealedBlockBytes)
      block.writeUIntBE(patientId, 0, 6)
      block.writeUIntBE(Math.max(0, Math.trunc(upTo)), 6 + gapBytes, 6)
      return sealBlock(keyed('row', accountId), block)
    },
    shown(accountId, rowId) {
      const plain = openBlock(keyed('row', accountId), rowId)
      if (plain === null || plain.readUInt32BE(6) !== 0) return null
      return { patientId: asAccountId(plain.readUIntBE(0, 6)), upTo: plain.readUIntBE(10, 6) }
    },
  }
}
