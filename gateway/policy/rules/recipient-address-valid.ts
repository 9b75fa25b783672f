import type { RecipientFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const recipientAddressValid: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'recipient-address-valid',
  requires: 'RFC 5321 §4.1.1.3',
  judge: ({ target }) => (target.kind === 'invalid' ? refuse('recipient-address-invalid') : accept),
}
