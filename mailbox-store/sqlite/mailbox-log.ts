import type { ModSeq } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { UidRun } from '../uid-runs.js'
import type { BatchRun } from './batch-run.js'
import type { MailboxRow } from './rows.js'

/** Of one change; scattered ones are logged as the range that covers them. */
const runsPerChangeMax = 32

export interface FlagCounts {
  readonly unseen: number
  readonly deleted: number
}

/** What a change made of the flags of each email. */
export interface FlagMasks {
  readonly keep: number
  readonly add: number
}

/**
 * Emails that were there already have new flags. `change`: what it means for the counters of the
 * mailbox. With `masks`, the runs are exact and pictures can do the same; else they look at the
 * rows again.
 */
export function logChanged(
  run: BatchRun,
  row: MailboxRow,
  modSeq: ModSeq,
  changed: readonly UidRun[],
  change: FlagCounts = { unseen: 0, deleted: 0 },
  masks: FlagMasks | null = null,
): void {
  run.sql.run(
    `UPDATE mailboxes SET highest_mod_seq = ?, unseen_count = unseen_count + ?,
       deleted_count = deleted_count + ? WHERE id = ?`,
    modSeq,
    change.unseen,
    change.deleted,
    row.id,
  )
  run.touched.mailbox(row.id, row.accountId)
  const { first } = changed[0]!
  const { last } = changed.at(-1)!
  if (changed.length > runsPerChangeMax) addRuns(run, 'changed', row, modSeq, [{ first, last }])
  else addRuns(run, 'changed', row, modSeq, changed, masks)
}

/** New emails change the mailbox too. */
export const logArrived = (run: BatchRun, row: MailboxRow, modSeq: ModSeq, uids: UidRun): void =>
  addRuns(run, 'changed', row, modSeq, [uids])

/** RFC 7162 §3.2: what QRESYNC answers VANISHED from. Exact: consecutive UIDs only. */
export function logExpunged(
  run: BatchRun,
  row: MailboxRow,
  modSeq: ModSeq,
  gone: readonly UidRun[],
): void {
  addRuns(run, 'expunged', row, modSeq, gone)
}

type Log = 'changed' | 'expunged'

function addRuns(
  run: BatchRun,
  log: Log,
  row: MailboxRow,
  modSeq: ModSeq,
  runs: readonly UidRun[],
  masks: FlagMasks | null = null,
): void {
  for (const { first, last } of runs)
    run.sql.run(
      `INSERT INTO ${log}_runs VALUES (?, ?, ?, ?, ?${log === 'changed' ? ', ?, ?' : ''})`,
      row.accountId,
      row.id,
      modSeq,
      first,
      last,
      ...(log === 'changed' ? [masks?.keep ?? null, masks?.add ?? null] : []),
    )
  const count = run.sql.number(
    `UPDATE mailboxes SET ${log}_count = ${log}_count + ? WHERE id = ? RETURNING ${log}_count`,
    runs.length,
    row.id,
  )
  const max =
    log === 'changed' ? limits.changedRunsPerMailboxMax : run.context.expungedPerMailboxMax
  // The one that nobody can observe is cut in larger pieces.
  const slack = log === 'changed' ? Math.ceil(max / 4) : 0
  if (count > max + slack) trim(run, log, row, count - max)
}

/**
 * A log is bounded: its floor is the last modseq of which something was dropped, and what else has
 * that modseq goes with it.
 */
function trim(run: BatchRun, log: Log, { accountId, id }: MailboxRow, excess: number): void {
  const { sql } = run
  const floor = sql.number(
    `SELECT mod_seq FROM ${log}_runs WHERE account_id = ? AND mailbox_id = ?
     ORDER BY mod_seq, first_uid LIMIT 1 OFFSET ?`,
    accountId,
    id,
    excess - 1,
  )
  const dropped = sql.run(
    `DELETE FROM ${log}_runs WHERE account_id = ? AND mailbox_id = ? AND mod_seq <= ?`,
    accountId,
    id,
    floor,
  )
  sql.run(
    `UPDATE mailboxes SET ${log}_floor = ?, ${log}_count = ${log}_count - ? WHERE id = ?`,
    floor,
    dropped,
    id,
  )
}

/** The row of an empty mailbox, and all that was noted of it. */
export function forgetMailbox(run: BatchRun, { id, accountId }: MailboxRow): void {
  for (const table of ['expunged_runs', 'changed_runs', 'annotations', 'seen_counts'])
    run.sql.run(`DELETE FROM ${table} WHERE account_id = ? AND mailbox_id = ?`, accountId, id)
  run.touched.mailbox(id, accountId)
  run.sql.run('DELETE FROM mailboxes WHERE id = ?', id)
}
