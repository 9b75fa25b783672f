import { flagBit } from '../../domain/flags.js'
import type { ModSeq, PersonId, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { ChangeFlags, Outcome } from '../contract.js'
import { enterFlags, knownMask } from '../keyword-mask.js'
import { seenBit, seenOwner } from '../seen-marks.js'
import { uidRunsOf } from '../uid-runs.js'
import { setKeywords } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { logChanged } from './mailbox-log.js'
import { keywordsOf, type MailboxRow } from './rows.js'
import { addMarks, dropMarks, seenMarksOf } from './seen-marks.js'
import { inSelection, selected, selectionsOf, type UidSelection } from './uid-selection.js'

const deletedBit = flagBit['\\Deleted']
/** Of SQL: flags after the change. */
const after = '((flags & ?) | ?)'

/** The change as it is for every row: what of the shared flags stays, what is added. */
interface Change {
  readonly keep: number
  readonly add: number
  /** A person's mark: what it will be, or null where the change leaves it alone. */
  readonly mark: { readonly personId: PersonId; readonly isSet: boolean } | null
  readonly modSeqMax: number
}

/** One pass over each selection to learn, one to write: never a statement an email. */
export function changeFlags(run: BatchRun, op: ChangeFlags): Result<Outcome, Reason> {
  const row = run.mailbox(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  const selections = selectionsOf(run.sql, row, op.uids)
  const modSeqMax = op.unchangedSince ?? Number.MAX_SAFE_INTEGER
  const modified =
    op.unchangedSince === undefined
      ? []
      : selections.flatMap((uids) => younger(run, row, uids, modSeqMax))
  const before = keywordsOf(row)
  const entered =
    op.change === 'remove' || !hasAny(run, row, selections, modSeqMax)
      ? ok({ mask: knownMask(op.flags, before), keywords: before as readonly string[] })
      : enterFlags(op.flags, before)
  if (!entered.ok) return entered
  const { mask, keywords } = entered.value
  const change = changeOf(run, row, op, mask, modSeqMax)
  const changing = selections
    .map((uids) => ({ uids, ...effect(run, row, uids, change) }))
    .filter(({ changed }) => changed.length > 0)
  if (changing.length === 0)
    return ok({ op: 'change-flags', changed: 0, modified, modSeq: row.highestModSeq })
  const modSeq = run.nextModSeq(row.accountId)
  if (keywords.length > before.length) setKeywords(run, row.id, keywords)
  for (const { uids } of changing) write(run, row, uids, change, modSeq)
  const sum = (of: (one: (typeof changing)[number]) => number) =>
    changing.reduce((total, one) => total + of(one), 0)
  const counts = {
    unseen: sum(({ unseen }) => unseen),
    deleted: sum(({ deleted }) => deleted),
  }
  const runs = changing.flatMap((one) => uidRunsOf(one.changed))
  logChanged(run, row, modSeq, runs, counts, change)
  const changed = sum((one) => one.changed.length)
  return ok({ op: 'change-flags', changed, modified, modSeq })
}

function changeOf(
  run: BatchRun,
  row: MailboxRow,
  { change, personId }: ChangeFlags,
  mask: number,
  modSeqMax: number,
): Change {
  const person =
    personId === undefined ? null : seenOwner(seenMarksOf(run, row.accountId), personId)
  // Where \Seen is the person's, the shared one stays as it is.
  const ours = person === null ? mask : mask & ~seenBit
  const isSeenMeant = change === 'replace' || (mask & seenBit) !== 0
  const isSet = change !== 'remove' && (mask & seenBit) !== 0
  return {
    keep: change === 'add' ? -1 : change === 'remove' ? ~ours : person === null ? 0 : seenBit,
    add: change === 'remove' ? 0 : ours,
    mark: person !== null && isSeenMeant ? { personId: person, isSet } : null,
    modSeqMax,
  }
}

/** Which emails of a selection change, and the counters with them. */
function effect(run: BatchRun, row: MailboxRow, uids: UidSelection, change: Change) {
  const { keep, add } = change
  // Most changes leave both counters alone.
  const isCounted = ((~keep | add) & (seenBit | deletedBit)) !== 0
  const counts = isCounted
    ? `sum((${after} & ${seenBit}) = 0) - sum((flags & ${seenBit}) = 0),
       sum((${after} & ${deletedBit}) <> 0) - sum((flags & ${deletedBit}) <> 0)`
    : '0, 0'
  const found = run.sql.rows<[string | number | null, number | null, number | null]>(
    `SELECT group_concat(uid), ${counts}
     FROM emails WHERE ${inSelection(uids)} AND ${changes(change)}`,
    ...(isCounted ? [keep, add, keep, add] : []),
    ...selected(row, uids),
    ...changeValues(change),
  )[0]!
  const changed = found[0] === null ? [] : (JSON.parse(`[${found[0]}]`) as Uid[])
  return { changed, unseen: found[1] ?? 0, deleted: found[2] ?? 0 }
}

function write(
  run: BatchRun,
  row: MailboxRow,
  uids: UidSelection,
  change: Change,
  modSeq: ModSeq,
): void {
  run.sql.run(
    `UPDATE emails SET flags = ${after}, mod_seq = ?
     WHERE ${inSelection(uids)} AND ${changes(change)}`,
    change.keep,
    change.add,
    modSeq,
    ...selected(row, uids),
    ...changeValues(change),
  )
  if (change.mark === null) return
  const { personId, isSet } = change.mark
  if (isSet) addMarks(run, row, personId, uids, { modSeq })
  else dropMarks(run, row, personId, uids, modSeq)
}

const isMarked = `EXISTS (SELECT 1 FROM seen_marks s WHERE s.account_id = emails.account_id
  AND s.mailbox_id = emails.mailbox_id AND s.person_id = ? AND s.uid = emails.uid)`

const changes = ({ mark }: Change): string =>
  mark === null
    ? `${after} <> flags AND mod_seq <= ?`
    : `(${after} <> flags OR ${isMarked} <> ?) AND mod_seq <= ?`

const changeValues = ({ keep, add, mark, modSeqMax }: Change): number[] =>
  mark === null ? [keep, add, modSeqMax] : [keep, add, mark.personId, mark.isSet ? 1 : 0, modSeqMax]

const younger = (run: BatchRun, row: MailboxRow, uids: UidSelection, modSeqMax: number) =>
  run.sql.numbers(
    `SELECT group_concat(uid) FROM emails WHERE ${inSelection(uids)} AND mod_seq > ?`,
    ...selected(row, uids),
    modSeqMax,
  ) as Uid[]

const hasAny = (
  run: BatchRun,
  row: MailboxRow,
  selections: readonly UidSelection[],
  modSeqMax: number,
): boolean =>
  selections.some(
    (uids) =>
      run.sql.number(
        `SELECT 1 FROM emails WHERE ${inSelection(uids)} AND mod_seq <= ? LIMIT 1`,
        ...selected(row, uids),
        modSeqMax,
      ) > 0,
  )
