import type { ModSeq } from '../../domain/ids.js'
import { addUsedBytes } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { isDeleted, isUnseen } from './flag-counts.js'
import type { EmailRow, MailboxRow } from './rows.js'

export function removeEmails(
  run: BatchRun,
  row: MailboxRow,
  emails: readonly EmailRow[],
  modSeq: ModSeq,
): void {
  const { sql } = run
  let bytes = 0
  let unseen = 0
  let deleted = 0
  for (const { uid, messageId, flags, size } of emails) {
    sql.run(
      'DELETE FROM emails WHERE account_id = ? AND mailbox_id = ? AND uid = ?',
      row.accountId,
      row.id,
      uid,
    )
    sql.run('INSERT INTO expunged VALUES (?, ?, ?, ?)', row.accountId, row.id, modSeq, uid)
    run.addReferences(messageId, -1)
    bytes += size
    unseen += isUnseen(flags)
    deleted += isDeleted(flags)
  }
  sql.run(
    `UPDATE mailboxes SET highest_mod_seq = ?, exists_count = exists_count - ?,
       unseen_count = unseen_count - ?, deleted_count = deleted_count - ?, bytes = bytes - ?,
       expunged_count = expunged_count + ? WHERE id = ?`,
    modSeq,
    emails.length,
    unseen,
    deleted,
    bytes,
    emails.length,
    row.id,
  )
  addUsedBytes(run, row.accountId, -bytes)
  trimExpunged(run, row, row.expungedCount + emails.length)
  run.touched.mailbox(row.id, row.accountId)
}

/**
 * The log is bounded (limits.expungedPerMailboxMax): the floor says how far back it still reaches.
 */
function trimExpunged(run: BatchRun, row: MailboxRow, count: number): void {
  const excess = count - run.context.expungedPerMailboxMax
  if (excess <= 0) return
  const dropped = run.sql.all<{ modSeq: number; uid: number }>(
    `SELECT mod_seq AS modSeq, uid FROM expunged WHERE account_id = ? AND mailbox_id = ?
     ORDER BY mod_seq, uid LIMIT ?`,
    row.accountId,
    row.id,
    excess,
  )
  for (const { modSeq, uid } of dropped)
    run.sql.run(
      'DELETE FROM expunged WHERE account_id = ? AND mailbox_id = ? AND mod_seq = ? AND uid = ?',
      row.accountId,
      row.id,
      modSeq,
      uid,
    )
  run.sql.run(
    'UPDATE mailboxes SET expunged_floor = ?, expunged_count = expunged_count - ? WHERE id = ?',
    dropped.at(-1)!.modSeq,
    excess,
    row.id,
  )
}
