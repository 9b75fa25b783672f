import type { SeenMarks } from '../../domain/account.js'
import type { AccountId, MailboxId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import type { ChangedEmail, MailboxChanges, MailboxRole, StoredMailbox } from '../contract.js'
import { canonicalMailboxName } from '../mailbox-name.js'
import { seenOwner } from '../seen-marks.js'
import { type UidRun, uidsOfRuns } from '../uid-runs.js'
import { keywordsOf, type MailboxRow, mailboxColumns } from './rows.js'
import type { Sql } from './sql.js'

export type Viewer = PersonId | null | undefined
export interface ReadRow extends MailboxRow {
  readonly subscribed: number
  readonly seenMarks: SeenMarks
  /** How many emails the viewer has marked. */
  readonly seenCount: number
}
const columns = `${mailboxColumns}, EXISTS (SELECT 1 FROM subscriptions s
    WHERE s.account_id = mailboxes.account_id AND s.name = mailboxes.name) AS subscribed,
  (SELECT a.seen_marks FROM accounts a WHERE a.id = mailboxes.account_id) AS seenMarks,
  coalesce((SELECT c.seen_count FROM seen_counts c WHERE c.account_id = mailboxes.account_id
    AND c.mailbox_id = mailboxes.id AND c.person_id = ?), 0) AS seenCount`
export interface ChangedRun extends UidRun {
  readonly modSeq: ModSeq
  /** What the change made of the flags, or nulls where the rows have to tell. */
  readonly keep: number | null
  readonly add: number | null
}

const shortUidsMax = 1_500
const inMailbox = 'account_id = ? AND mailbox_id = ?'

/**
 * Rows of mailboxes and what changed in them. What has to be of the same moment is read with
 * `inOneMoment` of the connection.
 */
export class MailboxReading {
  constructor(private readonly sql: Sql) {}

  all(accountId: AccountId, viewer: Viewer): StoredMailbox[] {
    return this.rowsWhere(viewer, 'account_id = ? ORDER BY id', accountId).map((row) =>
      storedMailbox(row, viewer),
    )
  }
  row(id: MailboxId, viewer: Viewer): ReadRow | null {
    return this.rowsWhere(viewer, 'id = ?', id)[0] ?? null
  }
  byId(id: MailboxId, viewer: Viewer): StoredMailbox | null {
    return storedOrNull(this.row(id, viewer), viewer)
  }
  byName(accountId: AccountId, name: string, viewer: Viewer): StoredMailbox | null {
    const canonical = canonicalMailboxName(name)
    if (canonical === null) return null
    const [row] = this.rowsWhere(viewer, 'account_id = ? AND name = ?', accountId, canonical)
    return storedOrNull(row ?? null, viewer)
  }
  byRole(accountId: AccountId, role: MailboxRole, viewer: Viewer): StoredMailbox | null {
    const [row] = this.rowsWhere(viewer, 'account_id = ? AND role = ?', accountId, role)
    return storedOrNull(row ?? null, viewer)
  }
  subscriptions(accountId: AccountId): string[] {
    const text = 'SELECT name FROM subscriptions WHERE account_id = ?'
    return this.sql
      .rows<[string]>(text, accountId)
      .map(([name]) => name)
      .sort()
  }

  /** Where emails up to `lastUid` may have changed since, in the order of their modseqs. */
  changedRuns({ accountId, id }: MailboxRow, after: ModSeq, lastUid: number): ChangedRun[] {
    return this.sql.all<ChangedRun>(
      `SELECT first_uid AS first, min(last_uid, ?) AS last, mod_seq AS modSeq, keep_mask AS keep,
         add_mask AS "add"
       FROM changed_runs WHERE ${inMailbox} AND mod_seq > ? AND first_uid <= ?
       ORDER BY mod_seq, first_uid`,
      lastUid,
      accountId,
      id,
      after,
      lastUid,
    )
  }

  /**
   * A short answer to `changes`, of the shared flags, without a picture: null where it is long, or
   * where the logs no longer reach back.
   */
  shortChanges(row: ReadRow, after: ModSeq): MailboxChanges | null {
    const { highestModSeq: modSeq } = row
    if (after < row.expungedFloor || after < row.changedFloor) return null
    const mailbox = storedMailbox(row, null)
    if (after >= modSeq) return { mailbox, modSeq, emails: [], vanished: [], complete: true }
    const runs = joined(this.changedRuns(row, after, row.uidNext))
    if (runs.reduce((sum, { first, last }) => sum + last - first + 1, 0) > shortUidsMax) return null
    const emails = runs.flatMap(({ first, last }) =>
      this.sql.all<ChangedEmail>(
        `SELECT uid, flags, mod_seq AS modSeq, size, internal_date AS internalDate,
           zone_minutes AS zoneMinutes, saved_at AS savedAt, message_id AS messageId
         FROM emails WHERE ${inMailbox} AND uid BETWEEN ? AND ? AND mod_seq > ? ORDER BY uid`,
        ...[row.accountId, row.id, first, last, after],
      ),
    )
    const vanished = this.expungedAfter(row, after)
    return { mailbox, modSeq, emails, vanished, complete: true }
  }

  /** Gone since, up to a modseq; null when the log no longer reaches back. */
  expungedBetween(id: MailboxId, after: ModSeq, upTo: ModSeq): Uid[] | null {
    return this.sql.inOneMoment(() => {
      const row = this.row(id, null)
      return !row || after < row.expungedFloor ? null : this.expungedAfter(row, after, upTo)
    })
  }
  expungedAfter({ accountId, id }: MailboxRow, after: number, upTo = Number.MAX_SAFE_INTEGER) {
    const runs = this.sql.all<UidRun>(
      `SELECT first_uid AS first, last_uid AS last FROM expunged_runs
       WHERE ${inMailbox} AND mod_seq > ? AND mod_seq <= ?`,
      accountId,
      id,
      after,
      upTo,
    )
    return uidsOfRuns(runs)
  }

  /** UIDs that a person has marked, ascending. */
  marks({ accountId, id }: MailboxRow, personId: PersonId, { first, last }: UidRun): number[] {
    return this.sql.numbers(
      `SELECT group_concat(uid) FROM seen_marks
       WHERE ${inMailbox} AND person_id = ? AND uid BETWEEN ? AND ?`,
      ...[accountId, id, personId, first, last],
    )
  }

  private rowsWhere(viewer: Viewer, where: string, ...values: (string | number)[]): ReadRow[] {
    const text = `SELECT ${columns} FROM mailboxes WHERE ${where}`
    return this.sql.all<ReadRow>(text, viewer ?? 0, ...values)
  }
}

/** Nearer runs are read together: a row more costs less than a statement more. */
const gapMax = 32

/** Ascending; runs that overlap or lie near each other as one. */
export function joined(runs: readonly UidRun[]): UidRun[] {
  const list: UidRun[] = []
  for (const run of [...runs].sort((a, b) => a.first - b.first)) {
    const before = list.at(-1)
    if (before === undefined || run.first > before.last + gapMax) list.push(run)
    else if (run.last > before.last) list[list.length - 1] = { first: before.first, last: run.last }
  }
  return list
}

const storedOrNull = (row: ReadRow | null, viewer: Viewer): StoredMailbox | null =>
  row && storedMailbox(row, viewer)

export function storedMailbox(row: ReadRow, viewer: Viewer): StoredMailbox {
  const { expungedFloor: _e, changedFloor: _c, seenMarks, seenCount, ...stored } = row
  const isOwn = seenOwner(seenMarks, viewer) !== null
  return {
    ...stored,
    unseen: isOwn ? row.exists - seenCount : row.unseen,
    subscribed: row.subscribed === 1,
    keywords: keywordsOf(row),
  }
}
