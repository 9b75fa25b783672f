import type { SubmitSenderFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** A signed-in user never sends as someone else (RFC 6409 §6.1). */
export const senderBelongsToIdentity: Rule<Pick<SubmitSenderFacts, 'use'>> = {
  id: 'sender-belongs-to-identity',
  requires: 'mssante.md §7 B 11, DESIGN.md §6',
  judge: ({ use }) => {
    if (use === null) return accept
    if (!use.ok) return defer(use.error)
    if (use.value === 'right-missing') return refuse('right-missing')
    return use.value === 'usable' ? accept : refuse('sender-not-owned')
  },
}
