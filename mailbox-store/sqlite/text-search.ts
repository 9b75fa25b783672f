import { setImmediate as turn } from 'node:timers/promises'
import type { MailboxId, MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { TextQuery } from '../contract.js'
import type { MailboxFacts } from '../ordering/mailbox-facts.js'
import { factSearched } from '../ordering/message-facts.js'
import {
  type FoldedQuery,
  foldedQuery,
  looksIntoBody,
  matchesHeader,
  matchesText,
} from '../search-fields.js'
import type { MessageTexts } from './message-texts.js'
import { rangeOf } from './search-facts.js'
import type { SearchIndex } from './search-index.js'

const sliceMs = 10
const nothing = Buffer.alloc(0)

/** Hits among the UIDs up to one: a message never changes, so neither does its answer. */
interface Answer {
  readonly upTo: number
  readonly hits: readonly number[]
}

/**
 * The hits of a full scan: the index only leaves out what cannot match, and what it has not reached
 * is looked into directly.
 */
export class TextSearch {
  private readonly answers = new Map<string, Answer>()

  constructor(
    private readonly source: MessageTexts,
    private readonly index: SearchIndex | null,
  ) {}

  async uids(
    mailboxId: MailboxId,
    facts: MailboxFacts,
    query: TextQuery,
  ): Promise<Uint32Array<ArrayBuffer>> {
    const folded = foldedQuery(query)
    const { uids } = facts
    if (folded.value === '' && folded.field !== 'header') return Uint32Array.from(uids)
    const name = factSearched(query)
    if (name !== null) {
      const texts = facts.column(name) as readonly string[]
      return uids.filter((_, place) => texts[place]!.includes(folded.value))
    }
    const key = [mailboxId, folded.field, folded.headerName, folded.value].join('\0')
    const known = this.answers.get(key) ?? { upTo: 0, hits: [] }
    const hits = present(known.hits, uids)
    await this.lookInto(facts, folded, known.upTo, hits)
    this.answers.delete(key)
    this.answers.set(key, { upTo: uids.at(-1) ?? known.upTo, hits })
    const oldest = this.answers.keys().next().value!
    if (this.answers.size > limits.searchAnswersKeptMax) this.answers.delete(oldest)
    return Uint32Array.from(hits)
  }

  /** Adds the hits above a UID. */
  private async lookInto(
    { uids, messageIds }: MailboxFacts,
    query: FoldedQuery,
    after: number,
    hits: number[],
  ): Promise<void> {
    const first = after === 0 ? 0 : firstAbove(uids, after)
    if (first === uids.length) return
    const isHit = this.test(query, messageIds.subarray(first))
    let sliceStart = performance.now()
    for (let place = first; place < uids.length; place++) {
      if (isHit(messageIds[place]! as MessageId)) hits.push(uids[place]!)
      // The clock costs as much as leaving a message out.
      if (place % 16 !== 0 || performance.now() - sliceStart < sliceMs) continue
      await turn()
      sliceStart = performance.now()
    }
  }

  private test(query: FoldedQuery, ids: Float64Array): (id: MessageId) => boolean {
    const header = (id: MessageId): Buffer =>
      this.index?.facts.header(id) ?? Buffer.from(this.source.headerFacts(id)?.header ?? nothing)
    if (!looksIntoBody(query)) return (id) => matchesHeader(header(id), query)
    const { index } = this
    const [from, to] = rangeOf(ids)
    const blocked = index?.blocks.lastId ?? 0
    const candidates = index?.blocks.candidates(query.octets, from, to) ?? null
    return (id) => {
      if (candidates !== null && id <= blocked && !candidates.has(id)) return false
      const body = index?.body(id) ?? this.source.body(id) ?? nothing
      return (
        matchesText({ header: nothing, body }, query) ||
        (query.field === 'text' && matchesText({ header: header(id), body: nothing }, query))
      )
    }
  }
}

function present(hits: readonly number[], uids: Uint32Array): number[] {
  const kept: number[] = []
  let place = 0
  for (const uid of hits) {
    while (place < uids.length && uids[place]! < uid) place++
    if (uids[place] === uid) kept.push(uid)
  }
  return kept
}

function firstAbove(uids: Uint32Array, after: number): number {
  let low = 0
  let high = uids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (uids[middle]! <= after) low = middle + 1
    else high = middle
  }
  return low
}
