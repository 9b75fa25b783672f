import type { ReminderDays } from '../../../domain/patient-settings.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { Batch, LeasedJob, NewJob, Operation } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { type NoticeJob, newNoticeJob } from './notice-job.js'

const dayMs = 86_400_000

/** What came of one attempt to send an email. */
export type NoticeOutcome =
  | { readonly kind: 'sent'; readonly reminderDays: ReminderDays }
  | { readonly kind: 'later'; readonly dueAt: number; readonly isFirst: boolean }
  | { readonly kind: 'given-up'; readonly reason: 'notice-refused' | 'notice-expired' }

/** By account and kind alone: neither the address nor what the email is about (invariant 8). */
const traceOf = (
  { kind, accountId }: NoticeJob,
  at: number,
  attempts: number,
  judged: Pick<NewTrace, 'outcome' | 'reason'>,
): NewTrace => ({
  at,
  actor: { kind: 'system', label: 'notify' },
  action: 'notice.send',
  accountId,
  messageId: null,
  detail: { kind, attempts },
  ...judged,
})

/** `notifiedAt` changes in the commit that ends the job: a burst is told once. */
function planOutcome(leased: LeasedJob, job: NoticeJob, outcome: NoticeOutcome, at: number): Batch {
  const { id: jobId, lease, attempts, payload } = leased
  const trace = (judged: Pick<NewTrace, 'outcome' | 'reason'>) => traceOf(job, at, attempts, judged)
  if (outcome.kind === 'later') {
    const { dueAt, isFirst } = outcome
    return {
      operations: [
        { op: 'reschedule-job', jobId, lease, dueAt, payload, lastError: 'notice-deferred' },
      ],
      // A smarthost that is down for a day must not fill the traces: the first of each job.
      traces: isFirst ? [trace({ outcome: 'deferred', reason: 'notice-deferred' })] : [],
    }
  }
  const operations: Operation[] = [{ op: 'finish-job', jobId, lease }]
  if (outcome.kind === 'given-up')
    return { operations, traces: [trace({ outcome: 'refused', reason: outcome.reason })] }
  const { accountId, since } = job
  const jobs: NewJob[] = []
  if (job.kind === 'message') {
    operations.push({ op: 'change-patient-settings', accountId, change: { notifiedAt: at } })
    const dueAt = since + outcome.reminderDays * dayMs
    if (outcome.reminderDays > 0)
      jobs.push(newNoticeJob({ kind: 'reminder', accountId, since, toldAt: at }, dueAt))
  }
  return {
    operations,
    jobs,
    traces: [trace({ outcome: 'accepted', reason: null })],
  }
}

export async function commitNoticeOutcome(
  { store, clock }: Pick<FlowDeps, 'store' | 'clock'>,
  leased: LeasedJob,
  job: NoticeJob,
  outcome: NoticeOutcome,
): Promise<Result<void, Reason>> {
  const done = await store.commit(planOutcome(leased, job, outcome, clock.now()))
  return done.ok ? ok(undefined) : err(done.reason)
}
