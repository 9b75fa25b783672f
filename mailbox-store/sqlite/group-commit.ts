import type { MessageId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { CommitNotice, CommitResult } from '../contract.js'
import { runBatch } from './batch.js'
import { BatchRun, type WriterContext } from './batch-run.js'
import { chunkIdOf } from './chunk-layout.js'
import { claimJobs } from './job-operations.js'
import type { WireBatch, WriterAnswer, WriterRequest } from './writer-protocol.js'

type Work = Exclude<WriterRequest, { kind: 'close' }>

/** SQLite's word for a failure, as a refusal. Anything that SQLite did not say is a bug of ours. */
export function reasonOf(failure: unknown): Reason {
  const code = (failure as { code?: string }).code ?? ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'storage-full'
  return code.startsWith('SQLITE_') ? 'storage-failed' : 'internal-error'
}

/**
 * All waiting work in one transaction with one fsync, a savepoint for each batch. Answers exist
 * only after the disk
 * answered; when it did not, the whole group is refused and nothing of it stays.
 */
export class GroupCommit {
  private hasChanges = false

  constructor(
    private readonly context: WriterContext,
    private readonly role: 'gateway' | 'tool',
  ) {}

  run(works: readonly Work[]): WriterAnswer[] {
    const { sql, counters } = this.context
    const stagedBefore = new Map(
      [...this.context.staged].map(([id, staged]) => [id, { ...staged }]),
    )
    try {
      sql.run('BEGIN IMMEDIATE')
      counters.refresh()
      this.hasChanges = false
      const answers = works.map((work) => this.one(work))
      if (this.hasChanges && this.role === 'tool') counters.next('notice')
      counters.flush()
      sql.run('COMMIT')
      return answers
    } catch (failure) {
      if (sql.db.inTransaction) sql.run('ROLLBACK')
      counters.forget()
      this.context.staged.clear()
      for (const [id, staged] of stagedBefore) this.context.staged.set(id, staged)
      const reason = reasonOf(failure)
      return works.map((work) => refused(work, reason))
    }
  }

  private one(work: Work): WriterAnswer {
    switch (work.kind) {
      case 'commit':
        return this.commit(work)
      case 'stage':
        return {
          kind: 'staged',
          request: work.request,
          failure: null,
          messageId: this.stage(work),
        }
      case 'abort-stage':
        this.abortStage(work)
        return { kind: 'staged', request: work.request, failure: null, messageId: null }
      case 'claim': {
        const { request, queue, max, now, leaseMs } = work
        return {
          kind: 'claimed',
          request,
          jobs: claimJobs(this.context.sql, queue, max, now, leaseMs),
        }
      }
    }
  }

  private commit(work: Extract<Work, { kind: 'commit' }>): WriterAnswer {
    const batches = JSON.parse(work.batches) as WireBatch[]
    const notices: CommitNotice[] = []
    const results = batches.map((batch) => {
      const run = new BatchRun(this.context, work)
      const result = this.inSavepoint(run, batch)
      if (result.ok) notices.push(run.touched.notice())
      return result
    })
    const notice = notices.length > 0 ? merged(notices) : null
    return { kind: 'committed', group: work.group, results: JSON.stringify(results), notice }
  }

  private inSavepoint(run: BatchRun, batch: WireBatch): CommitResult {
    const { sql, counters } = this.context
    const undoCounters = counters.mark()
    sql.run('SAVEPOINT batch')
    let refusal: Reason | null
    try {
      const done = runBatch(run, batch)
      refusal = done.ok ? null : done.error
    } catch (failure) {
      // SQLite may have rolled the whole transaction back: then the group is lost, not this batch
      // alone.
      if (!sql.db.inTransaction) throw failure
      refusal = reasonOf(failure)
    }
    if (refusal !== null) {
      sql.run('ROLLBACK TO batch')
      undoCounters()
    }
    sql.run('RELEASE batch')
    if (refusal !== null) return { ok: false, reason: refusal }
    this.hasChanges = true
    for (const { staged } of batch.messages) if (staged !== null) this.context.staged.delete(staged)
    return { ok: true, outcomes: run.outcomes, messageIds: run.messageIds }
  }

  /** Durable with this transaction, long before the batch that will name it. */
  private stage(work: Extract<Work, { kind: 'stage' }>): MessageId {
    const { sql, counters, staged } = this.context
    let body = staged.get(work.staged)
    if (!body) {
      body = { messageId: counters.next('message') as MessageId, ordinals: 0, bytes: 0 }
      staged.set(work.staged, body)
      sql.run('INSERT INTO staged_bodies VALUES (?, ?)', body.messageId, process.pid)
    }
    if (work.data.length === 0) return body.messageId
    body.bytes += work.data.length
    // Ordinal 0 is left to the prefix.
    sql.run(
      'INSERT INTO chunks VALUES (?, ?)',
      chunkIdOf(body.messageId, ++body.ordinals),
      work.data,
    )
    return body.messageId
  }

  private abortStage(work: Extract<Work, { kind: 'abort-stage' }>): void {
    const body = this.context.staged.get(work.staged)
    if (!body) return
    this.context.staged.delete(work.staged)
    this.context.sql.run(
      'UPDATE staged_bodies SET owner_pid = NULL WHERE message_id = ?',
      body.messageId,
    )
  }
}

function refused(work: Work, reason: Reason): WriterAnswer {
  if (work.kind === 'claim') return { kind: 'claimed', request: work.request, jobs: [] }
  if (work.kind !== 'commit')
    return { kind: 'staged', request: work.request, failure: reason, messageId: null }
  const { length } = JSON.parse(work.batches) as WireBatch[]
  const results: CommitResult[] = Array.from({ length }, () => ({ ok: false, reason }))
  return { kind: 'committed', group: work.group, results: JSON.stringify(results), notice: null }
}

const merged = (notices: readonly CommitNotice[]): CommitNotice => ({
  accountIds: [...new Set(notices.flatMap(({ accountIds }) => accountIds))],
  mailboxIds: [...new Set(notices.flatMap(({ mailboxIds }) => mailboxIds))],
  queues: [...new Set(notices.flatMap(({ queues }) => queues))],
  everything: false,
})
