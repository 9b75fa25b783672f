import type { AccountId } from '../../domain/ids.js'
import { defaultPatientSettings } from '../../domain/patient-settings.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  ChangePatientSettings,
  ChangeProfileState,
  EndExchange,
  EraseAccount,
  HandleExchange,
  OpenExchange,
  Outcome,
  PatientOperation,
  PutProfile,
} from '../contract.js'
import { erasedAccount } from '../erased-account.js'
import type { BatchRun } from './batch-run.js'
import { removeEmails } from './email-operations.js'

type Done = Result<Outcome, Reason>
const done: Done = ok({ op: 'done' })

export const exchangeKey = (patientId: AccountId, address: string) => `${patientId}/${address}`

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

function putProfile(run: BatchRun, op: PutProfile): Done {
  const accountId =
    op.accountIndex === undefined
      ? op.profile.accountId
      : (run.idOfOutcome(op.accountIndex, 'accountId') as AccountId)
  if (!run.state.accounts.get(accountId)) return err('not-found')
  run.state.profiles.set(accountId, { ...op.profile, accountId })
  run.touched.account(accountId)
  return done
}

function changeProfileState(run: BatchRun, op: ChangeProfileState): Done {
  const profile = run.state.profiles.get(op.accountId)
  if (!profile) return err('not-found')
  run.state.profiles.set(op.accountId, { ...profile, state: op.state })
  run.touched.account(op.accountId)
  return done
}

const isPatient = ({ state }: BatchRun, id: AccountId): boolean =>
  state.accounts.get(id)?.account.kind === 'patient'

function changePatientSettings(run: BatchRun, { accountId, change }: ChangePatientSettings): Done {
  const { state } = run
  if (!isPatient(run, accountId)) return err('not-found')
  const before = state.patientSettings.get(accountId) ?? defaultPatientSettings(accountId)
  state.patientSettings.set(accountId, { ...before, ...change, accountId })
  run.touched.account(accountId)
  return done
}

function eraseAccount(run: BatchRun, { accountId }: EraseAccount): Done {
  const { state } = run
  if (!isPatient(run, accountId)) return err('not-found')
  for (const row of state.mailboxesOf(accountId).sort((a, b) => a.id - b.id)) {
    const emails = state.emailsOf(row)
    if (emails.length > 0) removeEmails(run, row, emails, state.nextModSeq(accountId))
    // Names and keywords of their own tell of the patient too.
    if (row.role === null) state.mailboxes.delete(row.id)
    else state.mailboxes.set(row.id, { ...state.mailboxes.get(row.id)!, keywords: [] })
    run.touched.mailbox(row.id, accountId)
  }
  for (const [key, row] of state.annotations.entries())
    if (row.accountId === accountId) state.annotations.delete(key)
  for (const [key, row] of state.exchanges.entries())
    if (row.patientId === accountId) state.exchanges.delete(key)
  for (const { id, accountId: holder } of state.credentials.values())
    if (holder === accountId) state.credentials.delete(id)
  for (const [key, row] of state.members.entries())
    if (row.accountId === accountId) state.members.delete(key)
  state.patientSettings.delete(accountId)
  state.profiles.delete(accountId)
  const row = state.accounts.get(accountId)!
  const account = { ...row.account, ...erasedAccount(row.account) }
  const subscriptions = new Set<string>()
  state.accounts.set(accountId, { ...row, account, subscriptions })
  run.touched.account(accountId)
  return done
}

function openExchange(run: BatchRun, op: OpenExchange): Done {
  const { patientId, professionalAddress, professionalName, professionalEntity } = op
  if (!run.state.accounts.get(patientId)) return err('not-found')
  const key = exchangeKey(patientId, professionalAddress)
  const before = run.state.exchanges.get(key)
  run.state.exchanges.set(key, {
    patientId,
    professionalAddress,
    professionalName,
    professionalEntity,
    state: 'open',
    openedAt: before?.state === 'open' ? before.openedAt : op.at,
    endedAt: null,
    endedBy: null,
    endedNote: '',
    handledAt: before?.handledAt ?? null,
  })
  run.touched.account(patientId)
  return ok({ op: 'open-exchange', changed: before?.state !== 'open' })
}

function endExchange(run: BatchRun, op: EndExchange): Done {
  const key = exchangeKey(op.patientId, op.professionalAddress)
  const before = run.state.exchanges.get(key)
  if (before?.state !== 'open') return ok({ op: 'end-exchange', changed: false })
  const { at: endedAt, endedBy, note: endedNote = '' } = op
  run.state.exchanges.set(key, { ...before, state: 'ended', endedAt, endedBy, endedNote })
  run.touched.account(op.patientId)
  return ok({ op: 'end-exchange', changed: true })
}

function handleExchange(run: BatchRun, op: HandleExchange): Done {
  const key = exchangeKey(op.patientId, op.professionalAddress)
  const before = run.state.exchanges.get(key)
  if (!before) return err('not-found')
  run.state.exchanges.set(key, { ...before, handledAt: op.handledAt })
  run.touched.account(op.patientId)
  return done
}
