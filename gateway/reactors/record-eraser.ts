import type { DocumentVault } from '../../document-vault/contract/vault.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { LeasedJob } from '../../mailbox-store/contract.js'
import type { FlowDeps } from '../flows/flow-deps.js'
import { commitJobDelay } from '../flows/job-delay.js'
import {
  commitRecordErasure,
  type ErasureJob,
  erasureQueue,
  readErasureJob,
} from '../flows/record/erasure-job.js'
import { filingTerms } from './filing-terms.js'
import { JobRunner } from './job-runner.js'
import { system } from './record-life.js'
import { unlessAborted } from './unless-aborted.js'

export interface RecordEraserOptions {
  readonly deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly vault: Pick<DocumentVault, 'eraseRecord'>
}

const interrupted = { ok: false, error: 'unavailable' } as const

/**
 * Runs the queue `erase`: the documents and keys of patients whose mailbox was erased. It is tried
 * until the vault has done it: a patient was told that it will be.
 */
export class RecordEraser {
  readonly #options: RecordEraserOptions
  readonly #runner: JobRunner<ErasureJob>

  constructor(options: RecordEraserOptions) {
    this.#options = options
    this.#runner = new JobRunner({
      ...filingTerms,
      deps: options.deps,
      queue: erasureQueue,
      read: ({ payload }) => readErasureJob(payload),
      concurrentMax: 1,
      leaseMs: portalLimits.erasureLeaseMs,
      attemptMsMax: portalLimits.erasureAttemptMsMax,
      run: (leased, job, signal) => this.#run(leased, job, signal),
    })
  }

  close(graceMs: number): Promise<void> {
    return this.#runner.close(graceMs)
  }

  async #run(leased: LeasedJob, job: ErasureJob, signal: AbortSignal): Promise<void> {
    const { deps } = this.#options
    const says = await this.#erase(leased, job, signal)
    if (says === null) {
      deps.log.info('erase.record', { jobId: leased.id, accountId: job.accountId })
      return
    }
    const dueAt = this.#runner.retryAt(leased)
    const done = await commitJobDelay(deps, leased, { dueAt, payload: leased.payload, says })
    if (!done.ok) deps.log.warn('erase.commit', { jobId: leased.id, reason: done.error })
    deps.log.warn('erase.later', { jobId: leased.id, attempts: leased.attempts })
  }

  /** Null when it is done, else why not. */
  async #erase(leased: LeasedJob, job: ErasureJob, signal: AbortSignal): Promise<string | null> {
    const { deps, vault } = this.#options
    const erased = await unlessAborted(
      () => vault.eraseRecord(job.record, system),
      signal,
      interrupted,
    ).catch((failure: unknown) => {
      deps.log.error('erase.failure', { jobId: leased.id, failure })
      return interrupted
    })
    // Idempotent: after a crash between the vault's commit and ours it is gone already.
    if (!erased.ok && erased.error !== 'record-missing') return erased.error
    const done = await commitRecordErasure(deps, leased, job, erased.ok ? erased.value : null)
    return done.ok ? null : done.error
  }
}
