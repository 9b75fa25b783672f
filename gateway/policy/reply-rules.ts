import type { ReplyFacts } from './facts.js'
import { exchangeOpen } from './rules/exchange-open.js'
import { messageAnswerable } from './rules/message-answerable.js'
import { ownProfileOpen } from './rules/own-profile-open.js'
import { repliesWithinRate } from './rules/replies-within-rate.js'
import { replyHasContent } from './rules/reply-has-content.js'
import { replySizeFits } from './rules/reply-size-fits.js'
import { replyTargetOpen } from './rules/reply-target-open.js'
import { replyToProfessional } from './rules/reply-to-professional.js'
import type { Rule } from './verdict.js'

/**
 * A patient's answer. The exchange comes before the mailbox: states of mailboxes are told to
 * correspondents only.
 */
export const replyRules: readonly Rule<ReplyFacts>[] = [
  ownProfileOpen,
  replyToProfessional,
  exchangeOpen,
  messageAnswerable,
  replyTargetOpen,
  repliesWithinRate,
  replyHasContent,
  replySizeFits,
]
