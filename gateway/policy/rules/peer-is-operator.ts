import type { ReceiveSenderFacts } from '../facts.js'
import { accept, type Rule, verdictOf } from '../verdict.js'

/** First of all rules: whoever is no proven operator learns nothing more than that. */
export const peerIsOperator: Rule<Pick<ReceiveSenderFacts, 'peer'>> = {
  id: 'peer-is-operator',
  requires: 'mssante.md §7 A 2',
  judge: ({ peer }) => (peer.ok ? accept : verdictOf(peer.error)),
}
