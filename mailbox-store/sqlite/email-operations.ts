import { flagBit } from '../../domain/flags.js'
import type { AccountId, ModSeq, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { AppendEmail, Expunge, Outcome } from '../contract.js'
import { zoneMinutesOf } from '../date-zone.js'
import { enterFlags } from '../keyword-mask.js'
import { seenBit, seenOwner, withSeen } from '../seen-marks.js'
import { arrived } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { removeEmails } from './leaving-emails.js'
import { keywordsOf, type MailboxRow, mailboxColumns } from './rows.js'
import { addMarks, seenMarksOf } from './seen-marks.js'
import { selectionsOf } from './uid-selection.js'

type Done = Result<Outcome, Reason>
const deletedBit = flagBit['\\Deleted']

export function appendEmail(run: BatchRun, op: AppendEmail): Done {
  const { sql } = run
  const quota = quotaOf(run, op.accountId)
  if (!quota) return err('recipient-unknown')
  const row =
    typeof op.mailbox === 'number'
      ? run.mailbox(op.mailbox)
      : sql.get<MailboxRow>(
          `SELECT ${mailboxColumns} FROM mailboxes WHERE account_id = ? AND role = ?`,
          op.accountId,
          op.mailbox,
        )
  if (row?.accountId !== op.accountId) return err('mailbox-not-found')
  const content = run.content(op.message)
  if (!content.ok) return content
  const entered = enterFlags(op.flags, keywordsOf(row))
  if (!entered.ok) return entered
  const { id: messageId, bytes: size } = content.value
  if (quota.isOver(size)) return err('over-quota')
  const modSeq = run.nextModSeq(op.accountId)
  const { mask, keywords } = entered.value
  const person =
    op.personId === undefined ? null : seenOwner(seenMarksOf(run, op.accountId), op.personId)
  const uid = row.uidNext as Uid
  const flags = person === null ? mask : withSeen(mask, false)
  sql.run(
    'INSERT INTO emails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    op.accountId,
    row.id,
    uid,
    messageId,
    flags,
    modSeq,
    size,
    op.internalDate,
    op.correspondent,
    zoneMinutesOf(op),
    run.context.clock.now(),
  )
  run.addReferences(messageId, 1)
  if (person !== null && (mask & seenBit) !== 0)
    addMarks(run, row, person, { first: uid, last: uid })
  arrived(run, row, modSeq, keywords, {
    count: 1,
    size,
    unseen: (flags & seenBit) === 0 ? 1 : 0,
    deleted: (flags & deletedBit) === 0 ? 0 : 1,
  })
  const { id: mailboxId, uidValidity } = row
  return ok({ op: 'append-email', mailboxId, uidValidity, uid, modSeq })
}

export function expunge(run: BatchRun, op: Expunge): Done {
  const row = run.mailbox(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  // Without UIDs it is EXPUNGE: never more than what is marked.
  const onlyDeleted = op.onlyDeleted || op.uids === null
  const selections = selectionsOf(run.sql, row, op.uids)
  let modSeq: ModSeq | null = null
  const uids = removeEmails(run, row, selections, {
    onlyDeleted,
    keepsContents: false,
    modSeq: () => (modSeq ??= run.nextModSeq(row.accountId)),
  })
  return ok({ op: 'expunge', uids, modSeq: modSeq ?? row.highestModSeq })
}

export function quotaOf(run: BatchRun, accountId: AccountId) {
  const row = run.sql.get<{ quota: number; used: number }>(
    'SELECT quota_bytes AS quota, used_bytes AS used FROM accounts WHERE id = ?',
    accountId,
  )
  return row && { isOver: (size: number) => row.quota > 0 && row.used + size > row.quota }
}
