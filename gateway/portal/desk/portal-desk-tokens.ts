import { createHmac } from 'node:crypto'
import {
  type AccountId,
  asMailboxId,
  asUid,
  type MailboxId,
  type Uid,
} from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { openBlock, sealBlock, sealedBlockBytes } from '../../sealed-block.js'

/** Where a message stands; the date lets a page of the conversation be read from there. */
export interface MessagePlace {
  readonly mailboxId: MailboxId
  readonly uid: Uid
  readonly internalDate: number
}

/**
 * Opaque names for browsers. An exchange is a keyed hash of patient and professional, so that no
 * address stands in a URL (mssante.md §7 C 19). A message is one block of 128 bits under a key of
 * that patient and exchange: a name from elsewhere opens to a place that does not exist.
 */
export interface PortalTokens {
  exchangeId(patientId: AccountId, professionalAddress: string): string
  messageId(patientId: AccountId, exchangeId: string, place: MessagePlace): string
  /** Null when it is no token of ours; any other answer must still be looked up. */
  messagePlace(patientId: AccountId, exchangeId: string, token: string): MessagePlace | null
}

export function createPortalTokens(key: Uint8Array): PortalTokens {
  const kept = new Map<string, Buffer>()
  // A page names the same exchange and its messages many times over.
  const keyed = (label: string, ...facts: readonly string[]): Buffer => {
    const named = [label, ...facts].join('\0')
    const known = kept.get(named)
    if (known !== undefined) return known
    const hash = createHmac('sha256', key).update(named).digest()
    const oldest = kept.keys().next().value
    if (kept.size >= portalLimits.portalExchangeNamesKeptMax && oldest !== undefined)
      kept.delete(oldest)
    kept.set(named, hash)
    return hash
  }
  const blockKey = (patientId: AccountId, exchangeId: string): Buffer =>
    keyed('message', String(patientId), exchangeId)
  return {
    exchangeId: (patientId, professionalAddress) =>
      keyed('exchange', String(patientId), professionalAddress.toLowerCase())
        .subarray(0, sealedBlockBytes)
        .toString('base64url'),
    messageId(patientId, exchangeId, place) {
      const block = Buffer.alloc(sealedBlockBytes)
      block.writeUIntBE(place.mailboxId, 0, 6)
      block.writeUInt32BE(place.uid, 6)
      block.writeUIntBE(Math.max(0, Math.trunc(place.internalDate)), 10, 6)
      return sealBlock(blockKey(patientId, exchangeId), block)
    },
    messagePlace(patientId, exchangeId, token) {
      const plain = openBlock(blockKey(patientId, exchangeId), token)
      if (plain === null) return null
      return {
        mailboxId: asMailboxId(plain.readUIntBE(0, 6)),
        uid: asUid(plain.readUInt32BE(6)),
        internalDate: plain.readUIntBE(10, 6),
      }
    },
  }
}
