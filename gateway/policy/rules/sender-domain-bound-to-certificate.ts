import type { ReceiveSenderFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

export const senderDomainBoundToCertificate: Rule<Pick<ReceiveSenderFacts, 'standing'>> = {
  id: 'sender-domain-bound-to-certificate',
  requires: 'mssante.md §7 A 3',
  judge: ({ standing }) => {
    if (standing === null) return accept
    if (!standing.ok) return defer(standing.error)
    return standing.value.boundToPeer ? accept : refuse('sender-domain-not-bound-to-certificate')
  },
}
