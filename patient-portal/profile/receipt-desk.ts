import type { Clock } from '../../domain/clock.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { randomToken } from '../walls/portal-sessions.js'
import type { ErasureProof } from './profile-contract.js'

/**
 * Receipts for people who have no session any more: each is given out once, within
 * portalLimits.erasureReceiptMs, for a name that only the page of the erasure holds.
 */
export interface ReceiptDesk {
  leave(proof: ErasureProof): string
  /** Null when it was taken, or its time is over. */
  take(token: string): ErasureProof | null
}

export function createReceiptDesk(clock: Clock): ReceiptDesk {
  const kept = new Map<string, { readonly proof: ErasureProof; readonly until: number }>()
  const isOver = ({ until }: { readonly until: number }): boolean => until <= clock.now()
  const makeRoom = () => {
    for (const [token, one] of kept)
      if (isOver(one) || kept.size >= portalLimits.erasureReceiptsMax) kept.delete(token)
  }
  return {
    leave(proof) {
      makeRoom()
      const token = randomToken()
      kept.set(token, { proof, until: clock.now() + portalLimits.erasureReceiptMs })
      return token
    },
    take(token) {
      const found = kept.get(token)
      kept.delete(token)
      return found === undefined || isOver(found) ? null : found.proof
    },
  }
}
