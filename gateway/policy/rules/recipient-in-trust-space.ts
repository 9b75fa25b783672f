import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** Nothing leaves the trust space (invariant 5). */
export const recipientInTrustSpace: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'recipient-in-trust-space',
  requires: 'mssante.md §7 A 6',
  judge: ({ target }) => {
    if (target.kind !== 'remote') return accept
    if (!target.inTrustSpace.ok) return defer(target.inTrustSpace.error)
    return target.inTrustSpace.value ? accept : refuse('recipient-outside-trust-space')
  },
}
