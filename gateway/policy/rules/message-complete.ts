import type { ContentFacts } from '../facts.js'
import { accept, defer, type Rule } from '../verdict.js'

/** A body whose end never came is no message, whatever it holds so far. */
export const messageComplete: Rule<Pick<ContentFacts, 'complete'>> = {
  id: 'message-complete',
  requires: 'RFC 5321 §4.1.1.4',
  judge: ({ complete }) => (complete ? accept : defer('message-incomplete')),
}
