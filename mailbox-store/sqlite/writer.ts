/**
 * The writer worker: the one connection of this process that writes (DESIGN.md §5). Takes all that
 * waits, commits it in one transaction, answers, and only then looks at the next. Removal of unused
 * contents waits for a quiet moment.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { limits } from '../../domain/limits.js'
import type { WriterContext } from './batch-run.js'
import { Counters } from './counters.js'
import { foldLog, openForWriting } from './database.js'
import { GroupCommit } from './group-commit.js'
import { releaseLeases } from './job-operations.js'
import { Sql } from './sql.js'
import { StoreOpenError } from './store-open-error.js'
import { UnusedContents } from './unused-contents.js'
import { clockOf } from './worker-clock.js'
import type { WriterAnswer, WriterRequest, WriterSettings } from './writer-protocol.js'

const groupBytesMax = 33_554_432
const quietMs = 200
/** A reader stood in the way of emptying the log. */
const foldAgainMs = 1_000
/** Under load without end, unused contents are looked at this often. */
const upkeepDelayMsMax = 30_000
const settings = workerData as WriterSettings
const port = parentPort!
const answer = (message: WriterAnswer) => port.postMessage(message)

function open(): WriterContext | null {
  try {
    const sql = new Sql(openForWriting(settings.file, { pageCountMax: settings.pageCountMax }))
    const clock = clockOf(settings.fixedClock)
    const counters = new Counters(sql, clock)
    const { expungedPerMailboxMax } = settings
    return { sql, counters, clock, expungedPerMailboxMax, staged: new Map(), hasErased: false }
  } catch (failure) {
    const { code, file } = failure as StoreOpenError
    if (!(failure instanceof StoreOpenError)) throw failure
    answer({ kind: 'open-failed', code, file })
    return null
  }
}

function serve(context: WriterContext): void {
  const groups = new GroupCommit(context, settings.role)
  const unused = new UnusedContents(context, settings.unusedKeptMs)
  let quiet: NodeJS.Timeout | null = null
  let isStarting = true
  let waitingSince = performance.now()

  const upkeep = () => {
    quiet = null
    try {
      const { removed, more } = unused.removeSome(isStarting)
      if (removed.length > 0) answer({ kind: 'removed', messageIds: removed })
      // A life before this one may have erased, and stopped before it came to this.
      if (isStarting || removed.length > 0) context.hasErased = true
      if (more) quiet = setTimeout(upkeep, 5)
      else {
        isStarting = false
        if (context.hasErased) context.hasErased = !foldLog(context.sql.db)
        if (context.hasErased) quiet = setTimeout(upkeep, foldAgainMs)
      }
    } catch (failure) {
      // A full or busy disk: the next quiet moment tries again.
      const code = (failure as { code?: string }).code ?? 'unknown'
      answer({ kind: 'failed', event: 'store-upkeep-failed', code })
    }
    waitingSince = performance.now()
  }
  const awaitQuiet = () => {
    if (settings.role !== 'gateway') return
    if (quiet && performance.now() - waitingSince > upkeepDelayMsMax) return
    if (quiet) clearTimeout(quiet)
    quiet = setTimeout(upkeep, quietMs)
  }
  try {
    if (settings.role === 'gateway') {
      unused.giveUpOrphans()
      releaseLeases(context.sql)
    }
  } catch (failure) {
    const code = (failure as { code?: string }).code ?? 'unknown'
    answer({ kind: 'failed', event: 'store-upkeep-failed', code })
  }
  awaitQuiet()

  port.on('message', (first: WriterRequest) => {
    let next: WriterRequest | undefined = first
    while (next) {
      const { works, rest } = takeWaiting(next)
      if (works.length > 0) for (const done of groups.run(works)) answer(done)
      if (rest?.kind === 'close') return close(context, quiet)
      next = rest ?? undefined
    }
    awaitQuiet()
  })
}

/** Everything that is in the port, up to the bounds of one group. */
function takeWaiting(first: WriterRequest) {
  const works: Exclude<WriterRequest, { kind: 'close' }>[] = []
  let bytes = 0
  let next: WriterRequest | undefined = first
  while (next && next.kind !== 'close') {
    works.push(next)
    if (next.kind === 'commit') bytes += next.content.length
    if (next.kind === 'stage') bytes += next.data.length
    const isFull = works.length >= limits.batchesPerCommitMax || bytes >= groupBytesMax
    next = isFull ? undefined : receive()
  }
  return { works, rest: next?.kind === 'close' ? next : receiveAfter(works.length) }

  function receiveAfter(count: number): WriterRequest | undefined {
    return count >= limits.batchesPerCommitMax || bytes >= groupBytesMax ? receive() : undefined
  }
}

const receive = (): WriterRequest | undefined =>
  receiveMessageOnPort(port)?.message as WriterRequest | undefined

function close(context: WriterContext, quiet: NodeJS.Timeout | null): void {
  if (quiet) clearTimeout(quiet)
  // The last connection that closes folds the log into the file.
  context.sql.db.close()
  answer({ kind: 'closed' })
  port.close()
}

const context = open()
if (context) {
  // First of all: on a full disk the upkeep of the start already has a failure to tell.
  answer({ kind: 'open' })
  serve(context)
}
