import { asMessageId } from '../../domain/ids.js'
import type { MailboxSnapshot } from '../../mailbox-store/contract.js'
import { EventLoopTurn } from './event-loop-turn.js'
import type { ImapSession } from './imap-session.js'
import type { SearchKey } from './search-keys.js'
import type { SelectedView } from './selected-view.js'
import { parseDay } from './wire-text.js'

/** One octet a row of the snapshot: 1 when it matches. */
type Mask = Uint8Array

const pageRowsMax = 1_000

/**
 * Evaluates a search program over the snapshot of a view. A set that names no message is
 * `set-invalid`.
 */
export class SearchRun {
  readonly #session: ImapSession
  readonly #view: SelectedView
  readonly #snapshot: MailboxSnapshot
  readonly #turn = new EventLoopTurn()
  #sentDays: Float64Array | null = null

  constructor(session: ImapSession, view: SelectedView) {
    this.#session = session
    this.#view = view
    this.#snapshot = view.snapshot
  }

  /** Rows of the snapshot that match; null when a sequence number is unknown. */
  async rows(key: SearchKey): Promise<number[] | null> {
    const mask = await this.#evaluate(key)
    if (mask === null) return null
    const rows: number[] = []
    for (let i = 0; i < mask.length; i++) if (mask[i] === 1) rows.push(i)
    return rows
  }

  async #evaluate(key: SearchKey): Promise<Mask | null> {
    await this.#turn.take()
    switch (key.key) {
      case 'and': {
        const mask = this.#filled(1)
        for (const each of key.keys) {
          const other = await this.#evaluate(each)
          if (other === null) return null
          for (let i = 0; i < mask.length; i++) mask[i]! &= other[i]!
        }
        return mask
      }
      case 'or': {
        const left = await this.#evaluate(key.left)
        const right = left && (await this.#evaluate(key.right))
        if (left === null || right === null) return null
        for (let i = 0; i < left.length; i++) left[i]! |= right[i]!
        return left
      }
      case 'not': {
        const mask = await this.#evaluate(key.of)
        if (mask) for (let i = 0; i < mask.length; i++) mask[i]! ^= 1
        return mask
      }
      case 'text':
        return this.#ofUids(await this.#session.searchText(this.#view.id, key.query))
      case 'sent-date': {
        const days = await this.#sentDates()
        return this.#where((i) => days[i]! >= key.from && days[i]! < key.until)
      }
      case 'set':
        return this.#ofSet(key.set, key.byUid)
      default:
        return this.#ofRow(key)
    }
  }

  #ofRow(
    key: Exclude<SearchKey, { key: 'and' | 'or' | 'not' | 'text' | 'sent-date' | 'set' }>,
  ): Mask {
    const { flags, sizes, internalDates, modSeqs, mailbox } = this.#snapshot
    switch (key.key) {
      case 'all':
        return this.#filled(1)
      case 'recent':
        return this.#where((i) => this.#view.isRecent(this.#snapshot.uids[i]!))
      case 'flag':
        return this.#where((i) => (flags[i]! & key.bit) !== 0)
      case 'keyword': {
        const lower = key.name.toLowerCase()
        const index = mailbox.keywords.findIndex((name) => name.toLowerCase() === lower)
        return index < 0 ? this.#filled(0) : this.#where((i) => (flags[i]! & (32 << index)) !== 0)
      }
      case 'larger':
        return this.#where((i) => sizes[i]! > key.bytes)
      case 'smaller':
        return this.#where((i) => sizes[i]! < key.bytes)
      case 'internal-date':
        return this.#where((i) => internalDates[i]! >= key.from && internalDates[i]! < key.until)
      case 'mod-seq':
        return this.#where((i) => modSeqs[i]! >= key.from)
    }
  }

  #ofSet(set: Parameters<SelectedView['resolve']>[0], byUid: boolean): Mask | null {
    const ranges = this.#view.resolve(set, byUid)
    if (ranges === null) return null
    const mask = this.#filled(0)
    for (const { from, to } of ranges) {
      for (let sequence = from; sequence <= to; sequence++) {
        const row = this.#view.rowAt(sequence)
        if (row >= 0) mask[row] = 1
      }
    }
    return mask
  }

  /** Both lists ascend. A message that came after our picture is left out. */
  #ofUids(uids: readonly number[]): Mask {
    const mask = this.#filled(0)
    const known = this.#snapshot.uids
    let i = 0
    for (const uid of uids) {
      while (i < known.length && known[i]! < uid) i++
      if (known[i] === uid) mask[i] = 1
    }
    return mask
  }

  #filled(value: 0 | 1): Mask {
    return new Uint8Array(this.#snapshot.uids.length).fill(value)
  }

  #where(holds: (row: number) => boolean): Mask {
    const mask = this.#filled(0)
    for (let i = 0; i < mask.length; i++) if (holds(i)) mask[i] = 1
    return mask
  }

  /** The day that each Date field shows, whatever its time and zone; NaN (no match) without one. */
  async #sentDates(): Promise<Float64Array> {
    if (this.#sentDays) return this.#sentDays
    const { messageIds } = this.#snapshot
    const byMessage = new Map<number, number>()
    for (let at = 0; at < messageIds.length; at += pageRowsMax) {
      const ids = Array.from(messageIds.subarray(at, at + pageRowsMax), asMessageId)
      for (const { id, envelopeWire } of await this.#session.messages(ids)) {
        byMessage.set(id, sentDay(envelopeWire))
      }
      await this.#turn.take()
    }
    this.#sentDays = Float64Array.from(messageIds, (id) => byMessage.get(id) ?? Number.NaN)
    return this.#sentDays
  }
}

/** RFC 9051 §6.4.4: SENTON and the like disregard time and time zone of the Date field. */
function sentDay(envelopeWire: string): number {
  const found = /^\("[^"]*?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{2,4})/.exec(envelopeWire)
  if (found === null) return Number.NaN
  const year = Number(found[3])
  // RFC 5322 §4.3: obsolete years of two or three digits.
  const full =
    found[3]!.length === 4 ? year : found[3]!.length === 2 && year < 50 ? 2000 + year : 1900 + year
  return parseDay(found[1]!, found[2]!, `${full}`) ?? Number.NaN
}
