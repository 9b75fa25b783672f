import type { AccountId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  ChangePatientSettings,
  ChangeProfileState,
  EndExchange,
  HandleExchange,
  OpenExchange,
  Outcome,
  PatientOperation,
  PutProfile,
} from '../contract.js'
import { eraseAccount } from './account-erasure.js'
import type { BatchRun } from './batch-run.js'
import { readPatientSettings } from './patient-reading.js'

type Done = Result<Outcome, Reason>
const done: Done = ok({ op: 'done' })

export function runPatientOperation(run: BatchRun, op: PatientOperation): Done {
  switch (op.op) {
    case 'put-profile':
      return putProfile(run, op)
    case 'change-profile-state':
      return changeProfileState(run, op)
    case 'change-patient-settings':
      return changePatientSettings(run, op)
    case 'erase-account':
      return eraseAccount(run, op)
    case 'open-exchange':
      return openExchange(run, op)
    case 'end-exchange':
      return endExchange(run, op)
    case 'handle-exchange':
      return handleExchange(run, op)
  }
}

const hasAccount = (run: BatchRun, id: AccountId): boolean =>
  run.sql.number('SELECT 1 FROM accounts WHERE id = ?', id) > 0

function putProfile(run: BatchRun, { profile, accountIndex }: PutProfile): Done {
  const accountId =
    accountIndex === undefined
      ? profile.accountId
      : (run.idOfOutcome(accountIndex, 'accountId') as AccountId)
  if (!hasAccount(run, accountId)) return err('not-found')
  run.sql.run(
    'INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    accountId,
    profile.matricule,
    profile.insOid,
    profile.birthName,
    profile.usedName,
    JSON.stringify(profile.firstNames),
    profile.birthDate,
    profile.sex,
    profile.state,
  )
  run.touched.account(accountId)
  return done
}

function changeProfileState(run: BatchRun, { accountId, state }: ChangeProfileState): Done {
  const text = 'UPDATE profiles SET state = ? WHERE account_id = ?'
  if (run.sql.run(text, state, accountId) === 0) return err('not-found')
  run.touched.account(accountId)
  return done
}

function changePatientSettings(run: BatchRun, { accountId, change }: ChangePatientSettings): Done {
  const { sql } = run
  const isPatient = "SELECT 1 FROM accounts WHERE id = ? AND kind = 'patient'"
  if (sql.number(isPatient, accountId) === 0) return err('not-found')
  const now = { ...readPatientSettings(sql, accountId), ...change }
  sql.run(
    'INSERT OR REPLACE INTO patient_settings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    accountId,
    now.consent?.version ?? null,
    now.consent?.at ?? null,
    now.notificationEmail,
    now.emailVerifiedAt,
    Number(now.notifiesMessages),
    now.reminderDays,
    now.language,
    now.visitedAt,
    now.notifiedAt,
  )
  run.touched.account(accountId)
  return done
}

function openExchange(run: BatchRun, op: OpenExchange): Done {
  const { patientId, professionalAddress, professionalName, professionalEntity, at } = op
  if (!hasAccount(run, patientId)) return err('not-found')
  const before = run.sql.get<{ state: string; openedAt: number; handledAt: number | null }>(
    `SELECT state, opened_at AS openedAt, handled_at AS handledAt FROM exchanges
     WHERE patient_id = ? AND professional_address = ?`,
    patientId,
    professionalAddress,
  )
  const isOpen = before?.state === 'open'
  run.sql.run(
    `INSERT OR REPLACE INTO exchanges VALUES (?, ?, ?, ?, 'open', ?, NULL, NULL, '', ?)`,
    patientId,
    professionalAddress,
    professionalName,
    professionalEntity,
    isOpen ? before.openedAt : at,
    before?.handledAt ?? null,
  )
  run.touched.account(patientId)
  return ok({ op: 'open-exchange', changed: !isOpen })
}

function endExchange(run: BatchRun, op: EndExchange): Done {
  const changed =
    run.sql.run(
      `UPDATE exchanges SET state = 'ended', ended_at = ?, ended_by = ?, ended_note = ?
       WHERE patient_id = ? AND professional_address = ? AND state = 'open'`,
      op.at,
      op.endedBy,
      op.note ?? '',
      op.patientId,
      op.professionalAddress,
    ) > 0
  if (changed) run.touched.account(op.patientId)
  return ok({ op: 'end-exchange', changed })
}

function handleExchange(run: BatchRun, op: HandleExchange): Done {
  const { patientId, professionalAddress, handledAt } = op
  const text =
    'UPDATE exchanges SET handled_at = ? WHERE patient_id = ? AND professional_address = ?'
  if (run.sql.run(text, handledAt, patientId, professionalAddress) === 0) return err('not-found')
  run.touched.account(patientId)
  return done
}
