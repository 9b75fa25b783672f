import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule } from '../verdict.js'

type RoomFacts = Pick<RecipientFacts, 'used' | 'quotaBytes' | 'declaredBytes'>

/** 452: a mailbox that is full today may have room tomorrow (RFC 3463 §3.3, X.2.2). */
export const mailboxHasRoom: Rule<RoomFacts> = {
  id: 'mailbox-has-room',
  requires: 'mssante.md §7 A 8',
  judge: ({ used, quotaBytes, declaredBytes }) => {
    if (used === null || quotaBytes === 0) return accept
    if (!used.ok) return defer(used.error)
    const wanted = used.value + (declaredBytes ?? 1)
    return wanted > quotaBytes ? defer('over-quota') : accept
  },
}
