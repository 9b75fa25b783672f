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
import type { BatchRun } from './batch-run.js'
import { removeEmails } from './leaving-emails.js'
import { forgetMailbox } from './mailbox-log.js'
import { type MailboxRow, mailboxColumns } from './rows.js'
import { transferEmails } from './transfer.js'
import { wholeMailbox } from './uid-selection.js'

type Done = Result<Outcome, Reason>

export function createMailbox(run: BatchRun, op: CreateMailbox): Done {
  if (!hasAccount(run, op.accountId)) return err('not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  if (hasName(run, op.accountId, name)) return err('mailbox-exists')
  if (hasRole(run, op.accountId, op.role)) return err('special-use-taken')
  const parents = createParents(run, op.accountId, name, op.subscribed)
  if (!parents.ok) return parents
  if (mailboxCount(run, op.accountId) >= limits.mailboxesPerAccountMax) return err('mailbox-limit')
  const mailboxId = addMailbox(run, op.accountId, name, op.role, op.subscribed)
  return ok({ op: 'create-mailbox', mailboxId })
}

export function renameMailbox(run: BatchRun, op: RenameMailbox): Done {
  const { accountId } = op
  const row = run.mailbox(op.mailboxId)
  if (row?.accountId !== accountId) return err('mailbox-not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  if (hasName(run, accountId, name)) return err('mailbox-exists')
  if (row.role === 'inbox') return renameInbox(run, row, name)
  const tree = [row, ...childrenOf(run, row)]
  if (tree.some(({ role }) => role !== null)) return err('mailbox-protected')
  if (name.startsWith(`${row.name}/`)) return err('mailbox-name-invalid')
  const names = tree.map((other) => canonicalMailboxName(name + other.name.slice(row.name.length)))
  if (names.includes(null)) return err('mailbox-name-invalid')
  const parents = createParents(run, accountId, name, false)
  if (!parents.ok) return parents
  for (const [i, other] of tree.entries()) {
    run.sql.run('UPDATE mailboxes SET name = ? WHERE id = ?', names[i]!, other.id)
    // A subscription follows the mailbox: clients that show only these would lose it from sight.
    if (setSubscribed(run, accountId, other.name, false) > 0)
      setSubscribed(run, accountId, names[i]!, true)
    run.touched.mailbox(other.id, accountId)
  }
  return ok({ op: 'rename-mailbox', mailboxId: row.id })
}

/** RFC 9051 §6.3.6: the messages move to a new mailbox, the inbox stays, its children too. */
function renameInbox(run: BatchRun, inbox: MailboxRow, name: string): Done {
  const parents = createParents(run, inbox.accountId, name, false)
  if (!parents.ok) return parents
  if (mailboxCount(run, inbox.accountId) >= limits.mailboxesPerAccountMax)
    return err('mailbox-limit')
  const mailboxId = addMailbox(run, inbox.accountId, name, null, false)
  const target = run.mailbox(mailboxId)!
  const moved = transferEmails(run, { op: 'move-emails' }, inbox, target, [wholeMailbox(inbox)])
  return moved.ok ? ok({ op: 'rename-mailbox', mailboxId }) : moved
}

export function deleteMailbox(run: BatchRun, op: DeleteMailbox): Done {
  const row = run.mailbox(op.mailboxId)
  if (row?.accountId !== op.accountId) return err('mailbox-not-found')
  if (row.role !== null) return err('mailbox-protected')
  if (childrenOf(run, row).length > 0) return err('mailbox-has-children')
  const modSeq = run.nextModSeq(row.accountId)
  removeEmails(run, row, [wholeMailbox(row)], {
    onlyDeleted: false,
    keepsContents: false,
    modSeq: () => modSeq,
  })
  forgetMailbox(run, row)
  return ok({ op: 'delete-mailbox', mailboxId: row.id })
}

/** RFC 9051 §6.3.7: a name may be subscribed while no mailbox has it. */
export function subscribe(run: BatchRun, op: Subscribe): Done {
  if (!hasAccount(run, op.accountId)) return err('not-found')
  const name = canonicalMailboxName(op.name)
  if (name === null) return err('mailbox-name-invalid')
  const count = run.sql.number(
    'SELECT count(*) FROM subscriptions WHERE account_id = ?',
    op.accountId,
  )
  if (op.subscribed && count >= limits.subscriptionsPerAccountMax) return err('mailbox-limit')
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
  const { counters } = run.context
  const id = counters.next('mailbox') as MailboxId
  run.sql.run(
    `INSERT INTO mailboxes VALUES (?, ?, ?, ?, ?, 1, ?, 0, 0, 0, 0, 0, 0, '[]', 0, 0)`,
    id,
    accountId,
    name,
    role,
    counters.nextUidValidity(),
    // RFC 7162 §3.1.2.1: HIGHESTMODSEQ is at least 1.
    run.nextModSeq(accountId),
  )
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
    if (hasName(run, accountId, parent)) continue
    if (mailboxCount(run, accountId) >= limits.mailboxesPerAccountMax) return err('mailbox-limit')
    addMailbox(run, accountId, parent, null, subscribed)
  }
  return ok(undefined)
}

/** The change of rows: 0 when it was so before. */
function setSubscribed(
  run: BatchRun,
  accountId: AccountId,
  name: string,
  subscribed: boolean,
): number {
  run.touched.account(accountId)
  return run.sql.run(
    subscribed
      ? 'INSERT OR IGNORE INTO subscriptions VALUES (?, ?)'
      : 'DELETE FROM subscriptions WHERE account_id = ? AND name = ?',
    accountId,
    name,
  )
}

const childrenOf = (run: BatchRun, { accountId, name }: MailboxRow): MailboxRow[] =>
  run.sql.all<MailboxRow>(
    `SELECT ${mailboxColumns} FROM mailboxes
     WHERE account_id = ? AND name > ? || '/' AND name < ? || '0' ORDER BY id`,
    accountId,
    name,
    name,
  )
const mailboxCount = (run: BatchRun, accountId: AccountId): number =>
  run.sql.number('SELECT count(*) FROM mailboxes WHERE account_id = ?', accountId)
const hasName = (run: BatchRun, accountId: AccountId, name: string): boolean =>
  run.sql.number('SELECT 1 FROM mailboxes WHERE account_id = ? AND name = ?', accountId, name) > 0
const hasRole = (run: BatchRun, accountId: AccountId, role: MailboxRole | null): boolean =>
  role !== null &&
  run.sql.number('SELECT 1 FROM mailboxes WHERE account_id = ? AND role = ?', accountId, role) > 0
const hasAccount = (run: BatchRun, accountId: AccountId): boolean =>
  run.sql.number('SELECT 1 FROM accounts WHERE id = ?', accountId) > 0
