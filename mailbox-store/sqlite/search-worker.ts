/**
 * The search worker: answers searches, and feeds the index while the store is quiet. The result is
 * that of a full scan of folded text: trigrams only leave out what cannot match.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { MailboxId, MessageId, Uid } from '../../domain/ids.js'
import type { TextQuery } from '../contract.js'
import { foldedValue, looksIntoBody, matchesFields } from '../search-fields.js'
import { openForReading } from './database.js'
import { SearchIndex, SearchTexts } from './search-index.js'
import type { SearchAnswer, SearchRequest, SearchSettings } from './search-protocol.js'
import { Sql } from './sql.js'

const quietMs = 400
const feedDelayMsMax = 30_000
/** Of each stretch while deliveries go on. */
const restMs = 40
const sliceMs = 10
/** Fewer unindexed messages are quicker looked into than indexed. */
const takenUpMin = 200

const settings = workerData as SearchSettings
const port = parentPort!
const answer = (message: SearchAnswer) => port.postMessage(message)
const reads = new Sql(openForReading(settings.file))
const source = new SearchTexts(reads)
const index = settings.indexFile ? SearchIndex.open(settings.indexFile, reads, source) : null

async function search(mailboxId: MailboxId, query: TextQuery): Promise<Uid[]> {
  const emails = reads.rows<[Uid, MessageId]>(
    `SELECT uid, message_id FROM emails WHERE mailbox_id = ?
       AND account_id = (SELECT account_id FROM mailboxes WHERE id = ?) ORDER BY uid`,
    mailboxId,
    mailboxId,
  )
  const value = foldedValue(query)
  const headersOnly = !looksIntoBody(query)
  const ids = emails.map(([, id]) => id)
  const from = ids.reduce((least, id) => Math.min(least, id), Infinity)
  const to = ids.reduce((most, id) => Math.max(most, id), 0)
  if (!headersOnly) await takeUp(ids, to)
  const watermark = index?.watermark ?? 0
  const candidates = index?.candidates(value, from, to) ?? null
  const found: Uid[] = []
  let sliceStart = performance.now()
  for (const [uid, id] of emails) {
    const isIndexed = id <= watermark
    if (isIndexed && candidates && !candidates.has(id)) continue
    const fields = (isIndexed ? index?.fields(id) : null) ?? source.of(id, headersOnly)
    if (fields && matchesFields(fields, query, value)) found.push(uid)
    if (performance.now() - sliceStart < sliceMs) continue
    await turn()
    sliceStart = performance.now()
  }
  return found
}

/**
 * Reading the texts of many messages costs as much as taking them up, and the next search gains by
 * it: so that is done first where most of what waits for the index is of this mailbox.
 */
async function takeUp(ids: readonly MessageId[], to: number): Promise<void> {
  const after = index?.watermark ?? 0
  const waiting = ids.filter((id) => id > after).length
  if (waiting < takenUpMin || to - after > waiting * 2) return
  try {
    while (index && index.watermark < to && index.feedSome()) await turn()
  } catch {
    // A full disk, say: what is not indexed is looked into directly.
  }
}

/** Waits for a quiet moment, but not for ever. */
let feeding: NodeJS.Timeout | null = null
let firstHintAt: number | null = null
let goneCheckedTo: number | null = 0

function hint(): void {
  if (!index) return
  const now = performance.now()
  firstHintAt ??= now
  if (now - firstHintAt > feedDelayMsMax && feeding) return
  if (feeding) clearTimeout(feeding)
  feeding = setTimeout(feed, quietMs)
}

function feed(): void {
  feeding = null
  if (!index) return
  const start = performance.now()
  let more = true
  try {
    while (more && performance.now() - start < sliceMs) {
      more = index.feedSome()
      if (!more && goneCheckedTo !== null) {
        goneCheckedTo = index.forgetGone(goneCheckedTo)
        more = goneCheckedTo !== null
      }
    }
  } catch (failure) {
    // A full disk, say: messages that are not indexed are looked into directly.
    const code = (failure as { code?: string }).code ?? 'unknown'
    answer({ kind: 'failed', request: null, code })
    return
  }
  if (more) feeding = setTimeout(feed, firstHintAt === null ? 0 : restMs)
  else firstHintAt = null
}

async function receive(request: SearchRequest): Promise<void> {
  switch (request.kind) {
    case 'search': {
      const { mailboxId, query, request: number } = request
      try {
        answer({ kind: 'found', request: number, uids: await search(mailboxId, query) })
      } catch (failure) {
        const code = (failure as { code?: string }).code ?? 'unknown'
        answer({ kind: 'failed', request: number, code })
      }
      return
    }
    case 'feed':
      return hint()
    case 'forget':
      return index?.forget(request.messageIds)
    case 'close':
      if (feeding) clearTimeout(feeding)
      index?.close()
      reads.db.close()
      answer({ kind: 'closed' })
      port.close()
  }
}

port.on('message', (request: SearchRequest) => {
  receive(request).catch((failure) => {
    answer({
      kind: 'failed',
      request: null,
      code: (failure as { code?: string }).code ?? 'unknown',
    })
  })
})
