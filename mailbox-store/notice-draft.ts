import type { AccountId, MailboxId } from '../domain/ids.js'
import type { CommitNotice } from './contract.js'

/** Collects what one batch, or one group of batches, touched. */
export class NoticeDraft {
  private readonly accountIds = new Set<AccountId>()
  private readonly mailboxIds = new Set<MailboxId>()
  private readonly queues = new Set<string>()

  account(id: AccountId): void {
    this.accountIds.add(id)
  }
  mailbox(id: MailboxId, accountId: AccountId): void {
    this.mailboxIds.add(id)
    this.accountIds.add(accountId)
  }
  queue(name: string): void {
    this.queues.add(name)
  }
  notice(): CommitNotice {
    return {
      accountIds: [...this.accountIds],
      mailboxIds: [...this.mailboxIds],
      queues: [...this.queues],
      everything: false,
    }
  }
}
