import type { ReplyFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

export const messageAnswerable: Rule<Pick<ReplyFacts, 'answered'>> = {
  id: 'message-answerable',
  requires: 'mssante.md §7 C 20',
  judge: ({ answered }) => {
    if (answered === null) return accept
    if (!answered.ok) return defer(answered.error)
    if (!answered.value.belongs) return refuse('not-found')
    return answered.value.answerable ? accept : refuse('message-not-answerable')
  },
}
