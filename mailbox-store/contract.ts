/**
 * The store contract. A transaction is data: `commit(batch)` with preconditions, operations, jobs
 * and traces, never a callback (DESIGN.md §5). The engine gives UIDs and modseqs inside the
 * transaction; refusals are values.
 *
 * Rules a reader cannot guess:
 * - `commit` answers only after the disk answered (invariant 1). It is all or nothing.
 * - Modseq order equals visibility order: a reader that saw modseq n sees every change up to n.
 * - Nothing here assumes one process. `onCommitted` is a hint that may be lost or doubled; a reader
 *   re-reads from its last modseq.
 * - Lists come in pages of at most limits.pageRowsMax; a page shorter than asked for is the last
 *   one.
 */
import type { AccountId, MailboxId } from '../domain/ids.js'
import type { Batch, CommitResult, StagedBodyWriter } from './contract/batch.js'
import type { JobQueue } from './contract/jobs.js'
import type { StoreReader } from './contract/reader.js'

export * from './contract/batch.js'
export * from './contract/jobs.js'
export * from './contract/mailboxes.js'
export * from './contract/messages.js'
export * from './contract/operations.js'
export * from './contract/ordering.js'
export * from './contract/patient-operations.js'
export * from './contract/reader.js'

export interface MailboxStore {
  readonly engine: 'memory' | 'sqlite' | 'postgres'
  commit(batch: Batch): Promise<CommitResult>
  /**
   * Streams a body before its commit, for bodies above limits.inlineBodyBytesMax. A staged body
   * that no batch took is dropped when the writer aborts, and at the next start.
   */
  stageBody(): StagedBodyWriter
  read: StoreReader
  jobs: JobQueue
  /**
   * Calls back after each commit that is visible to readers, also those of other processes.
   * Returns the unsubscribe.
   */
  onCommitted(listener: (notice: CommitNotice) => void): () => void
  /**
   * Every violated invariant, as a list that is empty when all is well. Runs beside live traffic.
   */
  check(progress?: (done: number, total: number) => void): Promise<CheckFinding[]>
  /**
   * Consistent copy of the whole store into `file`, online. Memory engine: throws `unsupported`.
   */
  backup(file: string, progress?: (done: number, total: number) => void): Promise<void>
  /** Waits for commits under way, then closes. Later calls answer `storage-failed`. */
  close(): Promise<void>
}

export interface CommitNotice {
  /**
   * Accounts and mailboxes touched; empty lists with `everything` when the origin is another
   * process.
   */
  readonly accountIds: readonly AccountId[]
  readonly mailboxIds: readonly MailboxId[]
  readonly queues: readonly string[]
  readonly everything: boolean
}

export interface CheckFinding {
  /**
   * Which invariant, e.g. `mailbox-counts`, `uid-order`, `modseq-order`, `body-length`,
   * `trace-chain`.
   */
  readonly invariant: string
  /** For an administrator; ids only, never an address or a name. */
  readonly says: string
}
