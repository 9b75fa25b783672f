import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { JobPayload, LeasedJob } from '../../mailbox-store/contract.js'
import type { FlowDeps } from './flow-deps.js'

/** The job goes on later, with what is left of it. */
export async function commitJobDelay(
  { store }: Pick<FlowDeps, 'store'>,
  { id: jobId, lease }: LeasedJob,
  delay: { readonly dueAt: number; readonly payload: JobPayload; readonly says: string },
): Promise<Result<void, Reason>> {
  const { dueAt, payload, says: lastError } = delay
  const done = await store.commit({
    operations: [{ op: 'reschedule-job', jobId, lease, dueAt, payload, lastError }],
  })
  return done.ok ? ok(undefined) : err(done.reason)
}

/** The job ends, and nothing else is to be told of it. */
export async function commitJobEnd(
  { store }: Pick<FlowDeps, 'store'>,
  { id: jobId, lease }: LeasedJob,
): Promise<Result<void, Reason>> {
  const done = await store.commit({ operations: [{ op: 'finish-job', jobId, lease }] })
  return done.ok ? ok(undefined) : err(done.reason)
}
