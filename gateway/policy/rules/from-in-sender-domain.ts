import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const fromInSenderDomain: Rule<Pick<ContentFacts, 'from' | 'sender'>> = {
  id: 'from-in-sender-domain',
  requires: 'mssante.md §7 A 5',
  judge: ({ from, sender }) =>
    sender.kind === 'address' && from?.domain !== sender.address.domain
      ? refuse('from-header-not-in-sender-domain')
      : accept,
}
