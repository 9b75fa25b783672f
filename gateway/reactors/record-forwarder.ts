import type { DocumentVault, ForwardOutcome } from '../../document-vault/contract/vault.js'
import { documentLimits } from '../../domain/document-limits.js'
import type { LeasedJob } from '../../mailbox-store/contract.js'
import type { FlowDeps } from '../flows/flow-deps.js'
import { commitJobDelay } from '../flows/job-delay.js'
import { commitForwardOutcome } from '../flows/record/forward-outcome.js'
import {
  type ForwardedDocument,
  type ForwardJob,
  readForwardJob,
  recordQueue,
} from '../flows/record/record-job.js'
import { filingTerms } from './filing-terms.js'
import { JobRunner } from './job-runner.js'
import { unlessAborted } from './unless-aborted.js'

export interface RecordForwarderOptions {
  readonly deps: FlowDeps
  readonly vault: Pick<DocumentVault, 'forward'>
}

const interrupted = { kind: 'later', says: 'interrupted' } as const satisfies ForwardOutcome

/** Runs the queue `record`: sends filed documents on, and tells their sender what came of it. */
export class RecordForwarder {
  readonly #options: RecordForwarderOptions
  readonly #runner: JobRunner<ForwardJob>

  constructor(options: RecordForwarderOptions) {
    this.#options = options
    this.#runner = new JobRunner({
      ...filingTerms,
      deps: options.deps,
      queue: recordQueue,
      read: ({ payload }) => readForwardJob(payload),
      run: (leased, job, signal) => this.#run(leased, job, signal),
    })
  }

  close(graceMs: number): Promise<void> {
    return this.#runner.close(graceMs)
  }

  async #run(leased: LeasedJob, before: ForwardJob, signal: AbortSignal): Promise<void> {
    const { deps } = this.#options
    const { job, says } = await this.#forward(before, signal)
    const isWaiting = job.documents.some(({ state }) => state === 'waiting')
    const done = isWaiting
      ? await commitJobDelay(deps, leased, {
          dueAt: this.#runner.retryAt(leased),
          payload: { ...job },
          says,
        })
      : await commitForwardOutcome(deps, { leased, job })
    if (!done.ok) deps.log.warn('record.commit', { jobId: leased.id, reason: done.error })
    const count = job.documents.filter(({ state }) => state === 'done').length
    deps.log.info('record.attempt', { jobId: leased.id, attempts: leased.attempts, count })
  }

  #failed(failure: unknown): ForwardOutcome {
    this.#options.deps.log.error('record.failure', { failure })
    return { kind: 'later', says: 'failure' }
  }

  /** Each document on its own: one that waits for an earlier version does not hold the others. */
  async #forward(
    job: ForwardJob,
    signal: AbortSignal,
  ): Promise<{ readonly job: ForwardJob; readonly says: string }> {
    const { deps, vault } = this.#options
    const isOver = deps.clock.now() - job.arrivalAt > documentLimits.filingAttemptsMsMax
    let says: string = interrupted.says
    const documents: ForwardedDocument[] = []
    for (const document of job.documents) {
      if (document.state !== 'waiting' || document.documentId === null || signal.aborted) {
        documents.push(document)
        continue
      }
      const { documentId } = document
      const outcome = await unlessAborted<ForwardOutcome>(
        () => vault.forward(documentId).catch((failure: unknown) => this.#failed(failure)),
        signal,
        interrupted,
      )
      if (outcome.kind === 'later') says = outcome.says.slice(0, 200)
      documents.push(settled(document, outcome, isOver))
    }
    return { job: { ...job, documents }, says }
  }
}

/** What waits longer than the period of trying has failed (906). */
function settled(
  document: ForwardedDocument,
  outcome: ForwardOutcome,
  isOver: boolean,
): ForwardedDocument {
  if (outcome.kind === 'done')
    return { ...document, state: 'done', where: placeOf(document, outcome.where) }
  if (outcome.kind === 'failed') return { ...document, state: 'failed', code: outcome.code }
  return isOver ? { ...document, state: 'failed', code: '906' } : document
}

/** The space, and the record that it is in. */
const placeOf = ({ where }: ForwardedDocument, record: string): string =>
  [where === '' ? '' : `classé dans « ${where} »`, record].filter((text) => text !== '').join(', ')
