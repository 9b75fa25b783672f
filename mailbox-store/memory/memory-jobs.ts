import { randomUUID } from 'node:crypto'
import type { JobId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  ChangeJob,
  FinishJob,
  Job,
  JobPayload,
  JobQueue,
  LeasedJob,
  NewJob,
  Outcome,
  RescheduleJob,
} from '../contract.js'
import type { BatchRun } from './batch-run.js'
import type { JobRow, MemoryState } from './memory-state.js'

export function addJob(run: BatchRun, job: NewJob): Result<void, Reason> {
  const message = job.message === undefined ? ok(null) : run.messageId(job.message)
  if (!message.ok) return message
  const id = run.state.next('job') as JobId
  const { queue, dueAt } = job
  const payload = keptPayload(job.payload)
  const createdAt = run.state.clock.now()
  const row = { id, queue, dueAt, createdAt, attempts: 0, payload, messageId: message.value }
  run.state.jobs.set(id, { job: { ...row, lastError: null }, lease: null, leaseUntil: 0 })
  if (message.value !== null) run.addReferences(message.value, 1)
  run.touched.queue(queue)
  return ok(undefined)
}

export function finishJob(run: BatchRun, op: FinishJob): Result<Outcome, Reason> {
  const row = run.state.jobs.get(op.jobId)
  if (row === undefined || row.lease !== op.lease) return err('lease-lost')
  run.state.jobs.delete(op.jobId)
  if (row.job.messageId !== null) run.addReferences(row.job.messageId, -1)
  return ok({ op: 'done' })
}

export function rescheduleJob(run: BatchRun, op: RescheduleJob): Result<Outcome, Reason> {
  const row = run.state.jobs.get(op.jobId)
  if (row === undefined || row.lease !== op.lease) return err('lease-lost')
  const { dueAt, lastError } = op
  const job = { ...row.job, dueAt, lastError, payload: keptPayload(op.payload) }
  run.state.jobs.set(op.jobId, { job, lease: null, leaseUntil: 0 })
  run.touched.queue(job.queue)
  return ok({ op: 'done' })
}

export function changeJob(run: BatchRun, op: ChangeJob): Result<Outcome, Reason> {
  const row = run.state.jobs.get(op.jobId)
  if (row === undefined) return err('not-found')
  if (row.lease !== null && availableAt(row) > run.state.clock.now()) return err('lease-lost')
  const { job } = row
  if (op.dueAt === null) {
    run.state.jobs.delete(op.jobId)
    if (job.messageId !== null) run.addReferences(job.messageId, -1)
  } else {
    const changed = { ...job, dueAt: op.dueAt }
    run.state.jobs.set(op.jobId, { job: changed, lease: null, leaseUntil: 0 })
  }
  run.touched.queue(job.queue)
  return ok({ op: 'done' })
}

/** A copy as it would come back from a disk. */
function keptPayload(payload: JobPayload): JobPayload {
  const text = JSON.stringify(payload)
  if (Buffer.byteLength(text) > limits.jobPayloadBytesMax) throw new Error('job payload too long')
  return JSON.parse(text)
}

export class MemoryJobs implements JobQueue {
  constructor(private readonly state: MemoryState) {}

  async claim(queue: string, max: number, now: number, leaseMs: number): Promise<LeasedJob[]> {
    const due = this.rows(queue)
      .filter((row) => availableAt(row) <= now)
      .sort((a, b) => availableAt(a) - availableAt(b) || a.job.id - b.job.id)
    const claimed = due.slice(0, max).map(({ job }) => {
      const lease = randomUUID()
      const leased = { ...job, attempts: job.attempts + 1 }
      this.state.jobs.set(job.id, { job: leased, lease, leaseUntil: now + leaseMs })
      return { ...leased, lease }
    })
    this.state.journal.forget()
    return claimed
  }

  async nextDueAt(queue: string): Promise<number | null> {
    const times = this.rows(queue).map(availableAt)
    return times.length > 0 ? Math.min(...times) : null
  }

  async list(queue: string | null, limit: number): Promise<Job[]> {
    return this.rows(queue)
      .slice(0, Math.min(limit, limits.pageRowsMax))
      .map(({ job }) => job)
  }

  private rows(queue: string | null): JobRow[] {
    return this.state.jobs
      .values()
      .filter(({ job }) => queue === null || job.queue === queue)
      .sort((a, b) => a.job.dueAt - b.job.dueAt || a.job.id - b.job.id)
  }
}

const availableAt = ({ job, lease, leaseUntil }: JobRow): number =>
  lease === null ? job.dueAt : Math.max(job.dueAt, leaseUntil)
