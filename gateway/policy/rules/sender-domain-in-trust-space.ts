import type { ReceiveSenderFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** The null sender has no domain: its `From:` is judged with the content (mssante.md §7 A 4). */
export const senderDomainInTrustSpace: Rule<Pick<ReceiveSenderFacts, 'standing'>> = {
  id: 'sender-domain-in-trust-space',
  requires: 'mssante.md §7 A 3',
  judge: ({ standing }) => {
    if (standing === null) return accept
    if (!standing.ok) return defer(standing.error)
    return standing.value.inTrustSpace ? accept : refuse('sender-domain-outside-trust-space')
  },
}
