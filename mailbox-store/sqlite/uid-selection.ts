import type { Uid } from '../../domain/ids.js'
import { type UidRun, uidRunsOf } from '../uid-runs.js'
import type { MailboxRow } from './rows.js'
import type { Sql } from './sql.js'

/**
 * Emails that one statement takes: all between two UIDs, or of those the ones of a list (a JSON
 * array).
 */
export interface UidSelection extends UidRun {
  readonly only?: string
}

/** The condition of a statement on a selection, for the values of `selected`. */
export const inSelection = ({ only }: UidSelection): string =>
  `account_id = ? AND mailbox_id = ? AND uid BETWEEN ? AND ?${
    only === undefined ? '' : ' AND uid IN (SELECT value FROM json_each(?))'
  }`

export const selected = (
  { accountId, id }: Pick<MailboxRow, 'accountId' | 'id'>,
  { first, last, only }: UidSelection,
): (string | number)[] => [accountId, id, first, last, ...(only === undefined ? [] : [only])]

/** More runs than this are cheaper as a list. */
const runsMax = 4

export const wholeMailbox = ({ uidNext }: Pick<MailboxRow, 'uidNext'>): UidSelection =>
  ({ first: 1, last: uidNext - 1 }) as UidSelection

/** The emails among `uids` in few selections, ascending; all of the mailbox when it is null. */
export function selectionsOf(
  sql: Sql,
  row: MailboxRow,
  uids: readonly Uid[] | null,
): UidSelection[] {
  if (uids === null) return [wholeMailbox(row)]
  // Not those to come: a move into the same mailbox gives them while it goes on.
  const wanted = ascending(uids).filter((uid) => uid < row.uidNext)
  const runs = uidRunsOf(wanted)
  if (runs.length <= runsMax) return runs
  const range = { first: wanted[0]!, last: wanted.at(-1)! }
  // Most often the gaps are UIDs that are gone.
  return [isAllOf(sql, row, range, wanted) ? range : { ...range, only: `[${wanted.join(',')}]` }]
}

function isAllOf(sql: Sql, row: MailboxRow, range: UidRun, wanted: readonly Uid[]): boolean {
  const text = `SELECT group_concat(uid) FROM emails WHERE ${inSelection(range)}`
  let at = 0
  for (const uid of sql.numbers(text, ...selected(row, range))) {
    while (wanted[at]! < uid) at++
    if (wanted[at] !== uid) return false
  }
  return true
}

function ascending(uids: readonly Uid[]): readonly Uid[] {
  for (let i = 1; i < uids.length; i++)
    if (uids[i]! <= uids[i - 1]!) return [...new Set(uids)].sort((a, b) => a - b)
  return uids
}
