import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import { annotationRefusal } from '../annotation-bounds.js'
import type { Outcome, PutAnnotation } from '../contract.js'
import type { BatchRun } from './batch-run.js'

const scope = 'account_id = ? AND mailbox_id = ? AND person_id = ?'

export function putAnnotation(run: BatchRun, op: PutAnnotation): Result<Outcome, Reason> {
  const { sql } = run
  const { accountId, mailboxId, personId, entry, value } = op
  if (sql.number('SELECT 1 FROM accounts WHERE id = ?', accountId) === 0) return err('not-found')
  if (mailboxId !== null && run.mailbox(mailboxId)?.accountId !== accountId)
    return err('mailbox-not-found')
  if (personId !== null && sql.number('SELECT 1 FROM persons WHERE id = ?', personId) === 0)
    return err('not-found')
  const key = [accountId, mailboxId ?? 0, personId ?? 0, entry] as const
  const others = sql.number(
    `SELECT count(*) FROM annotations WHERE ${scope} AND entry <> ?`,
    ...key,
  )
  const refusal = annotationRefusal(op, others)
  if (refusal !== null) return err(refusal)
  if (value === null) sql.run(`DELETE FROM annotations WHERE ${scope} AND entry = ?`, ...key)
  else
    sql.run(
      'INSERT OR REPLACE INTO annotations VALUES (?, ?, ?, ?, ?)',
      ...key,
      Buffer.from(value, 'latin1'),
    )
  if (mailboxId === null) run.touched.account(accountId)
  else run.touched.mailbox(mailboxId, accountId)
  return ok({ op: 'done' })
}
