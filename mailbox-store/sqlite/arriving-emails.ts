import type { AccountId, MailboxId, ModSeq, Uid } from '../../domain/ids.js'
import type { BatchRun } from './batch-run.js'
import { logArrived } from './mailbox-log.js'
import { keywordsOf, type MailboxRow } from './rows.js'

interface Arrived {
  readonly count: number
  readonly size: number
  readonly unseen: number
  readonly deleted: number
}

/** Emails from `row.uidNext` on are in their table: the counters and the log follow them. */
export function arrived(
  run: BatchRun,
  row: MailboxRow,
  modSeq: ModSeq,
  keywords: readonly string[],
  { count, size, unseen, deleted }: Arrived,
): void {
  const { id, accountId, uidNext } = row
  if (keywords.length > keywordsOf(row).length) setKeywords(run, id, keywords)
  run.sql.run(
    `UPDATE mailboxes SET uid_next = ?, highest_mod_seq = ?, exists_count = exists_count + ?,
       unseen_count = unseen_count + ?, deleted_count = deleted_count + ?, bytes = bytes + ?
     WHERE id = ?`,
    uidNext + count,
    modSeq,
    count,
    unseen,
    deleted,
    size,
    id,
  )
  addUsedBytes(run, accountId, size)
  logArrived(run, row, modSeq, { first: uidNext as Uid, last: (uidNext + count - 1) as Uid })
  run.touched.mailbox(id, accountId)
}

/** What stands from `row.uidNext` on. */
export const countsFrom = (run: BatchRun, { accountId, id, uidNext }: MailboxRow): Arrived =>
  run.sql.get<Arrived>(
    `SELECT count(*) AS count, sum(size) AS size, sum((flags & 8) = 0) AS unseen,
       sum((flags & 4) <> 0) AS deleted
     FROM emails WHERE account_id = ? AND mailbox_id = ? AND uid >= ?`,
    accountId,
    id,
    uidNext,
  )!

export function setKeywords(run: BatchRun, id: MailboxId, keywords: readonly string[]): void {
  run.sql.run('UPDATE mailboxes SET keywords = ? WHERE id = ?', JSON.stringify(keywords), id)
}

export function addUsedBytes(run: BatchRun, accountId: AccountId, bytes: number): void {
  run.sql.run('UPDATE accounts SET used_bytes = used_bytes + ? WHERE id = ?', bytes, accountId)
}
