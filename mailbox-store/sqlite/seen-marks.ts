import type { SeenMarks } from '../../domain/account.js'
import type { AccountId, ModSeq, PersonId } from '../../domain/ids.js'
import { seenBit } from '../seen-marks.js'
import type { BatchRun } from './batch-run.js'
import { logChanged } from './mailbox-log.js'
import type { MailboxRow } from './rows.js'
import { inSelection, selected, type UidSelection, wholeMailbox } from './uid-selection.js'

type Place = Pick<MailboxRow, 'accountId' | 'id'>
const inMailbox = 'account_id = ? AND mailbox_id = ?'

export const seenMarksOf = (run: BatchRun, accountId: AccountId): SeenMarks =>
  run.sql.number("SELECT seen_marks = 'personal' FROM accounts WHERE id = ?", accountId) === 1
    ? 'personal'
    : 'shared'

/** Who has marks in the mailbox. */
export const markedPeople = (run: BatchRun, { accountId, id }: Place): PersonId[] =>
  run.sql
    .rows<[PersonId]>(`SELECT person_id FROM seen_counts WHERE ${inMailbox}`, accountId, id)
    .map(([personId]) => personId)

/** Marks of a person on emails of the selection: those whose flags have every bit of `flags`. */
export function addMarks(
  run: BatchRun,
  { accountId, id }: Place,
  personId: PersonId,
  uids: UidSelection,
  { flags = 0, modSeq = null as ModSeq | null } = {},
): void {
  const added = run.sql.run(
    `INSERT OR IGNORE INTO seen_marks SELECT account_id, mailbox_id, ?, uid FROM emails
     WHERE ${inSelection(uids)} AND flags & ? = ? AND mod_seq = coalesce(?, mod_seq)`,
    personId,
    ...selected({ accountId, id }, uids),
    flags,
    flags,
    modSeq,
  )
  countMarks(run, { accountId, id }, personId, added)
}

/** Takes the marks of a person away from the UIDs of a selection, or from those of one modseq. */
export function dropMarks(
  run: BatchRun,
  { accountId, id }: Place,
  personId: PersonId,
  uids: UidSelection,
  modSeq: ModSeq | null = null,
): void {
  const dropped = run.sql.run(
    `DELETE FROM seen_marks WHERE ${inSelection(uids)} AND person_id = ?
       AND (? IS NULL OR uid IN (SELECT uid FROM emails
         WHERE ${inSelection(uids)} AND mod_seq = ?))`,
    ...selected({ accountId, id }, uids),
    personId,
    modSeq,
    ...selected({ accountId, id }, uids),
    modSeq,
  )
  countMarks(run, { accountId, id }, personId, -dropped)
}

/** The emails of the selection were copied to `to`, in their order, from `firstUid` on. */
export function copyMarks(
  run: BatchRun,
  from: Place,
  uids: UidSelection,
  to: Place,
  firstUid: number,
): void {
  for (const personId of markedPeople(run, from)) {
    const added = run.sql.run(
      `INSERT INTO seen_marks SELECT ?, ?, s.person_id, e.copy_uid FROM (
           SELECT uid, ? - 1 + row_number() OVER (ORDER BY uid) AS copy_uid FROM emails
           WHERE ${inSelection(uids)}) e
         JOIN seen_marks s ON s.account_id = ? AND s.mailbox_id = ? AND s.person_id = ?
           AND s.uid = e.uid`,
      to.accountId,
      to.id,
      firstUid,
      ...selected(from, uids),
      from.accountId,
      from.id,
      personId,
    )
    countMarks(run, to, personId, added)
  }
}

/** All of one mailbox. */
export function forgetMarks(run: BatchRun, { accountId, id }: Place): void {
  run.sql.run(`DELETE FROM seen_marks WHERE ${inMailbox}`, accountId, id)
  run.sql.run(`DELETE FROM seen_counts WHERE ${inMailbox}`, accountId, id)
}

function countMarks(run: BatchRun, { accountId, id }: Place, personId: PersonId, change: number) {
  if (change === 0) return
  run.sql.run(
    `INSERT INTO seen_counts VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seen_count = seen_count + excluded.seen_count`,
    accountId,
    id,
    personId,
    change,
  )
}

/** See ChangeAccount of the contract. */
export function switchMarks(run: BatchRun, accountId: AccountId, marks: SeenMarks): void {
  const mailboxes = run.sql
    .rows<[MailboxRow['id']]>(
      'SELECT id FROM mailboxes WHERE account_id = ? ORDER BY id',
      accountId,
    )
    .map(([id]) => run.mailbox(id)!)
  const people = run.sql.rows<[PersonId]>(
    `SELECT person_id FROM members WHERE account_id = ?
     UNION SELECT owner_id FROM accounts WHERE id = ? AND owner_id IS NOT NULL`,
    accountId,
    accountId,
  )
  for (const row of mailboxes) {
    const all = wholeMailbox(row)
    if (marks === 'personal')
      for (const [personId] of people) addMarks(run, row, personId, all, { flags: seenBit })
    else giveUpMarks(run, row)
  }
}

/** What somebody saw otherwise than the shared \Seen says is new to them. */
function giveUpMarks(run: BatchRun, row: MailboxRow): void {
  const { sql } = run
  const { accountId, id } = row
  const concerned = `${inMailbox} AND (flags & ${seenBit} <> 0 OR uid IN (
    SELECT uid FROM seen_marks s WHERE s.account_id = ? AND s.mailbox_id = ?))`
  const values = [accountId, id, accountId, id]
  if (sql.number(`SELECT count(*) FROM emails WHERE ${concerned}`, ...values) > 0) {
    const modSeq = run.nextModSeq(accountId)
    sql.run(`UPDATE emails SET mod_seq = ? WHERE ${concerned}`, modSeq, ...values)
    logChanged(run, row, modSeq, [wholeMailbox(row)])
  }
  forgetMarks(run, row)
}
