import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** One author, so that the patient and the trace know whose message it is. */
export const fromSingle: Rule<Pick<ContentFacts, 'fromFields' | 'fromMailboxes' | 'from'>> = {
  id: 'from-single',
  requires: 'mssante.md §7 A 5, RFC 5322 §3.6.2',
  judge: ({ fromFields, fromMailboxes, from }) =>
    fromFields === 1 && fromMailboxes === 1 && from !== null
      ? accept
      : refuse('from-header-missing'),
}
