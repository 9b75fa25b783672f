import type { ReplyFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const replyHasContent: Rule<Pick<ReplyFacts, 'content'>> = {
  id: 'reply-has-content',
  requires: 'mssante.md §2.6',
  judge: ({ content }) => (content?.isEmpty ? refuse('reply-empty') : accept),
}
