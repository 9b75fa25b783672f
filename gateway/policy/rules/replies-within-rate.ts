import { limits } from '../../../domain/limits.js'
import type { ReplyFacts } from '../facts.js'
import { accept, defer, type Rule } from '../verdict.js'

/** A stolen session, or a page that sends by itself, does not fill professionals' mailboxes. */
export const repliesWithinRate: Rule<Pick<ReplyFacts, 'repliesOfLate'>> = {
  id: 'replies-within-rate',
  requires: 'mssante.md §7 A 8, invariant 10',
  judge: ({ repliesOfLate }) =>
    repliesOfLate >= limits.patientRepliesMax ? defer('rate-limited') : accept,
}
