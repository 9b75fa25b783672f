import type { ReplyFacts } from '../facts.js'
import { accept, type Rule } from '../verdict.js'
import { localAccountOpen } from './local-account-open.js'
import { mailboxHasRoom } from './mailbox-has-room.js'

/** A mailbox that is closed or full answers a patient as it answers a professional. */
export const replyTargetOpen: Rule<Pick<ReplyFacts, 'target' | 'content'>> = {
  id: 'reply-target-open',
  requires: 'mssante.md §7 A 8',
  judge: ({ target, content }) => {
    const open = localAccountOpen.judge(target)
    if (open.kind !== 'accept') return open
    const account =
      target.target.kind === 'local' && target.target.account.ok
        ? target.target.account.value
        : null
    if (account === null) return accept
    return mailboxHasRoom.judge({
      used: target.used,
      quotaBytes: account.quotaBytes,
      declaredBytes: content?.bytes ?? null,
    })
  },
}
