import type { MailboxId } from '../../../domain/ids.js'
import type { StoredMailbox } from '../../../mailbox-store/contract.js'

/**
 * Mailboxes remembered; beyond it the oldest are forgotten, and their messages are not recent any
 * more.
 */
const mailboxesMax = 50_000

/**
 * Which messages no session was told of yet (\Recent, RFC 3501 §2.3.2; gone from RFC 9051). Kept in
 * memory only: after a start, what was in older mailboxes counts as told, so that nobody's client
 * announces old mail as new.
 */
export class RecentRegister {
  readonly #startedAt: number
  readonly #firstUntold = new Map<MailboxId, number>()

  /** Milliseconds. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt
  }

  /** The first UID that no session has claimed. */
  firstRecent(mailbox: StoredMailbox): number {
    const known = this.#firstUntold.get(mailbox.id)
    if (known !== undefined) return known
    // UIDVALIDITY is the time of creation in seconds (RFC 9051 §2.3.1.1): a mailbox made since the
    // start is all new.
    const isNew = mailbox.uidValidity * 1_000 >= this.#startedAt - 1_000
    const first = isNew ? 1 : mailbox.uidNext
    this.#remember(mailbox.id, first)
    return first
  }

  /** The session that asks is the one that is told: what follows is recent for nobody else. */
  claim(mailbox: StoredMailbox): number {
    const first = this.firstRecent(mailbox)
    this.#remember(mailbox.id, Math.max(first, mailbox.uidNext))
    return first
  }

  #remember(id: MailboxId, first: number): void {
    this.#firstUntold.delete(id)
    this.#firstUntold.set(id, first)
    if (this.#firstUntold.size <= mailboxesMax) return
    for (const oldest of this.#firstUntold.keys()) {
      this.#firstUntold.delete(oldest)
      return
    }
  }
}
