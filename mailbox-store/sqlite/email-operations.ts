import type { AccountId, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  AppendEmail,
  ChangeFlags,
  CopyEmails,
  Expunge,
  MoveEmails,
  Outcome,
} from '../contract.js'
import { enterFlags, knownMask, translateMask } from '../keyword-mask.js'
import { ArrivingEmails, setKeywords } from './arriving-emails.js'
import type { BatchRun } from './batch-run.js'
import { isDeleted, isUnseen } from './flag-counts.js'
import { removeEmails } from './leaving-emails.js'
import { type EmailRow, emailColumns, type MailboxRow, mailboxColumns } from './rows.js'

type Done = Result<Outcome, Reason>

const keywordsOf = (row: MailboxRow): string[] =>
  row.keywords === '[]' ? [] : JSON.parse(row.keywords)

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
  const keywords = keywordsOf(row)
  const entered = enterFlags(op.flags, keywords)
  if (!entered.ok) return entered
  const { id: messageId, bytes: size } = content.value
  if (quota.isOver(size)) return err('over-quota')
  const modSeq = run.nextModSeq(op.accountId)
  const target = new ArrivingEmails(run, row, keywords)
  const { internalDate, correspondent } = op
  const flags = entered.value.mask
  const uid = target.add({ messageId, flags, modSeq, size, internalDate, correspondent })
  target.finish(modSeq, entered.value.keywords)
  const { id: mailboxId, uidValidity } = row
  return ok({ op: 'append-email', mailboxId, uidValidity, uid, modSeq })
}

export function changeFlags(run: BatchRun, op: ChangeFlags): Done {
  const row = run.mailbox(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  const found = emailsAmong(run, row, op.uids)
  const limit = op.unchangedSince ?? Infinity
  const modified = found.filter(({ modSeq }) => modSeq > limit).map(({ uid }) => uid)
  const open = found.filter(({ modSeq }) => modSeq <= limit)
  const before = keywordsOf(row)
  const entered =
    op.change === 'remove' || open.length === 0
      ? ok({ mask: knownMask(op.flags, before), keywords: before as readonly string[] })
      : enterFlags(op.flags, before)
  if (!entered.ok) return entered
  const { mask, keywords } = entered.value
  const after = (flags: number) =>
    op.change === 'add' ? flags | mask : op.change === 'remove' ? flags & ~mask : mask
  const changing = open.filter(({ flags }) => after(flags) !== flags)
  const changed = changing.map(({ uid }) => uid)
  if (changing.length === 0)
    return ok({ op: 'change-flags', changed, modified, modSeq: row.highestModSeq })
  const modSeq = run.nextModSeq(row.accountId)
  if (keywords.length > before.length) setKeywords(run, row.id, keywords)
  let unseen = 0
  let deleted = 0
  for (const { uid, flags } of changing) {
    const now = after(flags)
    unseen += isUnseen(now) - isUnseen(flags)
    deleted += isDeleted(now) - isDeleted(flags)
    run.sql.run(
      `UPDATE emails SET flags = ?, mod_seq = ?
       WHERE account_id = ? AND mailbox_id = ? AND uid = ?`,
      now,
      modSeq,
      row.accountId,
      row.id,
      uid,
    )
  }
  run.sql.run(
    `UPDATE mailboxes SET highest_mod_seq = ?, unseen_count = unseen_count + ?,
       deleted_count = deleted_count + ? WHERE id = ?`,
    modSeq,
    unseen,
    deleted,
    row.id,
  )
  run.touched.mailbox(row.id, row.accountId)
  return ok({ op: 'change-flags', changed, modified, modSeq })
}

export function copyEmails(run: BatchRun, op: CopyEmails | MoveEmails): Done {
  const from = run.mailbox(op.fromMailboxId)
  const to = run.mailbox(op.toMailboxId)
  if (!from || !to || from.accountId !== to.accountId) return err('mailbox-not-found')
  return transferEmails(run, op.op, from, to, emailsAmong(run, from, op.uids))
}

/** Copies into the target; a move also takes them away from the source, in the same modseq. */
export function transferEmails(
  run: BatchRun,
  op: 'copy-emails' | 'move-emails',
  from: MailboxRow,
  to: MailboxRow,
  emails: readonly EmailRow[],
): Done {
  const { uidValidity } = to
  if (emails.length === 0)
    return ok({ op, uidValidity, from: [], to: [], modSeq: to.highestModSeq })
  const size = emails.reduce((sum, email) => sum + email.size, 0)
  if (op === 'copy-emails' && quotaOf(run, from.accountId)!.isOver(size)) return err('over-quota')
  const modSeq = run.nextModSeq(from.accountId)
  const before = keywordsOf(to)
  const source = keywordsOf(from)
  const target = new ArrivingEmails(run, to, before)
  let keywords: readonly string[] = before
  const uids: Uid[] = []
  for (const email of emails) {
    const entered = translateMask(email.flags, source, keywords)
    if (!entered.ok) return entered
    keywords = entered.value.keywords
    uids.push(target.add({ ...email, flags: entered.value.mask, modSeq }))
  }
  target.finish(modSeq, keywords)
  if (op === 'move-emails') removeEmails(run, run.mailbox(from.id)!, emails, modSeq)
  return ok({ op, uidValidity, from: emails.map(({ uid }) => uid), to: uids, modSeq })
}

export function expunge(run: BatchRun, op: Expunge): Done {
  const row = run.mailbox(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  const among = op.uids === null ? emailsOf(run, row) : emailsAmong(run, row, op.uids)
  // Without UIDs it is EXPUNGE: never more than what is marked.
  const onlyDeleted = op.onlyDeleted || op.uids === null
  const going = among.filter(({ flags }) => !onlyDeleted || isDeleted(flags) === 1)
  const uids = going.map(({ uid }) => uid)
  if (going.length === 0) return ok({ op: 'expunge', uids, modSeq: row.highestModSeq })
  const modSeq = run.nextModSeq(row.accountId)
  removeEmails(run, row, going, modSeq)
  return ok({ op: 'expunge', uids, modSeq })
}

export const emailsOf = (run: BatchRun, { accountId, id }: MailboxRow): EmailRow[] =>
  run.sql.all<EmailRow>(
    `SELECT ${emailColumns} FROM emails WHERE account_id = ? AND mailbox_id = ? ORDER BY uid`,
    accountId,
    id,
  )

function emailsAmong(run: BatchRun, row: MailboxRow, uids: readonly Uid[]): EmailRow[] {
  const found: EmailRow[] = []
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) {
    const email = run.sql.get<EmailRow>(
      `SELECT ${emailColumns} FROM emails WHERE account_id = ? AND mailbox_id = ? AND uid = ?`,
      row.accountId,
      row.id,
      uid,
    )
    if (email) found.push(email)
  }
  return found
}

function quotaOf(run: BatchRun, accountId: AccountId) {
  const row = run.sql.get<{ quota: number; used: number }>(
    'SELECT quota_bytes AS quota, used_bytes AS used FROM accounts WHERE id = ?',
    accountId,
  )
  return row && { isOver: (size: number) => row.quota > 0 && row.used + size > row.quota }
}
