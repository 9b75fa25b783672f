import { limits } from '../../../domain/limits.js'
import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule } from '../verdict.js'

/** 452, so that the peer sends the rest in a second transaction (RFC 5321 §4.5.3.1.10). */
export const recipientsWithinLimit: Rule<Pick<RecipientFacts, 'acceptedRecipients'>> = {
  id: 'recipients-within-limit',
  requires: 'mssante.md §7 A 8, RFC 5321 §4.5.3.1.8',
  judge: ({ acceptedRecipients }) =>
    acceptedRecipients >= limits.recipientsPerMessageMax ? defer('too-many-recipients') : accept,
}
