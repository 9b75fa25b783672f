import type { MailboxId, Uid } from '../../../domain/ids.js'
import type { Expunge } from '../../../mailbox-store/contract.js'
import type { DraftEmail } from '../contract.js'

/** Takes emails of a draft away; those that are gone already are passed over. */
export function withoutDraft(emails: readonly DraftEmail[]): Expunge[] {
  const byMailbox = new Map<MailboxId, Uid[]>()
  for (const { mailboxId, uid } of emails)
    byMailbox.set(mailboxId, [...(byMailbox.get(mailboxId) ?? []), uid])
  return [...byMailbox].map(([mailboxId, uids]) => ({
    op: 'expunge',
    mailboxId,
    uids: uids.sort((a, b) => a - b),
    onlyDeleted: false,
  }))
}
