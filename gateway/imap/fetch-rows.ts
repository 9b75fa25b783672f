/**
 * Writes FETCH responses. Flags, UIDs, dates and sizes come from the snapshot's arrays; ENVELOPE
 * and BODYSTRUCTURE from ready-made wires in pages; bodies are read a little ahead, and big ones
 * stream. The event loop gets its turn in between (invariant 9), and nothing is produced while the
 * client does not read.
 */
import { asMessageId } from '../../domain/ids.js'
import type { StoredMessage } from '../../mailbox-store/contract.js'
import type { Conversation } from './command.js'
import { EventLoopTurn } from './event-loop-turn.js'
import type { FetchItem, SectionItem } from './fetch-items.js'
import { type SectionBytes, SectionReader } from './section-reader.js'
import type { SequenceRange } from './sequence-set.js'
import { internalDateText } from './wire-text.js'

interface Row {
  readonly sequence: number
  /** Index in the snapshot; -1 for a message that is gone and of which only facts are asked. */
  readonly index: number
}

export interface FetchOrder {
  readonly items: readonly FetchItem[]
  readonly ranges: readonly SequenceRange[]
  /** RFC 7162 §3.1.4.1: only messages changed after it. */
  readonly changedSince: number | null
  /** UIDs whose \Seen this command has just set: their FLAGS are told. */
  readonly newlySeen: ReadonlySet<number>
}

/** Items that are told of a message without reading it, also when it is gone. */
const factKinds: ReadonlySet<FetchItem['kind']> = new Set([
  'uid',
  'flags',
  'internal-date',
  'size',
  'mod-seq',
])

/** Messages prepared ahead of the one that is written. */
const aheadMax = 16

/** Returns how many of the messages asked for are gone. */
export async function writeFetchRows(
  conversation: Conversation,
  order: FetchOrder,
): Promise<number> {
  const { out } = conversation
  const sections = order.items.filter((item): item is SectionItem => item.kind === 'section')
  const reader = new SectionReader(conversation.session, sections)
  const needsMessages =
    reader.needsMessages ||
    order.items.some(({ kind }) => ['envelope', 'body', 'body-structure'].includes(kind))
  const pageRowsMax = conversation.limits.pageRowsMax
  const turn = new EventLoopTurn()
  let gone = 0
  for (const page of pages(conversation, order, pageRowsMax)) {
    gone += page.gone
    const messages = needsMessages ? await messagesOf(conversation, page.rows) : null
    const writer = new RowWriter(conversation, order)
    gone +=
      sections.length > 0
        ? await writeWithSections(writer, reader, page.rows, messages, turn)
        : writer.writeAll(page.rows, messages)
    out.flush()
    if (!(await out.room())) return gone
    await turn.take()
  }
  return gone
}

function* pages(conversation: Conversation, order: FetchOrder, pageRowsMax: number) {
  const { view } = conversation
  const { modSeqs } = view.snapshot
  const since = order.changedSince
  const showsGhosts = order.items.every(({ kind }) => factKinds.has(kind))
  let rows: Row[] = []
  let gone = 0
  for (const { from, to } of order.ranges) {
    for (let sequence = from; sequence <= to; sequence++) {
      const index = view.rowAt(sequence)
      if (index < 0 && (!showsGhosts || view.ghostAt(sequence) === null)) gone++
      else if (index < 0) rows.push({ sequence, index })
      else if (since === null || modSeqs[index]! > since) rows.push({ sequence, index })
      if (rows.length === pageRowsMax) {
        yield { rows, gone }
        rows = []
        gone = 0
      }
    }
  }
  yield { rows, gone }
}

async function messagesOf(conversation: Conversation, rows: readonly Row[]) {
  const { messageIds } = conversation.view.snapshot
  const ids = rows.map(({ index }) => asMessageId(messageIds[index]!))
  const found = new Map<number, StoredMessage>()
  for (const message of await conversation.session.messages(ids)) found.set(message.id, message)
  return found
}

async function writeWithSections(
  writer: RowWriter,
  reader: SectionReader,
  rows: readonly Row[],
  messages: ReadonlyMap<number, StoredMessage> | null,
  turn: EventLoopTurn,
): Promise<number> {
  const ahead: Promise<SectionBytes[] | null>[] = []
  let next = 0
  let gone = 0
  for (const row of rows) {
    while (ahead.length < aheadMax && next < rows.length) {
      const { messageIds, sizes } = writer.snapshot
      const { index } = rows[next++]!
      const id = asMessageId(messageIds[index]!)
      const prepared = reader.prepare(id, sizes[index]!, messages?.get(id) ?? null)
      // A failure is met where the row is written; until then it must not count as unhandled.
      prepared.catch(() => {})
      ahead.push(prepared)
    }
    await turn.take()
    const bytes = await ahead.shift()!
    if (bytes === null) gone++
    else if (!(await writer.write(row, messages, bytes))) return gone
  }
  return gone
}

