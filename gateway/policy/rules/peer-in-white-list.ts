import type { ReceiveSenderFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/**
 * A certificate of the trust space that no domain is bound to (a professional's, a software's)
 * opens no session between operators: with the null sender its holder could otherwise ask which
 * patients have a mailbox (mssante.md §7 C 17).
 */
export const peerInWhiteList: Rule<Pick<ReceiveSenderFacts, 'sender' | 'listed'>> = {
  id: 'peer-in-white-list',
  requires: 'mssante.md §7 A 2 to 4',
  judge: ({ sender, listed }) => {
    // An address has a domain, and the rule on that domain says more.
    if (sender.kind !== 'null') return accept
    if (!listed.ok) return defer(listed.error)
    return listed.value ? accept : refuse('operator-certificate-invalid')
  },
}
