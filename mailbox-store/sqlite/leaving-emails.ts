import { flagBit } from '../../domain/flags.js'
import type { MessageId, ModSeq, Uid } from '../../domain/ids.js'
import { uidRunsOf } from '../uid-runs.js'
import { addUsedBytes } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { logExpunged } from './mailbox-log.js'
import type { MailboxRow } from './rows.js'
import { dropMarks, markedPeople } from './seen-marks.js'
import { inSelection, selected, selectionsOf, type UidSelection } from './uid-selection.js'

interface Leaving {
  /** Of the selections, those with \Deleted alone. */
  readonly onlyDeleted: boolean
  /** Their contents are referred to from elsewhere in their place: a move. */
  readonly keepsContents: boolean
  /** Asked for once it is known that something leaves. */
  modSeq(): ModSeq
}

type Going = [uids: string, ids: string, bytes: number, unseen: number, deleted: number]

/** Removes the emails of these selections; their UIDs, ascending. */
export function removeEmails(
  run: BatchRun,
  row: MailboxRow,
  selections: readonly UidSelection[],
  { onlyDeleted, keepsContents, modSeq }: Leaving,
): Uid[] {
  const { sql } = run
  const mask = onlyDeleted ? flagBit['\\Deleted'] : 0
  const gone: Uid[][] = []
  const total = { bytes: 0, unseen: 0, deleted: 0 }
  for (const selection of selections) {
    const which = `${inSelection(selection)} AND flags & ? = ?`
    const values = [...selected(row, selection), mask, mask]
    const [uids, ids, bytes, unseen, deleted] = sql.rows<Going>(
      `SELECT json_group_array(uid), json_group_array(message_id), sum(size),
         sum((flags & 8) = 0), sum((flags & 4) <> 0) FROM emails WHERE ${which}`,
      ...values,
    )[0]!
    if (uids === '[]') continue
    gone.push(JSON.parse(uids))
    sql.run(`DELETE FROM emails WHERE ${which}`, ...values)
    if (!keepsContents) for (const id of JSON.parse(ids) as MessageId[]) run.addReferences(id, -1)
    total.bytes += bytes
    total.unseen += unseen
    total.deleted += deleted
  }
  const uids = gone.flat()
  if (uids.length > 0) left(run, row, uids, modSeq(), total)
  return uids
}

function left(
  run: BatchRun,
  row: MailboxRow,
  uids: readonly Uid[],
  modSeq: ModSeq,
  { bytes, unseen, deleted }: { bytes: number; unseen: number; deleted: number },
): void {
  run.sql.run(
    `UPDATE mailboxes SET highest_mod_seq = ?, exists_count = exists_count - ?,
       unseen_count = unseen_count - ?, deleted_count = deleted_count - ?, bytes = bytes - ?
     WHERE id = ?`,
    modSeq,
    uids.length,
    unseen,
    deleted,
    bytes,
    row.id,
  )
  addUsedBytes(run, row.accountId, -bytes)
  logExpunged(run, row, modSeq, uidRunsOf(uids))
  const people = markedPeople(run, row)
  const gone = people.length === 0 ? [] : selectionsOf(run.sql, row, uids)
  for (const personId of people)
    for (const selection of gone) dropMarks(run, row, personId, selection)
  run.touched.mailbox(row.id, row.accountId)
}
