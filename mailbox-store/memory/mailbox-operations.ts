import type { AccountId, MailboxId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  CreateMailbox,
  DeleteMailbox,
  MailboxRole,
  Outcome,
  RenameMailbox,
  Subscribe,
} from '../contract.js'
import { canonicalMailboxName, parentNames } from '../mailbox-name.js'
import { dropAnnotations } from './annotation-operations.js'
import type { BatchRun } from './batch-run.js'
import { removeEmails, transferEmails } from './email-operations.js'
import type { MailboxRow } from './memory-state.js'
import { UndoMap } from './undo-map.js'

type Done = Result<Outcome, Reason>

export function createMailbox(run: BatchRun, op: CreateMailbox): Done {
  if (!run.state.accounts.get(op.accountId)) return err('not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  const all = run.state.mailboxesOf(op.accountId)
  if (all.some((row) => row.name === name)) return err('mailbox-exists')
  if (op.role !== null && all.some((row) => row.role === op.role)) return err('special-use-taken')
  const parents = createParents(run, op.accountId, name, op.subscribed)
  if (!parents.ok) return parents
  if (run.state.mailboxesOf(op.accountId).length >= limits.mailboxesPerAccountMax)
    return err('mailbox-limit')
  const mailboxId = addMailbox(run, op.accountId, name, op.role, op.subscribed)
  return ok({ op: 'create-mailbox', mailboxId })
}

export function renameMailbox(run: BatchRun, op: RenameMailbox): Done {
  const { state } = run
  const row = state.mailboxes.get(op.mailboxId)
  if (row?.accountId !== op.accountId) return err('mailbox-not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  const all = state.mailboxesOf(op.accountId)
  if (all.some((other) => other.name === name)) return err('mailbox-exists')
  if (row.role === 'inbox') return renameInbox(run, row, name)
  const tree = all.filter((other) => other === row || other.name.startsWith(`${row.name}/`))
  if (tree.some(({ role }) => role !== null)) return err('mailbox-protected')
  if (name.startsWith(`${row.name}/`)) return err('mailbox-name-invalid')
  const names = tree.map((other) => canonicalMailboxName(name + other.name.slice(row.name.length)))
  if (names.includes(null)) return err('mailbox-name-invalid')
  const parents = createParents(run, op.accountId, name, false)
  if (!parents.ok) return parents
  tree.forEach((other, i) => {
    state.mailboxes.set(other.id, { ...other, name: names[i]! })
    moveSubscription(run, op.accountId, other.name, names[i]!)
    run.touched.mailbox(other.id, op.accountId)
  })
  return ok({ op: 'rename-mailbox', mailboxId: row.id })
}

/** RFC 9051 §6.3.6: the messages move to a new mailbox, the inbox stays, its children too. */
function renameInbox(run: BatchRun, inbox: MailboxRow, name: string): Done {
  const parents = createParents(run, inbox.accountId, name, false)
  if (!parents.ok) return parents
  if (run.state.mailboxesOf(inbox.accountId).length >= limits.mailboxesPerAccountMax)
    return err('mailbox-limit')
  const mailboxId = addMailbox(run, inbox.accountId, name, null, false)
  const emails = run.state.emailsOf(inbox)
  const moved = transferEmails(run, { op: 'move-emails' }, inbox, mailboxId, emails)
  return moved.ok ? ok({ op: 'rename-mailbox', mailboxId }) : moved
}

export function deleteMailbox(run: BatchRun, op: DeleteMailbox): Done {
  const row = run.state.mailboxes.get(op.mailboxId)
  if (row?.accountId !== op.accountId) return err('mailbox-not-found')
  if (row.role !== null) return err('mailbox-protected')
  const isParent = run.state
    .mailboxesOf(op.accountId)
    .some(({ name }) => name.startsWith(`${row.name}/`))
  if (isParent) return err('mailbox-has-children')
  const emails = run.state.emailsOf(row)
  removeEmails(run, row, emails, run.state.nextModSeq(op.accountId))
  dropAnnotations(run.state, row.id)
  run.state.mailboxes.delete(row.id)
  return ok({ op: 'delete-mailbox', mailboxId: row.id })
}

/** RFC 9051 §6.3.7: a name may be subscribed while no mailbox has it. */
export function subscribe(run: BatchRun, op: Subscribe): Done {
  const account = run.state.accounts.get(op.accountId)
  if (!account) return err('not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  if (op.subscribed && account.subscriptions.size >= limits.subscriptionsPerAccountMax)
    return err('mailbox-limit')
  setSubscribed(run, op.accountId, name, op.subscribed)
  return ok({ op: 'done' })
}

/** Adds the row, without looking at names and limits. */
export function addMailbox(
  run: BatchRun,
  accountId: AccountId,
  name: string,
  role: MailboxRole | null,
  subscribed: boolean,
): MailboxId {
  const { state } = run
  const id = state.next('mailbox') as MailboxId
  state.mailboxes.set(id, {
    id,
    accountId,
    name,
    role,
    uidValidity: state.nextUidValidity(),
    uidNext: 1,
    // RFC 7162 §3.1.2.1: HIGHESTMODSEQ is at least 1.
    highestModSeq: state.nextModSeq(accountId),
    keywords: [],
    emails: new UndoMap(state.journal),
    expunged: [],
    expungedFloor: 0,
  })
  if (subscribed) setSubscribed(run, accountId, name, true)
  run.touched.mailbox(id, accountId)
  return id
}

function createParents(
  run: BatchRun,
  accountId: AccountId,
  name: string,
  subscribed: boolean,
): Result<void, Reason> {
  for (const parent of parentNames(name)) {
    const all = run.state.mailboxesOf(accountId)
    if (all.some((row) => row.name === parent)) continue
    if (all.length >= limits.mailboxesPerAccountMax) return err('mailbox-limit')
    addMailbox(run, accountId, parent, null, subscribed)
  }
  return ok(undefined)
}

function moveSubscription(run: BatchRun, accountId: AccountId, from: string, to: string): void {
  if (!run.state.accounts.get(accountId)!.subscriptions.has(from)) return
  setSubscribed(run, accountId, from, false)
  setSubscribed(run, accountId, to, true)
}

function setSubscribed(run: BatchRun, accountId: AccountId, name: string, subscribed: boolean) {
  const account = run.state.accounts.get(accountId)!
  const subscriptions = new Set(account.subscriptions)
  if (subscribed) subscriptions.add(name)
  else subscriptions.delete(name)
  run.state.accounts.set(accountId, { ...account, subscriptions })
  run.touched.account(accountId)
}
