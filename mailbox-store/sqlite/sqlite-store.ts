import { join } from 'node:path'
import { type Clock, systemClock } from '../../domain/clock.js'
import { asStagedBodyId, type MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { type Log, silentLog } from '../../domain/log.js'
import type { CommitNotice, Job, JobQueue, MailboxStore } from '../contract.js'
import { fileName, openForReading } from './database.js'
import { jobOfRow } from './job-operations.js'
import { type JobRow, jobColumns } from './rows.js'
import { SearchClient } from './search-client.js'
import { rowsAtMost, Sql } from './sql.js'
import { SqliteReader } from './sqlite-reader.js'
import { StagedBody } from './staged-body.js'
import { ToolWatch } from './tool-watch.js'
import { runUpkeep } from './upkeep-client.js'
import { SharedTime } from './worker-clock.js'
import { WriterClient } from './writer-client.js'

export interface SqliteStoreOptions {
  /** Holds `mail.sqlite` and, derived from it, `search.sqlite`. Must exist. */
  readonly folder: string
  readonly clock?: Clock
  /**
   * A `tool` works beside a gateway on the same file: it tells of its commits, and leaves upkeep
   * and index alone.
   */
  readonly role?: 'gateway' | 'tool'
  readonly log?: Log
  /** Default limits.expungedPerMailboxMax. */
  readonly expungedPerMailboxMax?: number
  /** For tests of a full disk, in pages of 8 kB. */
  readonly pageCountMax?: number
  /** How long a content without references stays readable; default one minute. */
  readonly unusedKeptMs?: number
}

/** Opens or creates the store. Throws StoreOpenError with a French text. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<MailboxStore> {
  const { folder, clock = systemClock, role = 'gateway', log = silentLog } = options
  const file = join(folder, fileName)
  const listeners = new Set<(notice: CommitNotice) => void>()
  const emit = (notice: CommitNotice) => {
    for (const listener of listeners) listener(notice)
  }
  const time = clock === systemClock ? null : new SharedTime(clock)
  // Made after the writer, and told of what it does.
  const served: { search: SearchClient | null; read: SqliteReader | null } = {
    search: null,
    read: null,
  }
  const writer = await WriterClient.open(
    {
      file,
      role,
      expungedPerMailboxMax: options.expungedPerMailboxMax ?? limits.expungedPerMailboxMax,
      pageCountMax: options.pageCountMax,
      unusedKeptMs: options.unusedKeptMs ?? 60_000,
      fixedClock: time?.buffer ?? null,
    },
    time,
    {
      committed: (notice) => {
        emit(notice)
        served.search?.feed()
      },
      removed: (messageIds: readonly MessageId[]) => {
        served.search?.forget(messageIds)
        served.read?.forget(messageIds)
      },
      failed: (event, code) => log.error(event, { state: code }),
    },
  )
  const { reads, watch } = await readersOf(file, role, emit).catch(async (failure) => {
    await writer.close(() => {})
    throw failure
  })
  const search = new SearchClient({ folder, file, keepsIndex: role === 'gateway' }, log)
  const read = new SqliteReader(reads, search)
  Object.assign(served, { search, read })
  let lastStaged = 0

  return {
    engine: 'sqlite',
    commit: (batch) => writer.commit(batch),
    stageBody: () => new StagedBody(asStagedBodyId(++lastStaged), writer, reads),
    read,
    jobs: new SqliteJobs(reads, writer),
    onCommitted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    check: async (progress) => {
      const answer = await runUpkeep({ kind: 'check', file }, progress)
      return answer.kind === 'checked' ? [...answer.findings] : []
    },
    backup: async (copy, progress) => {
      await runUpkeep({ kind: 'backup', file, copy }, progress)
    },
    close: async () => {
      watch?.close()
      await search.close()
      // The writer leaves last: it folds the log into the file.
      await writer.close(() => reads.db.close())
    },
  }
}

/** Fails where the file is damaged in a place that opening did not look at. */
async function readersOf(
  file: string,
  role: 'gateway' | 'tool',
  emit: (notice: CommitNotice) => void,
): Promise<{ readonly reads: Sql; readonly watch: ToolWatch | null }> {
  const reads = new Sql(openForReading(file))
  return { reads, watch: role === 'gateway' ? new ToolWatch(reads, emit) : null }
}

class SqliteJobs implements JobQueue {
  constructor(
    private readonly reads: Sql,
    private readonly writer: WriterClient,
  ) {}

  async claim(queue: string, max: number, now: number, leaseMs: number) {
    // An idle queue costs a read, never a write.
    const next = await this.nextDueAt(queue)
    return next === null || next > now ? [] : this.writer.claim(queue, max, now, leaseMs)
  }

  async nextDueAt(queue: string): Promise<number | null> {
    const text = 'SELECT min(available_at) FROM jobs WHERE queue = ?'
    return this.reads.rows<[number | null]>(text, queue)[0]?.[0] ?? null
  }

  async list(queue: string | null, limit: number): Promise<Job[]> {
    const rows = this.reads.all<JobRow>(
      `SELECT ${jobColumns} FROM jobs WHERE queue = coalesce(?, queue)
       ORDER BY due_at, id ${rowsAtMost}`,
      queue,
      Math.max(0, Math.min(limit, limits.pageRowsMax)),
    )
    return rows.map(jobOfRow)
  }
}
