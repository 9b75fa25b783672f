import type { StoredMessage } from '../../../mailbox-store/contract.js'
import type { Conversation } from '../command.js'
import { speaksUtf8 } from '../enabled-features.js'
import { hasNulOctet } from '../wire/nul-octet.js'
import { internalDateText, quoted, utf8Quoted } from '../wire/wire-text.js'
import type { FetchItem, SectionItem } from './fetch-items.js'
import type { SectionBytes } from './section-reader.js'

export interface FetchRow {
  readonly sequence: number
  /** Index in the snapshot; -1 for a message that is gone and of which only facts are asked. */
  readonly index: number
}

export type StoredMessages = ReadonlyMap<number, StoredMessage>

type PlainKind = Exclude<FetchItem['kind'], 'section'>

/** Items that are told of a message without reading it, also when it is gone. */
const factKinds: ReadonlySet<FetchItem['kind']> = new Set([
  'uid',
  'flags',
  'internal-date',
  'size',
  'mod-seq',
])
export const isFact = ({ kind }: FetchItem): boolean => factKinds.has(kind)

/** Items that stand in what was stored of the message at its arrival. */
const storedKinds: ReadonlySet<FetchItem['kind']> = new Set([
  'envelope',
  'body',
  'body-structure',
  'preview',
])
export const isStored = ({ kind }: FetchItem): boolean => storedKinds.has(kind)

/** Writes the rows of one page. */
export class FetchRowWriter {
  readonly #conversation: Conversation
  readonly #items: readonly FetchItem[]
  readonly #newlySeen: ReadonlySet<number>
  readonly #tellsFlags: boolean

  /** `newlySeen`: UIDs whose \Seen the command has just set: their FLAGS are told. */
  constructor(
    conversation: Conversation,
    items: readonly FetchItem[],
    newlySeen: ReadonlySet<number>,
  ) {
    this.#conversation = conversation
    this.#items = items
    this.#newlySeen = newlySeen
    this.#tellsFlags = items.some(({ kind }) => kind === 'flags')
  }

  get snapshot() {
    return this.#conversation.view.snapshot
  }

  /** Rows without sections; returns how many are gone. */
  writeAll(rows: readonly FetchRow[], messages: StoredMessages | null): number {
    const { out } = this.#conversation
    let gone = 0
    for (const row of rows) {
      const message = this.#messageOf(row, messages)
      if (messages !== null && message === null) {
        gone++
        continue
      }
      let text = `* ${row.sequence} FETCH `
      let separator = '('
      for (const item of this.#items) {
        if (item.kind === 'section') continue
        text += separator + this.#item(item.kind, row, message)
        separator = ' '
      }
      out.write(`${text})\r\n`)
    }
    return gone
  }

  /** A row with its sections; false when the connection is gone. */
  async write(
    row: FetchRow,
    messages: StoredMessages | null,
    bytes: readonly SectionBytes[],
  ): Promise<boolean> {
    const { out, view } = this.#conversation
    const message = this.#messageOf(row, messages)
    out.write(`* ${row.sequence} FETCH (`)
    let section = 0
    let separator = ''
    for (const item of this.#items) {
      if (separator !== '') out.write(separator)
      separator = ' '
      if (item.kind !== 'section') {
        out.write(this.#item(item.kind, row, message))
        continue
      }
      const answer = bytes[section++]!
      if (answer.kind !== 'stream') this.#section(item, answer)
      else if (!(await this.#stream(item, answer))) return false
    }
    const { snapshot } = this
    const uid = snapshot.uids[row.index]!
    if (!this.#tellsFlags && this.#newlySeen.has(uid)) {
      out.write(` FLAGS ${view.flagsText(snapshot.flags[row.index]!, uid)}`)
    }
    out.write(')\r\n')
    return out.socket.writable
  }

  #section(item: SectionItem, bytes: Exclude<SectionBytes, { kind: 'stream' }>): void {
    const { out } = this.#conversation
    switch (bytes.kind) {
      case 'none':
      case 'unknown-encoding':
        out.write(`${item.label} NIL`)
        break
      case 'size':
        out.write(`${item.label} ${bytes.bytes}`)
        break
      case 'text':
        out.write(`${item.label} {${bytes.text.length}}\r\n${bytes.text}`)
        break
      case 'octets': {
        const { octets } = bytes
        // RFC 3516 §4.3: only what NUL makes necessary is a literal8.
        const tilde = item.form === 'decoded' && hasNulOctet(octets) ? '~' : ''
        out.write(`${item.label} ${tilde}{${octets.length}}\r\n`)
        out.bytes(octets)
      }
    }
  }

  async #stream(
    item: SectionItem,
    bytes: SectionBytes & { readonly kind: 'stream' },
  ): Promise<boolean> {
    const { out, log, remoteAddress } = this.#conversation
    let sent = 0
    try {
      for await (const chunk of bytes.open()) {
        if (sent === 0) {
          out.write(`${item.label} ${bytes.hasNul ? '~' : ''}{${bytes.bytes}}\r\n`)
        }
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

  #messageOf(row: FetchRow, messages: StoredMessages | null): StoredMessage | null {
    return messages?.get(this.snapshot.messageIds[row.index]!) ?? null
  }

  #item(kind: PlainKind, { index, sequence }: FetchRow, message: StoredMessage | null): string {
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
        return `INTERNALDATE ${internalDateText(ms, ghost ? 0 : snapshot.zones[index])}`
      }
      case 'size':
        return `RFC822.SIZE ${ghost?.size ?? snapshot.sizes[index]}`
      case 'mod-seq':
        return `MODSEQ (${ghost?.modSeq ?? snapshot.modSeqs[index]})`
      case 'save-date':
        return `SAVEDATE ${internalDateText(snapshot.savedAt[index]!)}`
      case 'email-id':
        // Copies share their content, and so its identifier (RFC 8474 §5.1).
        return `EMAILID (M${snapshot.messageIds[index]})`
      case 'thread-id':
        // RFC 8474 §5.2: NIL where threads are not kept.
        return 'THREADID NIL'
      case 'envelope':
        return `ENVELOPE ${message!.envelopeWire}`
      case 'body':
        return `BODY ${message!.bodyWire}`
      case 'body-structure':
        return `BODYSTRUCTURE ${message!.bodyStructureWire}`
      case 'preview':
        return `PREVIEW ${this.#preview(message!.preview)}`
    }
  }

  /** RFC 8970 §3.1: UTF-8, the empty string where there is nothing to show. */
  #preview(text: string): string {
    const octets = Buffer.from(text, 'utf8').toString('latin1')
    return speaksUtf8(this.#conversation.enabled) ? utf8Quoted(octets) : quoted(octets)
  }
}
