import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { Operation, Outcome } from '../contract.js'
import { putAnnotation } from './annotation-operations.js'
import type { BatchRun } from './batch-run.js'
import * as directory from './directory-operations.js'
import { appendEmail, expunge } from './email-operations.js'
import { changeFlags } from './flag-changes.js'
import { changeJob, finishJob, rescheduleJob } from './job-operations.js'
import { createMailbox, deleteMailbox, renameMailbox, subscribe } from './mailbox-operations.js'
import { runPatientOperation } from './patient-operations.js'
import { copyEmails } from './transfer.js'

export function runOperation(run: BatchRun, op: Operation): Result<Outcome, Reason> {
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
