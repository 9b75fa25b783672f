import { type Absence, sentCopyByDefault } from '../../domain/account.js'
import type { AccountId, CredentialId, PersonId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import {
  type ChangeAccount,
  type ChangeCredential,
  type Outcome,
  type PutAccount,
  type PutCredential,
  type PutMember,
  type PutPerson,
  type RemoveCredential,
  type RemoveMember,
  standardMailboxes,
} from '../contract.js'
import { isUnique } from '../unique-credential.js'
import type { BatchRun } from './batch-run.js'
import { addMailbox } from './mailbox-operations.js'
import { withSecret } from './patient-reading.js'
import { seenMarksOf, switchMarks } from './seen-marks.js'

type Done = Result<Outcome, Reason>
const done: Done = ok({ op: 'done' })

const hasAccount = (run: BatchRun, id: AccountId | null): boolean =>
  id === null || run.sql.number('SELECT 1 FROM accounts WHERE id = ?', id) > 0
const hasPerson = (run: BatchRun, id: PersonId | null): boolean =>
  id === null || run.sql.number('SELECT 1 FROM persons WHERE id = ?', id) > 0

export function putPerson(run: BatchRun, { person }: PutPerson): Done {
  const personId = run.context.counters.next('person') as PersonId
  const { displayName, nationalId } = person
  run.sql.run('INSERT INTO persons VALUES (?, ?, ?)', personId, displayName, nationalId)
  return ok({ op: 'put-person', personId })
}

export function putAccount(run: BatchRun, op: PutAccount): Done {
  const { account } = op
  const ownerId =
    op.ownerIndex === undefined
      ? account.ownerId
      : (run.idOfOutcome(op.ownerIndex, 'personId') as PersonId)
  if (!hasPerson(run, ownerId)) return err('not-found')
  if (run.sql.number('SELECT id FROM accounts WHERE address = ?', account.address) > 0)
    return err('already-exists')
  const id = run.context.counters.next('account') as AccountId
  run.sql.run(
    'INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, NULL, NULL, NULL)',
    id,
    account.kind,
    account.address,
    account.displayName,
    account.entity,
    account.state,
    account.acceptsPatientsFirst ? 1 : 0,
    ownerId,
    account.quotaBytes,
    account.createdAt,
    account.seenMarks ?? 'shared',
    Number(account.sentCopy ?? sentCopyByDefault(account.kind)),
    account.documentForwarding ?? 'ask',
  )
  if (account.absence) setAbsence(run, id, account.absence)
  for (const { name, role } of standardMailboxes) addMailbox(run, id, name, role, true)
  return ok({ op: 'put-account', accountId: id })
}

export function changeAccount(run: BatchRun, { accountId, change }: ChangeAccount): Done {
  if (!hasAccount(run, accountId)) return err('not-found')
  const { acceptsPatientsFirst: first, seenMarks, sentCopy } = change
  const isSwitch = seenMarks !== undefined && seenMarks !== seenMarksOf(run, accountId)
  run.sql.run(
    `UPDATE accounts SET display_name = coalesce(?, display_name), entity = coalesce(?, entity),
       state = coalesce(?, state), quota_bytes = coalesce(?, quota_bytes),
       accepts_patients_first = coalesce(?, accepts_patients_first),
       seen_marks = coalesce(?, seen_marks), sent_copy = coalesce(?, sent_copy),
       document_forwarding = coalesce(?, document_forwarding) WHERE id = ?`,
    change.displayName ?? null,
    change.entity ?? null,
    change.state ?? null,
    change.quotaBytes ?? null,
    first === undefined ? null : Number(first),
    seenMarks ?? null,
    sentCopy === undefined ? null : Number(sentCopy),
    change.documentForwarding ?? null,
    accountId,
  )
  if (change.absence !== undefined) setAbsence(run, accountId, change.absence)
  if (isSwitch) switchMarks(run, accountId, seenMarks)
  run.touched.account(accountId)
  return done
}

const setAbsence = (run: BatchRun, accountId: AccountId, absence: Absence | null): number =>
  run.sql.run(
    'UPDATE accounts SET absence_text = ?, absence_from = ?, absence_until = ? WHERE id = ?',
    absence?.text ?? null,
    absence?.fromAt ?? null,
    absence?.untilAt ?? null,
    accountId,
  )

export function putMember(run: BatchRun, op: PutMember): Done {
  const { accountId, right, fromAt, untilAt } = op
  const personId =
    op.personIndex === undefined
      ? op.personId
      : (run.idOfOutcome(op.personIndex, 'personId') as PersonId)
  if (!hasAccount(run, accountId) || !hasPerson(run, personId)) return err('not-found')
  run.sql.run(
    'INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)',
    accountId,
    personId,
    right,
    fromAt,
    untilAt,
  )
  run.touched.account(accountId)
  return done
}

export function removeMember(run: BatchRun, { accountId, personId }: RemoveMember): Done {
  const text = 'DELETE FROM members WHERE account_id = ? AND person_id = ?'
  if (run.sql.run(text, accountId, personId) === 0) return err('not-found')
  run.touched.account(accountId)
  return done
}

export function putCredential(run: BatchRun, op: PutCredential): Done {
  const { kind, secret, label, createdAt } = op.credential
  const accountId =
    op.accountIndex === undefined
      ? op.credential.accountId
      : (run.idOfOutcome(op.accountIndex, 'accountId') as AccountId)
  const personId =
    op.personIndex === undefined
      ? op.credential.personId
      : (run.idOfOutcome(op.personIndex, 'personId') as PersonId)
  if (!hasAccount(run, accountId) || !hasPerson(run, personId)) return err('not-found')
  const same = run.sql.number(
    `SELECT id FROM credentials
     WHERE ${withSecret(kind)} AND (? OR (account_id IS ? AND person_id IS ?))`,
    secret,
    Number(isUnique(kind)),
    accountId,
    personId,
  )
  if (same > 0) return err('already-exists')
  const id = run.context.counters.next('credential') as CredentialId
  run.sql.run(
    'INSERT INTO credentials VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    kind,
    secret,
    accountId,
    personId,
    label,
    createdAt,
  )
  if (accountId !== null) run.touched.account(accountId)
  return ok({ op: 'put-credential', credentialId: id })
}

export function removeCredential(run: BatchRun, { credentialId }: RemoveCredential): Done {
  const row = run.sql.get<{ accountId: AccountId | null }>(
    'DELETE FROM credentials WHERE id = ? RETURNING account_id AS accountId',
    credentialId,
  )
  if (!row) return err('not-found')
  if (row.accountId !== null) run.touched.account(row.accountId)
  return done
}

export function changeCredential(run: BatchRun, { credentialId, change }: ChangeCredential): Done {
  const row = run.sql.get<{ accountId: AccountId | null }>(
    `UPDATE credentials SET secret = coalesce(?, secret), label = coalesce(?, label)
     WHERE id = ? RETURNING account_id AS accountId`,
    change.secret ?? null,
    change.label ?? null,
    credentialId,
  )
  if (!row) return err('not-found')
  if (row.accountId !== null) run.touched.account(row.accountId)
  return done
}
