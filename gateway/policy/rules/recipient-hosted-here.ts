import type { RecipientFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Operators deliver straight to each other: we relay for nobody. */
export const recipientHostedHere: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'recipient-hosted-here',
  requires: 'mssante.md §7 A 3, RFC 5321 §7.9',
  judge: ({ target }) => (target.kind === 'remote' ? refuse('recipient-not-local') : accept),
}
