import type { ReceiveContentFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** What judges a message with a null sender: bounces and receipts (mssante.md §7 A 4). */
export const fromBoundToCertificate: Rule<Pick<ReceiveContentFacts, 'fromStanding'>> = {
  id: 'from-bound-to-certificate',
  requires: 'mssante.md §7 A 3 to 5',
  judge: ({ fromStanding }) => {
    if (fromStanding === null) return refuse('from-header-missing')
    if (!fromStanding.ok) return defer(fromStanding.error)
    if (!fromStanding.value.inTrustSpace) return refuse('sender-domain-outside-trust-space')
    return fromStanding.value.boundToPeer
      ? accept
      : refuse('sender-domain-not-bound-to-certificate')
  },
}