class RowWriter {
  readonly #conversation: Conversation
  readonly #order: FetchOrder
  readonly #tellsFlags: boolean

  constructor(conversation: Conversation, order: FetchOrder) {
    this.#conversation = conversation
    this.#order = order
    this.#tellsFlags = order.items.some(({ kind }) => kind === 'flags')
  }

  get snapshot() {
    return this.#conversation.view.snapshot
  }

  /** Rows without sections. */
  writeAll(rows: readonly Row[], messages: ReadonlyMap<number, StoredMessage> | null): number {
    const { out } = this.#conversation
    let gone = 0
    for (const row of rows) {
      const message = this.#messageOf(row, messages)
      if (messages !== null && message === null) {
        gone++
        continue
      }
      let text = ''
      for (const item of this.#order.items) {
        if (item.kind !== 'section') text += ` ${this.#item(item.kind, row, message)}`
      }
      out.write(`* ${row.sequence} FETCH (${text.slice(1)})\r\n`)
    }
    return gone
  }

  /** A row with its sections; false when the connection is gone. */
  async write(
    row: Row,
    messages: ReadonlyMap<number, StoredMessage> | null,
    bytes: readonly SectionBytes[],
  ): Promise<boolean> {
    const { out } = this.#conversation
    const message = this.#messageOf(row, messages)
    out.write(`* ${row.sequence} FETCH (`)
    let section = 0
    let separator = ''
    for (const item of this.#order.items) {
      out.write(separator)
      separator = ' '
      if (item.kind !== 'section') out.write(this.#item(item.kind, row, message))
      else if (!(await this.#section(item, bytes[section++]!))) return false
    }
    const { snapshot } = this
    const uid = snapshot.uids[row.index]!
    if (!this.#tellsFlags && this.#order.newlySeen.has(uid)) {
      const flags = snapshot.flags[row.index]!
      out.write(` FLAGS ${this.#conversation.view.flagsText(flags, uid)}`)
    }
    out.write(')\r\n')
    return out.room()
  }

  async #section(item: SectionItem, bytes: SectionBytes): Promise<boolean> {
    const { out } = this.#conversation
    if (bytes.kind === 'none') out.write(`${item.label} NIL`)
    else if (bytes.kind === 'text') {
      out.write(`${item.label} {${bytes.text.length}}\r\n${bytes.text}`)
    } else if (bytes.kind === 'octets') {
      out.write(`${item.label} {${bytes.octets.length}}\r\n`)
      out.bytes(bytes.octets)
    } else return this.#stream(item, bytes)
    return out.socket.writable
  }

  async #stream(
    item: SectionItem,
    bytes: SectionBytes & { readonly kind: 'stream' },
  ): Promise<boolean> {
    const { out, log, remoteAddress } = this.#conversation
    let sent = 0
    try {
      for await (const chunk of bytes.open()) {
        if (sent === 0) out.write(`${item.label} {${bytes.bytes}}\r\n`)
        out.bytes(chunk)
        sent += chunk.length
        if (!(await out.room())) return false
      }
    } catch (failure) {
      log.warn('imap.body-gone', { remote: remoteAddress, failure })
    }
    if (sent === bytes.bytes) return true
    // Gone before its first octet: there is none to show. Later, the length was promised, and only
    // an ended connection keeps the client from taking responses for content.
    if (sent === 0) out.write(`${item.label} NIL`)
    else out.socket.destroy()
    return out.socket.writable
  }

  #messageOf(row: Row, messages: ReadonlyMap<number, StoredMessage> | null): StoredMessage | null {
    return messages?.get(this.snapshot.messageIds[row.index]!) ?? null
  }

  #item(
    kind: Exclude<FetchItem['kind'], 'section'>,
    { index, sequence }: Row,
    message: StoredMessage | null,
  ): string {
    const { snapshot } = this
    const { view } = this.#conversation
    const ghost = index < 0 ? view.ghostAt(sequence) : null
    switch (kind) {
      case 'uid':
        return `UID ${view.uidAt(sequence)}`
      case 'flags': {
        const flags = ghost ? ghost.flags : snapshot.flags[index]!
        return `FLAGS ${view.flagsText(flags, view.uidAt(sequence))}`
      }
      case 'internal-date': {
        const ms = ghost?.internalDate ?? snapshot.internalDates[index]!
        return `INTERNALDATE ${internalDateText(ms)}`
      }
      case 'size':
        return `RFC822.SIZE ${ghost?.size ?? snapshot.sizes[index]}`
      case 'mod-seq':
        return `MODSEQ (${ghost?.modSeq ?? snapshot.modSeqs[index]})`
      case 'envelope':
        return `ENVELOPE ${message!.envelopeWire}`
      case 'body':
        return `BODY ${message!.bodyWire}`
      case 'body-structure':
        return `BODYSTRUCTURE ${message!.bodyStructureWire}`
    }
  }
}
