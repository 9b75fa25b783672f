import { randomUUID } from 'node:crypto'
import type { JobId, MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  ChangeJob,
  FinishJob,
  Job,
  JobPayload,
  LeasedJob,
  NewJob,
  Outcome,
  RescheduleJob,
} from '../contract.js'
import type { BatchRun } from './batch-run.js'
import { type JobRow, jobColumns } from './rows.js'
import { rowsAtMost, type Sql } from './sql.js'

export function addJob(run: BatchRun, job: NewJob): Result<void, Reason> {
  const content = job.message === undefined ? null : run.content(job.message)
  if (content !== null && !content.ok) return content
  const messageId = content === null ? null : content.value.id
  const { clock, counters } = run.context
  run.sql.run(
    'INSERT INTO jobs VALUES (?, ?, ?, ?, ?, 0, ?, ?, NULL, NULL)',
    counters.next('job'),
    job.queue,
    job.dueAt,
    job.dueAt,
    clock.now(),
    payloadText(job.payload),
    messageId,
  )
  if (messageId !== null) run.addReferences(messageId, 1)
  run.touched.queue(job.queue)
  return ok(undefined)
}

export function finishJob(run: BatchRun, op: FinishJob): Result<Outcome, Reason> {
  const row = run.sql.get<{ messageId: MessageId | null }>(
    'DELETE FROM jobs WHERE id = ? AND lease = ? RETURNING message_id AS messageId',
    op.jobId,
    op.lease,
  )
  if (!row) return err('lease-lost')
  if (row.messageId !== null) run.addReferences(row.messageId, -1)
  return ok({ op: 'done' })
}

export function rescheduleJob(run: BatchRun, op: RescheduleJob): Result<Outcome, Reason> {
  const row = run.sql.get<{ queue: string }>(
    `UPDATE jobs SET due_at = ?, available_at = ?, payload = ?, last_error = ?, lease = NULL
     WHERE id = ? AND lease = ? RETURNING queue`,
    op.dueAt,
    op.dueAt,
    payloadText(op.payload),
    op.lastError,
    op.jobId,
    op.lease,
  )
  if (!row) return err('lease-lost')
  run.touched.queue(row.queue)
  return ok({ op: 'done' })
}

export function changeJob(run: BatchRun, op: ChangeJob): Result<Outcome, Reason> {
  // A leased job is not available before the end of its lease: then nobody holds it any more.
  const row = run.sql.get<{ queue: string; messageId: MessageId | null; held: number }>(
    `SELECT queue, message_id AS messageId, lease IS NOT NULL AND available_at > ? AS held
     FROM jobs WHERE id = ?`,
    run.context.clock.now(),
    op.jobId,
  )
  if (!row) return err('not-found')
  if (row.held === 1) return err('lease-lost')
  if (op.dueAt === null) {
    run.sql.run('DELETE FROM jobs WHERE id = ?', op.jobId)
    if (row.messageId !== null) run.addReferences(row.messageId, -1)
  } else
    run.sql.run(
      'UPDATE jobs SET due_at = ?, available_at = ?, lease = NULL WHERE id = ?',
      op.dueAt,
      op.dueAt,
      op.jobId,
    )
  run.touched.queue(row.queue)
  return ok({ op: 'done' })
}

function payloadText(payload: JobPayload): string {
  const text = JSON.stringify(payload)
  if (Buffer.byteLength(text) > limits.jobPayloadBytesMax) throw new Error('job payload too long')
  return text
}

/** Runs in the writer's transaction: two claimers never get the same job. */
export function claimJobs(
  sql: Sql,
  queue: string,
  max: number,
  now: number,
  leaseMs: number,
): LeasedJob[] {
  const rows = sql.all<JobRow>(
    `SELECT ${jobColumns} FROM jobs WHERE queue = ? AND available_at <= ?
     ORDER BY available_at, id ${rowsAtMost}`,
    queue,
    now,
    max,
  )
  return rows.map((row) => {
    const lease = randomUUID()
    sql.run(
      'UPDATE jobs SET lease = ?, attempts = attempts + 1, available_at = ? WHERE id = ?',
      lease,
      Math.max(row.dueAt, now + leaseMs),
      row.id,
    )
    return { ...jobOfRow(row), attempts: row.attempts + 1, lease }
  })
}

/** A job that was under way at so many deaths may be what kills: it waits for its lease's end. */
const attemptsReleasedMax = 5

/**
 * At the start of the one gateway of this file: whoever held a lease is dead, so what it held is
 * due again at once and not at the end of the lease.
 */
export const releaseLeases = (sql: Sql): number =>
  sql.run(
    `UPDATE jobs SET lease = NULL, available_at = due_at
     WHERE lease IS NOT NULL AND attempts <= ?`,
    attemptsReleasedMax,
  )

export function jobOfRow({ lease: _, ...row }: JobRow): Job {
  return {
    ...row,
    id: row.id as JobId,
    payload: JSON.parse(row.payload),
    messageId: row.messageId as MessageId | null,
  }
}
