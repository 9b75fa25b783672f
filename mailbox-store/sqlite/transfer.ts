import type { SeenMarks } from '../../domain/account.js'
import { keywordsPerMailboxMax } from '../../domain/flags.js'
import type { MessageId, PersonId, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { CopyEmails, MoveEmails, Outcome } from '../contract.js'
import { translateMask } from '../keyword-mask.js'
import { seenBit } from '../seen-marks.js'
import { arrived, countsFrom } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { quotaOf } from './email-operations.js'
import { removeEmails } from './leaving-emails.js'
import { keywordsOf, type MailboxRow } from './rows.js'
import { addMarks, copyMarks, seenMarksOf } from './seen-marks.js'
import { inSelection, selected, selectionsOf, type UidSelection } from './uid-selection.js'

type Done = Result<Outcome, Reason>

export function copyEmails(run: BatchRun, op: CopyEmails | MoveEmails): Done {
  const from = run.mailbox(op.fromMailboxId)
  const to = run.mailbox(op.toMailboxId)
  if (!from || !to) return err('mailbox-not-found')
  return transferEmails(run, op, from, to, selectionsOf(run.sql, from, op.uids))
}

/**
 * Copies into the target; a move also takes them away from the source, in the same modseq where the
 * account is the same.
 */
export function transferEmails(
  run: BatchRun,
  { op, personId }: Pick<CopyEmails | MoveEmails, 'op' | 'personId'>,
  from: MailboxRow,
  to: MailboxRow,
  among: readonly UidSelection[],
): Done {
  const { uidValidity } = to
  const found = among
    .map((uids) => ({ uids, ...contentOf(run, from, uids) }))
    .filter((one) => one.list.length > 0)
  const uids = found.flatMap(({ list }) => list)
  if (uids.length === 0) return ok({ op, uidValidity, from: [], to: [], modSeq: to.highestModSeq })
  const isAbroad = from.accountId !== to.accountId
  const size = found.reduce((sum, one) => sum + one.size, 0)
  const isMore = op === 'copy-emails' || isAbroad
  if (isMore && quotaOf(run, to.accountId)!.isOver(size)) return err('over-quota')
  const modSeq = run.nextModSeq(to.accountId)
  const selections = found.map((one) => one.uids)
  const translated = translation(run, from, to, selections)
  if (!translated.ok) return translated
  const { keywords, bits } = translated.value
  const seen = seenCarriage(run, from, to, personId ?? null)
  let uidNext = to.uidNext
  for (const one of found) {
    insertCopies(run, { from, to, uids: one.uids, uidNext, modSeq, bits, seen, isAbroad })
    uidNext += one.list.length
  }
  if (op === 'copy-emails')
    for (const { contents } of found) for (const id of contents) run.addReferences(id, 1)
  arrived(run, to, modSeq, keywords, countsFrom(run, to))
  if (op === 'move-emails')
    removeEmails(run, run.mailbox(from.id)!, selections, {
      onlyDeleted: false,
      keepsContents: true,
      modSeq: () => (isAbroad ? run.nextModSeq(from.accountId) : modSeq),
    })
  const targets = uids.map((_, i) => (to.uidNext + i) as Uid)
  return ok({ op, uidValidity, from: uids, to: targets, modSeq })
}

function contentOf(run: BatchRun, from: MailboxRow, uids: UidSelection) {
  const [list, contents, size] = run.sql.rows<[string, string, number | null]>(
    `SELECT json_group_array(uid), json_group_array(message_id), sum(size) FROM emails
     WHERE ${inSelection(uids)}`,
    ...selected(from, uids),
  )[0]!
  return {
    list: JSON.parse(list) as Uid[],
    contents: JSON.parse(contents) as MessageId[],
    size: size ?? 0,
  }
}

/**
 * Keywords of the source in the list of the target, entered in the order of their first email.
 * `bits[i]` is what keyword i of the source becomes; null where every bit stays as it is.
 */
function translation(
  run: BatchRun,
  from: MailboxRow,
  to: MailboxRow,
  selections: readonly UidSelection[],
): Result<{ keywords: readonly string[]; bits: readonly number[] | null }, Reason> {
  const source = keywordsOf(from)
  let keywords: readonly string[] = keywordsOf(to)
  let used = 0
  if (source.length === 0) return ok({ keywords, bits: null })
  for (const uids of selections) {
    const masks = run.sql.numbers(
      `SELECT group_concat(mask) FROM (SELECT flags & -32 AS mask FROM emails
         WHERE ${inSelection(uids)} AND flags >= 32 GROUP BY mask ORDER BY min(uid))`,
      ...selected(from, uids),
    )
    for (const mask of masks) {
      const entered = translateMask(mask, source, keywords)
      if (!entered.ok) return entered
      keywords = entered.value.keywords
      used |= mask
    }
  }
  const list = keywords
  const bits = Array.from({ length: keywordsPerMailboxMax }, (_, i) => {
    const translated = translateMask(used & (32 << i), source, list)
    return translated.ok ? translated.value.mask : 0
  })
  const isSame = bits.every((bit, i) => bit === (used & (32 << i)))
  return ok({ keywords, bits: isSame ? null : bits })
}

/** How \Seen goes over; see CopyEmails of the contract. */
type SeenCarriage =
  | { readonly kind: 'as-is'; readonly marks: SeenMarks }
  | { readonly kind: 'to-mark' | 'from-mark'; readonly personId: PersonId }

function seenCarriage(
  run: BatchRun,
  from: MailboxRow,
  to: MailboxRow,
  personId: PersonId | null,
): SeenCarriage {
  const marks = seenMarksOf(run, from.accountId)
  const target = to.accountId === from.accountId ? marks : seenMarksOf(run, to.accountId)
  if (marks === target) return { kind: 'as-is', marks }
  if (personId === null) return { kind: 'as-is', marks: 'shared' }
  return { kind: target === 'personal' ? 'to-mark' : 'from-mark', personId }
}

interface Copies {
  readonly from: MailboxRow
  readonly to: MailboxRow
  readonly uids: UidSelection
  readonly uidNext: number
  readonly modSeq: number
  readonly bits: readonly number[] | null
  readonly seen: SeenCarriage
  readonly isAbroad: boolean
}

const keywordSum = Array.from(
  { length: keywordsPerMailboxMax },
  (_, i) => `CASE WHEN flags & ${2 ** (5 + i)} THEN ? ELSE 0 END`,
).join(' | ')
const seenMark = `EXISTS (SELECT 1 FROM seen_marks s WHERE s.account_id = e.account_id
  AND s.mailbox_id = e.mailbox_id AND s.person_id = ? AND s.uid = e.uid)`

function insertCopies(run: BatchRun, copies: Copies): void {
  const { from, to, uids, uidNext, modSeq, bits, seen, isAbroad } = copies
  const others = bits === null ? `flags & ~${seenBit}` : `(flags & 23) | ${keywordSum}`
  const ofSeen = {
    'as-is': `flags & ${seenBit}`,
    'to-mark': '0',
    'from-mark': `${seenMark} * ${seenBit}`,
  }[seen.kind]
  run.sql.run(
    `INSERT INTO emails SELECT ?, ?, ? - 1 + row_number() OVER (ORDER BY uid), message_id,
       (${others}) | (${ofSeen}), ?, size, internal_date,
       ${isAbroad ? 'NULL' : 'correspondent'}, zone_minutes, ?
     FROM emails e WHERE ${inSelection(uids)}`,
    ...[to.accountId, to.id, uidNext],
    ...(bits ?? []),
    ...(seen.kind === 'from-mark' ? [seen.personId] : []),
    modSeq,
    run.context.clock.now(),
    ...selected(from, uids),
  )
  if (seen.kind === 'as-is' && seen.marks === 'personal') copyMarks(run, from, uids, to, uidNext)
  if (seen.kind === 'to-mark') markCopies(run, copies, seen.personId)
}

/** The shared \Seen of the source becomes the mark of the one who copies. */
function markCopies(run: BatchRun, { from, to, uids, uidNext }: Copies, personId: PersonId): void {
  const seen = run.sql.numbers(
    `SELECT group_concat(copy_uid) FROM (
       SELECT ? - 1 + row_number() OVER (ORDER BY uid) AS copy_uid, flags FROM emails
       WHERE ${inSelection(uids)}) WHERE flags & ${seenBit} <> 0`,
    uidNext,
    ...selected(from, uids),
  ) as Uid[]
  const now = { ...to, uidNext: uidNext + uids.last - uids.first + 1 }
  for (const copied of selectionsOf(run.sql, now, seen)) addMarks(run, to, personId, copied)
}
