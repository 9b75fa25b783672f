import type { AccountId, MailboxId, ModSeq, Uid } from '../../domain/ids.js'
import type { ChangedEmail, MailboxChanges, MailboxRole, StoredMailbox } from '../contract.js'
import { canonicalMailboxName } from '../mailbox-name.js'
import { type EmailRow, emailColumns, type MailboxRow, mailboxColumns } from './rows.js'
import type { Sql } from './sql.js'

type ReadRow = MailboxRow & { readonly subscribed: number }
const columns = `${mailboxColumns}, EXISTS (SELECT 1 FROM subscriptions s
  WHERE s.account_id = mailboxes.account_id AND s.name = mailboxes.name) AS subscribed`

const changedRowsMax = 1_500

/**
 * Rows of mailboxes and what changed in them; every answer comes from one statement or one read
 * transaction.
 */
export class MailboxReading {
  constructor(private readonly sql: Sql) {}

  all(accountId: AccountId): StoredMailbox[] {
    return this.sql
      .all<ReadRow>(`SELECT ${columns} FROM mailboxes WHERE account_id = ? ORDER BY id`, accountId)
      .map(storedMailbox)
  }
  row(id: MailboxId): ReadRow | null {
    return this.sql.get<ReadRow>(`SELECT ${columns} FROM mailboxes WHERE id = ?`, id) ?? null
  }
  byId(id: MailboxId): StoredMailbox | null {
    const row = this.row(id)
    return row && storedMailbox(row)
  }
  byName(accountId: AccountId, name: string): StoredMailbox | null {
    const canonical = canonicalMailboxName(name)
    if (canonical === null) return null
    const row = this.sql.get<ReadRow>(
      `SELECT ${columns} FROM mailboxes WHERE account_id = ? AND name = ?`,
      accountId,
      canonical,
    )
    return row ? storedMailbox(row) : null
  }
  byRole(accountId: AccountId, role: MailboxRole): StoredMailbox | null {
    const row = this.sql.get<ReadRow>(
      `SELECT ${columns} FROM mailboxes WHERE account_id = ? AND role = ?`,
      accountId,
      role,
    )
    return row ? storedMailbox(row) : null
  }
  subscriptions(accountId: AccountId): string[] {
    const text = 'SELECT name FROM subscriptions WHERE account_id = ?'
    return this.sql
      .rows<[string]>(text, accountId)
      .map(([name]) => name)
      .sort()
  }

  /**
   * One read transaction: the row, the emails and the log are of the same moment. `too-many` where
   * the answer is long or needs every UID: then it is made from a snapshot.
   */
  changes(id: MailboxId, after: ModSeq): MailboxChanges | null | 'too-many' {
    return this.inOneMoment(() => {
      const row = this.row(id)
      if (!row) return null
      const { highestModSeq: modSeq } = row
      const mailbox = storedMailbox(row)
      if (after < row.expungedFloor || this.isLong(row, after)) return 'too-many'
      if (after >= modSeq) return { mailbox, modSeq, emails: [], vanished: [], complete: true }
      const emails = this.emailsAfter(row, after)
      return { mailbox, modSeq, emails, vanished: this.expungedAfter(row, after), complete: true }
    })
  }

  /** What a snapshot needs beside itself: null when the log no longer reaches back. */
  expungedBetween(id: MailboxId, after: ModSeq, upTo: ModSeq): Uid[] | null {
    return this.inOneMoment(() => {
      const row = this.row(id)
      if (!row || after < row.expungedFloor) return null
      return this.expungedAfter(row, after, upTo)
    })
  }

  private isLong({ accountId, id }: MailboxRow, after: number): boolean {
    const changed = this.sql.number(
      `SELECT count(*) FROM (SELECT 1 FROM emails
         WHERE account_id = ? AND mailbox_id = ? AND mod_seq > ? LIMIT ?)`,
      accountId,
      id,
      after,
      changedRowsMax,
    )
    return changed === changedRowsMax
  }

  inOneMoment<T>(read: () => T): T {
    if (this.sql.db.inTransaction) return read()
    return this.sql.db.transaction(read).deferred()
  }

  emailsAfter({ accountId, id }: MailboxRow, after: number): ChangedEmail[] {
    const rows = this.sql.all<EmailRow>(
      `SELECT ${emailColumns} FROM emails WHERE account_id = ? AND mailbox_id = ? AND mod_seq > ?`,
      accountId,
      id,
      after,
    )
    return rows.map(({ correspondent: _, ...email }) => email).sort((a, b) => a.uid - b.uid)
  }

  expungedAfter({ accountId, id }: MailboxRow, after: number, upTo = Number.MAX_SAFE_INTEGER) {
    const rows = this.sql.rows<[Uid]>(
      `SELECT uid FROM expunged
       WHERE account_id = ? AND mailbox_id = ? AND mod_seq > ? AND mod_seq <= ?`,
      accountId,
      id,
      after,
      upTo,
    )
    return rows.map(([uid]) => uid).sort((a, b) => a - b)
  }
}

export function storedMailbox(row: ReadRow): StoredMailbox {
  const { expungedFloor: _floor, expungedCount: _count, ...stored } = row
  return {
    ...stored,
    subscribed: row.subscribed === 1,
    keywords: row.keywords === '[]' ? [] : JSON.parse(row.keywords),
  }
}
