/**
 * The search worker: answers searches, orders and threads, and feeds the index they live on while
 * the store is quiet.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { sentDaysOf, threadsOf } from '../ordering/mailbox-order.js'
import { sortedUids } from '../ordering/sort-order.js'
import { openForReading } from './database.js'
import { MailboxFactsCache } from './mailbox-facts-cache.js'
import { MailboxReading } from './mailbox-reading.js'
import { MessageTexts } from './message-texts.js'
import { SearchFeeder } from './search-feeder.js'
import { SearchIndex } from './search-index.js'
import type { Question, SearchAnswer, SearchRequest, SearchSettings } from './search-protocol.js'
import { SnapshotCache } from './snapshot-cache.js'
import { Sql } from './sql.js'
import { TextSearch } from './text-search.js'

const settings = workerData as SearchSettings
const port = parentPort!
const answer = (message: SearchAnswer) => port.postMessage(message)
const reads = new Sql(openForReading(settings.file))
const source = new MessageTexts(reads)
const index = settings.indexFile ? SearchIndex.open(settings.indexFile, reads, source) : null
const snapshots = new SnapshotCache(reads, new MailboxReading(reads))
const mailboxes = new MailboxFactsCache(snapshots, source, index)
const texts = new TextSearch(source, index)
const failed = (request: number | null) => (failure: unknown) => {
  const code = (failure as { code?: string }).code ?? 'unknown'
  answer({ kind: 'failed', request, code })
  if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test(code) || !settings.indexFile) return
  // Derived data, damaged while it was open: the next question starts a worker that makes it anew.
  SearchIndex.remove(settings.indexFile)
  port.close()
  process.exit()
}
const feeder = index && new SearchFeeder(index, failed(null))

async function found(question: Question): Promise<unknown> {
  const facts = await mailboxes.get(question.mailboxId)
  if (facts === null) return question.kind === 'text' ? new Uint32Array() : null
  switch (question.kind) {
    case 'text':
      return texts.uids(question.mailboxId, facts, question.query)
    case 'sorted':
      return sortedUids(facts, question.criteria)
    case 'sent-days':
      return sentDaysOf(facts)
    case 'threads':
      return threadsOf(facts, question.algorithm, question.uids)
  }
}

async function receive(request: SearchRequest): Promise<void> {
  switch (request.kind) {
    case 'ask': {
      const ask = () => found(request.question)
      const message = await (feeder ? feeder.during(ask) : ask())
      return answer({ kind: 'found', request: request.request, found: message })
    }
    case 'feed':
      return feeder?.hint()
    case 'forget':
      index?.forget(request.messageIds)
      return feeder?.hint()
    case 'close':
      feeder?.stop()
      index?.close()
      reads.db.close()
      answer({ kind: 'closed' })
      port.close()
  }
}

port.on('message', (request: SearchRequest) => {
  receive(request).catch(failed(request.kind === 'ask' ? request.request : null))
})
