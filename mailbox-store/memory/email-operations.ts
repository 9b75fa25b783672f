import { flagBit } from '../../domain/flags.js'
import type { AccountId, MailboxId, Uid } from '../../domain/ids.js'
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
import type { BatchRun } from './batch-run.js'
import type { EmailRow, MailboxRow } from './memory-state.js'

type Done = Result<Outcome, Reason>

export function appendEmail(run: BatchRun, op: AppendEmail): Done {
  const { state } = run
  const account = state.accounts.get(op.accountId)
  if (!account) return err('recipient-unknown')
  const row =
    typeof op.mailbox === 'number'
      ? state.mailboxes.get(op.mailbox)
      : state.mailboxesOf(op.accountId).find(({ role }) => role === op.mailbox)
  if (row?.accountId !== op.accountId) return err('mailbox-not-found')
  const messageId = run.messageId(op.message)
  if (!messageId.ok) return messageId
  const entered = enterFlags(op.flags, row.keywords)
  if (!entered.ok) return entered
  const size = state.messages.get(messageId.value)!.content.length
  if (isOverQuota(run, op.accountId, size)) return err('over-quota')
  const modSeq = state.nextModSeq(op.accountId)
  const uid = row.uidNext as Uid
  addEmail(
    run,
    { ...row, keywords: entered.value.keywords },
    {
      uid,
      messageId: messageId.value,
      flags: entered.value.mask,
      modSeq,
      size,
      internalDate: op.internalDate,
      correspondent: op.correspondent,
    },
  )
  const { id: mailboxId, uidValidity } = row
  return ok({ op: 'append-email', mailboxId, uidValidity, uid, modSeq })
}

export function changeFlags(run: BatchRun, op: ChangeFlags): Done {
  const row = run.state.mailboxes.get(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  const found = emailsAmong(row, op.uids)
  const isModified = (email: EmailRow) =>
    op.unchangedSince !== undefined && email.modSeq > op.unchangedSince
  const modified = found.filter(isModified).map(({ uid }) => uid)
  const open = found.filter((email) => !isModified(email))
  const entered =
    op.change === 'remove' || open.length === 0
      ? ok({ mask: knownMask(op.flags, row.keywords), keywords: row.keywords })
      : enterFlags(op.flags, row.keywords)
  if (!entered.ok) return entered
  const { mask, keywords } = entered.value
  const after = (flags: number) =>
    op.change === 'add' ? flags | mask : op.change === 'remove' ? flags & ~mask : mask
  const changing = open.filter(({ flags }) => after(flags) !== flags)
  const changed = changing.map(({ uid }) => uid)
  if (changing.length === 0)
    return ok({ op: 'change-flags', changed, modified, modSeq: row.highestModSeq })
  const modSeq = run.state.nextModSeq(row.accountId)
  for (const email of changing)
    row.emails.set(email.uid, { ...email, flags: after(email.flags), modSeq })
  run.state.mailboxes.set(row.id, { ...row, keywords, highestModSeq: modSeq })
  run.touched.mailbox(row.id, row.accountId)
  return ok({ op: 'change-flags', changed, modified, modSeq })
}

export function copyEmails(run: BatchRun, op: CopyEmails | MoveEmails): Done {
  const from = run.state.mailboxes.get(op.fromMailboxId)
  const to = run.state.mailboxes.get(op.toMailboxId)
  if (!from || !to || from.accountId !== to.accountId) return err('mailbox-not-found')
  const emails = emailsAmong(from, op.uids)
  return transferEmails(run, op.op, from, to.id, emails)
}

/** Copies into the target; a move also takes them away from the source, in the same modseq. */
export function transferEmails(
  run: BatchRun,
  op: 'copy-emails' | 'move-emails',
  from: MailboxRow,
  toId: MailboxId,
  emails: readonly EmailRow[],
): Done {
  const { state } = run
  const { uidValidity, highestModSeq } = state.mailboxes.get(toId)!
  const uids = emails.map(({ uid }) => uid)
  if (emails.length === 0) return ok({ op, uidValidity, from: [], to: [], modSeq: highestModSeq })
  const size = emails.reduce((sum, email) => sum + email.size, 0)
  if (op === 'copy-emails' && isOverQuota(run, from.accountId, size)) return err('over-quota')
  const modSeq = state.nextModSeq(from.accountId)
  const to: Uid[] = []
  for (const email of emails) {
    const target = state.mailboxes.get(toId)!
    const entered = translateMask(email.flags, from.keywords, target.keywords)
    if (!entered.ok) return entered
    const { mask: flags, keywords } = entered.value
    to.push(target.uidNext as Uid)
    addEmail(run, { ...target, keywords }, { ...email, uid: target.uidNext as Uid, flags, modSeq })
  }
  if (op === 'move-emails') removeEmails(run, state.mailboxes.get(from.id)!, emails, modSeq)
  return ok({ op, uidValidity, from: uids, to, modSeq })
}

export function expunge(run: BatchRun, op: Expunge): Done {
  const row = run.state.mailboxes.get(op.mailboxId)
  if (!row) return err('mailbox-not-found')
  const among = op.uids === null ? run.state.emailsOf(row) : emailsAmong(row, op.uids)
  // Without UIDs it is EXPUNGE: never more than what is marked.
  const onlyDeleted = op.onlyDeleted || op.uids === null
  const going = among.filter(({ flags }) => !onlyDeleted || (flags & flagBit['\\Deleted']) !== 0)
  const uids = going.map(({ uid }) => uid)
  if (going.length === 0) return ok({ op: 'expunge', uids, modSeq: row.highestModSeq })
  const modSeq = run.state.nextModSeq(row.accountId)
  removeEmails(run, row, going, modSeq)
  return ok({ op: 'expunge', uids, modSeq })
}

function addEmail(run: BatchRun, row: MailboxRow, email: EmailRow): void {
  row.emails.set(email.uid, email)
  run.state.mailboxes.set(row.id, {
    ...row,
    uidNext: email.uid + 1,
    highestModSeq: email.modSeq,
  })
  run.addReferences(email.messageId, 1)
  run.touched.mailbox(row.id, row.accountId)
}

export function removeEmails(
  run: BatchRun,
  row: MailboxRow,
  emails: readonly EmailRow[],
  modSeq: EmailRow['modSeq'],
): void {
  for (const { uid, messageId } of emails) {
    row.emails.delete(uid)
    run.addReferences(messageId, -1)
  }
  const log = [...row.expunged, ...emails.map(({ uid }) => ({ uid, modSeq }))]
  const excess = Math.max(0, log.length - run.state.expungedPerMailboxMax)
  run.state.mailboxes.set(row.id, {
    ...row,
    highestModSeq: modSeq,
    expunged: log.slice(excess),
    expungedFloor: excess > 0 ? log[excess - 1]!.modSeq : row.expungedFloor,
  })
  run.touched.mailbox(row.id, row.accountId)
}

function emailsAmong(row: MailboxRow, uids: readonly Uid[]): EmailRow[] {
  const found: EmailRow[] = []
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) {
    const email = row.emails.get(uid)
    if (email) found.push(email)
  }
  return found
}

function isOverQuota(run: BatchRun, accountId: AccountId, size: number): boolean {
  const { quotaBytes } = run.state.accounts.get(accountId)!.account
  return quotaBytes > 0 && run.state.usedBytes(accountId) + size > quotaBytes
}
