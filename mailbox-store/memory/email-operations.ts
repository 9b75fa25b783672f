import type { SeenMarks } from '../../domain/account.js'
import { flagBit } from '../../domain/flags.js'
import type { AccountId, MailboxId, PersonId, Uid } from '../../domain/ids.js'
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
import { zoneMinutesOf } from '../date-zone.js'
import { enterFlags, knownMask, translateMask } from '../keyword-mask.js'
import { seenBit, seenOwner, withSeen } from '../seen-marks.js'
import { uidRunsOf } from '../uid-runs.js'
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
  const person = seenOwner(account.account.seenMarks, op.personId)
  const { mask } = entered.value
  addEmail(
    run,
    { ...row, keywords: entered.value.keywords },
    {
      uid,
      messageId: messageId.value,
      flags: person === null ? mask : withSeen(mask, false),
      modSeq,
      size,
      internalDate: op.internalDate,
      zoneMinutes: zoneMinutesOf(op),
      savedAt: state.clock.now(),
      seenBy: person !== null && (mask & seenBit) !== 0 ? [person] : [],
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
  const person = seenOwner(run.state.accounts.get(row.accountId)!.account.seenMarks, op.personId)
  const viewed = run.state.viewed(row, person)
  const changing = open.filter((email) => after(viewed(email)) !== viewed(email))
  const changed = changing.length
  if (changing.length === 0)
    return ok({ op: 'change-flags', changed, modified, modSeq: row.highestModSeq })
  const modSeq = run.state.nextModSeq(row.accountId)
  for (const email of changing)
    row.emails.set(email.uid, { ...marked(email, after(viewed(email)), person), modSeq })
  run.state.mailboxes.set(row.id, { ...row, keywords, highestModSeq: modSeq })
  run.touched.mailbox(row.id, row.accountId)
  return ok({ op: 'change-flags', changed, modified, modSeq })
}

/** An email whose flags are `flags` as `person` sees them. */
function marked(email: EmailRow, flags: number, person: PersonId | null): EmailRow {
  if (person === null) return { ...email, flags }
  const others = email.seenBy.filter((id) => id !== person)
  const seenBy = (flags & seenBit) === 0 ? others : [...others, person]
  return { ...email, flags: withSeen(flags, (email.flags & seenBit) !== 0), seenBy }
}

export function copyEmails(run: BatchRun, op: CopyEmails | MoveEmails): Done {
  const from = run.state.mailboxes.get(op.fromMailboxId)
  const to = run.state.mailboxes.get(op.toMailboxId)
  if (!from || !to) return err('mailbox-not-found')
  const emails = emailsAmong(from, op.uids)
  return transferEmails(run, op, from, to.id, emails)
}

/** Copies into the target; a move also takes them away from the source, in the same modseq. */
export function transferEmails(
  run: BatchRun,
  { op, personId }: Pick<CopyEmails | MoveEmails, 'op' | 'personId'>,
  from: MailboxRow,
  toId: MailboxId,
  emails: readonly EmailRow[],
): Done {
  const { state } = run
  const { uidValidity, highestModSeq, accountId } = state.mailboxes.get(toId)!
  const isAbroad = accountId !== from.accountId
  const uids = emails.map(({ uid }) => uid)
  if (emails.length === 0) return ok({ op, uidValidity, from: [], to: [], modSeq: highestModSeq })
  const size = emails.reduce((sum, email) => sum + email.size, 0)
  const isMore = op === 'copy-emails' || isAbroad
  if (isMore && isOverQuota(run, accountId, size)) return err('over-quota')
  const modSeq = state.nextModSeq(accountId)
  const marksOf = (id: AccountId) => state.accounts.get(id)!.account.seenMarks
  const savedAt = state.clock.now()
  const to: Uid[] = []
  for (const email of emails) {
    const target = state.mailboxes.get(toId)!
    const arriving = carried(email, marksOf(from.accountId), marksOf(accountId), personId ?? null)
    const entered = translateMask(arriving.flags, from.keywords, target.keywords)
    if (!entered.ok) return entered
    const { mask: flags, keywords } = entered.value
    to.push(target.uidNext as Uid)
    const correspondent = isAbroad ? null : email.correspondent
    const uid = target.uidNext as Uid
    const { seenBy } = arriving
    addEmail(
      run,
      { ...target, keywords },
      { ...email, uid, flags, modSeq, savedAt, correspondent, seenBy },
    )
  }
  if (op === 'move-emails') {
    const goneAt = isAbroad ? state.nextModSeq(from.accountId) : modSeq
    removeEmails(run, state.mailboxes.get(from.id)!, emails, goneAt)
  }
  return ok({ op, uidValidity, from: uids, to, modSeq })
}

/** The \Seen of an email in its new account: see CopyEmails of the contract. */
function carried(
  { flags, seenBy }: EmailRow,
  from: SeenMarks,
  to: SeenMarks,
  personId: PersonId | null,
): Pick<EmailRow, 'flags' | 'seenBy'> {
  if (from === to || personId === null) return { flags, seenBy: to === 'personal' ? seenBy : [] }
  if (to === 'shared') return { flags: withSeen(flags, seenBy.includes(personId)), seenBy: [] }
  const isSeen = (flags & seenBit) !== 0
  return { flags: withSeen(flags, false), seenBy: isSeen ? [personId] : [] }
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
  const gone = uidRunsOf(emails.map(({ uid }) => uid))
  const log = [...row.expunged, ...gone.map((uids) => ({ ...uids, modSeq }))]
  const excess = Math.max(0, log.length - run.state.expungedPerMailboxMax)
  const expungedFloor = excess > 0 ? log[excess - 1]!.modSeq : row.expungedFloor
  run.state.mailboxes.set(row.id, {
    ...row,
    highestModSeq: modSeq,
    expunged: log.filter((entry) => entry.modSeq > expungedFloor),
    expungedFloor,
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
