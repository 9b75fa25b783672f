/**
 * Writes FETCH responses. Flags, UIDs, dates and sizes come from the snapshot's arrays; ENVELOPE
 * and BODYSTRUCTURE from ready-made wires in pages; bodies are read in small groups, and big ones
 * stream. The event loop gets its turn in between (invariant 9), and nothing is produced while the
 * client does not read.
 */
import { asMessageId } from '../../../domain/ids.js'
import type { StoredMessage } from '../../../mailbox-store/contract.js'
import type { Conversation } from '../command.js'
import { EventLoopTurn } from '../event-loop-turn.js'
import type { SequenceRange } from '../sequence-set.js'
import type { ResponseWriter } from '../wire/response-writer.js'
import type { FetchItem, SectionItem } from './fetch-items.js'
import {
  type FetchRow,
  FetchRowWriter,
  isFact,
  isStored,
  type StoredMessages,
} from './fetch-row-writer.js'
import { SectionReader } from './section-reader.js'

export interface FetchOrder {
  readonly items: readonly FetchItem[]
  readonly ranges: readonly SequenceRange[]
  /** RFC 7162 §3.1.4.1: only messages changed after it. */
  readonly changedSince: number | null
  /** UIDs whose \Seen this command has just set: their FLAGS are told. */
  readonly newlySeen: ReadonlySet<number>
}

/** How many of the messages asked for could not be shown. */
export interface FetchOutcome {
  gone: number
  /** For want of a known Content-Transfer-Encoding (RFC 3516 §4.3). */
  unknownEncoding: number
}

/** Messages whose sections are asked for in one go, and held until they are written. */
const groupMax = 16

export async function writeFetchRows(
  conversation: Conversation,
  order: FetchOrder,
): Promise<FetchOutcome> {
  const { out } = conversation
  const { items } = order
  const sections = items.filter((item): item is SectionItem => item.kind === 'section')
  const reader = new SectionReader(conversation.session, sections)
  const needsMessages = reader.needsMessages || items.some(isStored)
  const writer = new FetchRowWriter(conversation, items, order.newlySeen)
  const turn = new EventLoopTurn()
  const outcome = { gone: 0, unknownEncoding: 0 }
  for (const page of pages(conversation, order)) {
    outcome.gone += page.gone
    const messages = needsMessages ? await messagesOf(conversation, page.rows) : null
    if (sections.length === 0) outcome.gone += writer.writeAll(page.rows, messages)
    else await writeWithSections(writer, { reader, out, turn, outcome }, page.rows, messages)
    if (!(await out.room())) return outcome
    await turn.take()
  }
  return outcome
}

function* pages(conversation: Conversation, order: FetchOrder) {
  const { view, limits } = conversation
  const { modSeqs } = view.snapshot
  const since = order.changedSince
  const showsGhosts = order.items.every(isFact)
  let rows: FetchRow[] = []
  let gone = 0
  for (const { from, to } of order.ranges) {
    for (let sequence = from; sequence <= to; sequence++) {
      const index = view.rowAt(sequence)
      if (index < 0 && (!showsGhosts || view.ghostAt(sequence) === null)) gone++
      else if (index < 0) rows.push({ sequence, index })
      else if (since === null || modSeqs[index]! > since) rows.push({ sequence, index })
      if (rows.length === limits.pageRowsMax) {
        yield { rows, gone }
        rows = []
        gone = 0
      }
    }
  }
  yield { rows, gone }
}

async function messagesOf(conversation: Conversation, rows: readonly FetchRow[]) {
  const { messageIds } = conversation.view.snapshot
  const ids = rows.map(({ index }) => asMessageId(messageIds[index]!))
  const found = new Map<number, StoredMessage>()
  for (const message of await conversation.session.messages(ids)) found.set(message.id, message)
  return found
}

interface SectionRun {
  readonly reader: SectionReader
  readonly out: ResponseWriter
  readonly turn: EventLoopTurn
  readonly outcome: FetchOutcome
}

/** Stops when the connection is gone. */
async function writeWithSections(
  writer: FetchRowWriter,
  { reader, out, turn, outcome }: SectionRun,
  rows: readonly FetchRow[],
  messages: StoredMessages | null,
): Promise<void> {
  const { messageIds, sizes } = writer.snapshot
  for (let from = 0; from < rows.length; from += groupMax) {
    const group = rows.slice(from, from + groupMax)
    const prepared = group.map(({ index }) => {
      const id = asMessageId(messageIds[index]!)
      return reader.prepare(id, sizes[index]!, messages?.get(id) ?? null)
    })
    const sections = await Promise.all(prepared)
    for (const [i, bytes] of sections.entries()) {
      if (bytes === null) outcome.gone++
      else if (bytes.some(({ kind }) => kind === 'unknown-encoding')) outcome.unknownEncoding++
      else if (!(await writer.write(group[i]!, messages, bytes))) return
    }
    if (!(await out.room())) return
    await turn.take()
  }
}
