import { documentLimits } from '../../../domain/document-limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { LeasedJob, NewJob } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { type ForwardedDocument, newForwardJob } from './record-job.js'
import type { FilingJob } from './vault-job.js'

export interface FilingDone {
  readonly leased: LeasedJob
  readonly job: FilingJob
  readonly documents: readonly ForwardedDocument[]
  /** Some of them came in an archive. */
  readonly fromArchive: boolean
}

const count = (documents: readonly ForwardedDocument[], state: ForwardedDocument['state']) =>
  documents.filter((document) => document.state === state).length

/** Numbers and codes; what a document is stands in the vault's own traces. */
function traceOf(at: number, { job, documents }: FilingDone): NewTrace {
  const failed = documents.filter(({ state }) => state === 'failed')
  return {
    at,
    actor: { kind: 'system', label: 'vault' },
    action: 'document.file',
    accountId: job.patientId,
    outcome: documents.length > 0 && failed.length === documents.length ? 'refused' : 'accepted',
    reason: null,
    messageId: job.wayBack.messageIdHeader,
    detail: {
      queueId: job.wayBack.queueId,
      filed: count(documents, 'waiting'),
      held: count(documents, 'held'),
      refused: failed.length,
      codes: [...new Set(failed.map(({ code }) => code ?? '906'))],
    },
  }
}

function forwardJobs(at: number, done: FilingDone): NewJob[] {
  const { leased, job, documents, fromArchive } = done
  const { patientId, asked, wayBack, arrivalAt } = job
  const message = leased.messageId === null ? null : { messageId: leased.messageId }
  const step = documentLimits.documentsPerForwardJobMax
  const jobs: NewJob[] = []
  for (let from = 0; from < documents.length; from += step) {
    const some = documents.slice(from, from + step)
    const payload = { patientId, documents: some, asked, fromArchive, wayBack, arrivalAt }
    jobs.push(newForwardJob(payload, message, at))
  }
  return jobs
}

/**
 * One batch: the filing ends, the forwarding begins, and one trace. After a crash before it the
 * deposits are repeated, which the vault answers with what is already there.
 */
export async function commitFilingOutcome(
  { store, clock }: Pick<FlowDeps, 'store' | 'clock'>,
  done: FilingDone,
): Promise<Result<void, Reason>> {
  const at = clock.now()
  const { id: jobId, lease } = done.leased
  const result = await store.commit({
    operations: [{ op: 'finish-job', jobId, lease }],
    jobs: forwardJobs(at, done),
    traces: [traceOf(at, done)],
  })
  return result.ok ? ok(undefined) : err(result.reason)
}
