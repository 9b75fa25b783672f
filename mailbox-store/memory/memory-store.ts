import { type Clock, systemClock } from '../../domain/clock.js'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Batch, CheckFinding, CommitNotice, CommitResult, MailboxStore } from '../contract.js'
import { runBatch } from './batch.js'
import { BatchRun } from './batch-run.js'
import { checkMemory } from './memory-check.js'
import { MemoryJobs } from './memory-jobs.js'
import { MemoryReader } from './memory-reader.js'
import { MemoryState } from './memory-state.js'
import { StagedBodies } from './staged-bodies.js'

export interface MemoryStoreOptions {
  readonly clock?: Clock
  /** Default limits.expungedPerMailboxMax. */
  readonly expungedPerMailboxMax?: number
}

/**
 * The reference model: simple rather than fast. What it answers is what every engine must answer.
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): MailboxStore {
  const state = new MemoryState(
    options.clock ?? systemClock,
    options.expungedPerMailboxMax ?? limits.expungedPerMailboxMax,
  )
  const staged = new StagedBodies(() => {
    const id = state.next('message') as MessageId
    state.journal.forget()
    return id
  })
  const listeners = new Set<(notice: CommitNotice) => void>()
  let isClosed = false

  const commit = async (batch: Batch): Promise<CommitResult> => {
    if (isClosed) return { ok: false, reason: 'storage-failed' }
    const run = new BatchRun(state)
    try {
      const done = runBatch(run, batch, staged)
      if (!done.ok) {
        state.journal.rollBack()
        return { ok: false, reason: done.error }
      }
    } catch {
      // A batch that names what it does not hold is a bug of the caller; nothing of it may stay.
      state.journal.rollBack()
      return { ok: false, reason: 'internal-error' }
    }
    state.journal.forget()
    for (const { body } of batch.messages ?? []) if ('staged' in body) staged.forget(body.staged)
    // After the caller's own turn, as an engine with a disk would.
    const notice = run.touched.notice()
    queueMicrotask(() => {
      for (const listener of listeners) listener(notice)
    })
    return { ok: true, outcomes: run.outcomes, messageIds: run.messageIds }
  }

  return {
    engine: 'memory',
    commit,
    stageBody: () => staged.open(),
    read: new MemoryReader(state),
    jobs: new MemoryJobs(state),
    onCommitted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    check: (progress): Promise<CheckFinding[]> => checkMemory(state, progress),
    backup: async () => {
      throw new Error('unsupported')
    },
    close: async () => {
      isClosed = true
    },
  }
}
