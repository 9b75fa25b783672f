import type { SubmitSenderFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const senderSignedIn: Rule<Pick<SubmitSenderFacts, 'signedIn'>> = {
  id: 'sender-signed-in',
  requires: 'mssante.md §7 B 9, RFC 6409 §4.3',
  judge: ({ signedIn }) => {
    if (signedIn === 'no') return refuse('sign-in-required')
    return signedIn === 'ambiguous' ? refuse('account-choice-required') : accept
  },
}
