import type { MessageId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Batch, NewMessage, Operation, Outcome, Precondition } from '../contract.js'
import {
  accountVerdict,
  exchangeVerdict,
  memberVerdict,
  profileVerdict,
} from '../precondition-verdict.js'
import { chainedHash, traceChainStart, tracedAccount, traceLine } from '../trace-chain.js'
import { putAnnotation } from './annotation-operations.js'
import type { BatchRun } from './batch-run.js'
import * as directory from './directory-operations.js'
import { appendEmail, changeFlags, copyEmails, expunge } from './email-operations.js'
import { createMailbox, deleteMailbox, renameMailbox, subscribe } from './mailbox-operations.js'
import { addJob, changeJob, finishJob, rescheduleJob } from './memory-jobs.js'
import type { MemoryState } from './memory-state.js'
import { exchangeKey, runPatientOperation } from './patient-operations.js'
import type { StagedBodies } from './staged-bodies.js'

/**
 * Runs a whole batch; the caller rolls back when it is refused. Order: preconditions, messages,
 * operations, jobs, traces.
 */
export function runBatch(run: BatchRun, batch: Batch, staged: StagedBodies): Result<void, Reason> {
  for (const precondition of batch.preconditions ?? []) {
    const refusal = refusalOf(run.state, precondition)
    if (refusal !== null) return err(refusal)
  }
  for (const message of batch.messages ?? []) run.messageIds.push(addMessage(run, message, staged))
  for (const operation of batch.operations ?? []) {
    const outcome = runOperation(run, operation)
    if (!outcome.ok) return outcome
    run.outcomes.push(outcome.value)
  }
  for (const job of batch.jobs ?? []) {
    const added = addJob(run, job)
    if (!added.ok) return added
  }
  for (const given of batch.traces ?? []) {
    const trace = tracedAccount(given, (index) => run.idOfOutcome(index, 'accountId'))
    const { state } = run
    const previous = state.traces.get(state.counters.get('trace') ?? 0)?.hash ?? traceChainStart
    const sequence = state.next('trace')
    const line = traceLine(trace, sequence)
    state.traces.set(sequence, { line, hash: chainedHash(previous, line) })
  }
  run.dropUnreferenced()
  return ok(undefined)
}

function addMessage(run: BatchRun, message: NewMessage, staged: StagedBodies): MessageId {
  const isStaged = 'staged' in message.body
  const taken = 'staged' in message.body ? staged.take(message.body.staged) : null
  const body = 'inline' in message.body ? message.body.inline : taken!.content
  const id = isStaged ? taken!.messageId : (run.state.next('message') as MessageId)
  const content = new Uint8Array(message.prefix.length + body.length)
  content.set(message.prefix)
  content.set(body, message.prefix.length)
  run.state.messages.set(id, { id, content, scanned: message.scanned, references: 0 })
  return id
}

function refusalOf(state: MemoryState, precondition: Precondition): Reason | null {
  switch (precondition.kind) {
    case 'account-active':
      return accountVerdict(state.accounts.get(precondition.accountId)?.account)
    case 'profile-open':
      return profileVerdict(state.profiles.get(precondition.accountId))
    case 'exchange-open': {
      const { patientId, professionalAddress } = precondition
      return exchangeVerdict(state.exchanges.get(exchangeKey(patientId, professionalAddress)))
    }
    case 'member-right': {
      const { accountId, personId, right, at } = precondition
      const isOwner = state.accounts.get(accountId)?.account.ownerId === personId
      const held = state.members.get(directory.memberKey(accountId, personId))
      return memberVerdict(isOwner, held, right, at)
    }
  }
}

function runOperation(run: BatchRun, op: Operation): Result<Outcome, Reason> {
  switch (op.op) {
    case 'append-email':
      return appendEmail(run, op)
    case 'change-flags':
      return changeFlags(run, op)
    case 'copy-emails':
    case 'move-emails':
      return copyEmails(run, op)
    case 'expunge':
      return expunge(run, op)
    case 'create-mailbox':
      return createMailbox(run, op)
    case 'rename-mailbox':
      return renameMailbox(run, op)
    case 'delete-mailbox':
      return deleteMailbox(run, op)
    case 'subscribe':
      return subscribe(run, op)
    case 'put-annotation':
      return putAnnotation(run, op)
    case 'finish-job':
      return finishJob(run, op)
    case 'reschedule-job':
      return rescheduleJob(run, op)
    case 'change-job':
      return changeJob(run, op)
    default:
      return runDirectoryOperation(run, op)
  }
}

type MailOperation =
  | 'append-email'
  | 'change-flags'
  | 'copy-emails'
  | 'move-emails'
  | 'expunge'
  | 'create-mailbox'
  | 'rename-mailbox'
  | 'delete-mailbox'
  | 'subscribe'
  | 'put-annotation'
  | 'finish-job'
  | 'reschedule-job'
  | 'change-job'

function runDirectoryOperation(
  run: BatchRun,
  op: Exclude<Operation, { op: MailOperation }>,
): Result<Outcome, Reason> {
  switch (op.op) {
    case 'put-person':
      return directory.putPerson(run, op)
    case 'put-account':
      return directory.putAccount(run, op)
    case 'change-account':
      return directory.changeAccount(run, op)
    case 'put-member':
      return directory.putMember(run, op)
    case 'remove-member':
      return directory.removeMember(run, op)
    case 'put-credential':
      return directory.putCredential(run, op)
    case 'remove-credential':
      return directory.removeCredential(run, op)
    case 'change-credential':
      return directory.changeCredential(run, op)
    default:
      return runPatientOperation(run, op)
  }
}
