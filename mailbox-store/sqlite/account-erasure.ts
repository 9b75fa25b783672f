import type { Account } from '../../domain/account.js'
import type { AccountId, MailboxId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { EraseAccount, Outcome } from '../contract.js'
import { erasedAccount } from '../erased-account.js'
import type { BatchRun } from './batch-run.js'
import { removeEmails } from './leaving-emails.js'
import { forgetMailbox } from './mailbox-log.js'
import { wholeMailbox } from './uid-selection.js'

/** Of the account, besides its mailboxes. */
const tables = [
  'annotations',
  'subscriptions',
  'credentials',
  'members',
  'profiles',
  'patient_settings',
] as const

/** See EraseAccount of the contract. */
export function eraseAccount(run: BatchRun, { accountId }: EraseAccount): Result<Outcome, Reason> {
  const { sql } = run
  const account = sql.get<Pick<Account, 'id' | 'address'>>(
    "SELECT id, address FROM accounts WHERE id = ? AND kind = 'patient'",
    accountId,
  )
  if (!account) return err('not-found')
  const mailboxes = sql.rows<[MailboxId]>(
    'SELECT id FROM mailboxes WHERE account_id = ? ORDER BY id',
    accountId,
  )
  for (const [id] of mailboxes) emptyMailbox(run, accountId, id)
  for (const table of tables) sql.run(`DELETE FROM ${table} WHERE account_id = ?`, accountId)
  sql.run('DELETE FROM exchanges WHERE patient_id = ?', accountId)
  const { address, displayName, entity, state } = erasedAccount(account)
  sql.run(
    `UPDATE accounts SET address = ?, display_name = ?, entity = ?, state = ?,
       absence_text = NULL, absence_from = NULL, absence_until = NULL WHERE id = ?`,
    address,
    displayName,
    entity,
    state,
    accountId,
  )
  run.touched.account(accountId)
  run.context.hasErased = true
  return ok({ op: 'done' })
}

function emptyMailbox(run: BatchRun, accountId: AccountId, id: MailboxId): void {
  const row = run.mailbox(id)!
  removeEmails(run, row, [wholeMailbox(row)], {
    onlyDeleted: false,
    keepsContents: false,
    modSeq: () => run.nextModSeq(accountId),
  })
  // Names and keywords of their own tell of the patient too.
  if (row.role === null) forgetMailbox(run, row)
  else run.sql.run("UPDATE mailboxes SET keywords = '[]' WHERE id = ?", id)
  run.touched.mailbox(id, accountId)
}
