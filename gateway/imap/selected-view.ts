/**
 * The selected mailbox as this client was told it. Sequence numbers live only here.
 *
 * Rules a reader cannot guess:
 * - `#uids` is the numbering the client knows. It may name messages that are gone (`ghosts`) until a command where
 *   EXPUNGE may be told (RFC 9051 §7.5.1), so a number never changes its meaning under the client.
 * - Data (flags, sizes, dates) come from `snapshot`, which is always the newest adopted and shared with other
 *   sessions. Without ghosts, `#uids` is the snapshot's own array and costs nothing.
 */
import { flagBit, flagNames } from '../../domain/flags.js'
import { asUid, type MailboxId, type ModSeq, type Uid } from '../../domain/ids.js'
import type { MailboxSnapshot } from '../../mailbox-store/contract.js'
import { normalised, type SequenceRange, type SequenceSet, star } from './sequence-set.js'

export interface AdoptOptions {
  /** EXPUNGE may be told now. */
  readonly expunge: boolean
  /** Changed flags are told with UID (UID commands) and with MODSEQ (once CONDSTORE is in use). */
  readonly withUid: boolean
  readonly withModSeq: boolean
  /** The modseq of a change that this client made silently (STORE .SILENT): its flags are not told. */
  readonly quietModSeq?: ModSeq
  /** UIDs whose flags are told even if unchanged (STORE without .SILENT). */
  readonly forced?: ReadonlySet<number>
}

export class SelectedView {
  readonly id: MailboxId
  readonly readOnly: boolean
  /** Set by the watch hint: there may be something to adopt. */
  stale = false
  #snapshot: MailboxSnapshot
  #uids: Uint32Array
  #lastUid: number
  #flagTexts = new Map<number, string>()

  constructor(snapshot: MailboxSnapshot, readOnly: boolean) {
    this.id = snapshot.mailbox.id
    this.readOnly = readOnly
    this.#snapshot = snapshot
    this.#uids = snapshot.uids
    this.#lastUid = snapshot.uids.at(-1) ?? 0
  }

  get snapshot(): MailboxSnapshot {
    return this.#snapshot
  }
  /** Messages as the client counts them. */
  get exists(): number {
    return this.#uids.length
  }
  /** Whether a live message carries \Deleted. */
  get hasDeleted(): boolean {
    // A loop: callbacks over 100,000 rows cost ten times as much.
    for (const flags of this.#snapshot.flags) if (flags & flagBit['\\Deleted']) return true
    return false
  }
  /** The first sequence number without \Seen, or 0; asked right after selection. */
  get firstUnseen(): number {
    const { flags } = this.#snapshot
    for (let i = 0; i < flags.length; i++) if ((flags[i]! & flagBit['\\Seen']) === 0) return i + 1
    return 0
  }
  get hasGhosts(): boolean {
    return this.#uids !== this.#snapshot.uids
  }

  uidAt(sequence: number): Uid {
    return asUid(this.#uids[sequence - 1]!)
  }
  /** Row in the snapshot of a sequence number, or -1 when the message is gone. */
  rowAt(sequence: number): number {
    if (!this.hasGhosts) return sequence - 1
    const row = lowerBound(this.#snapshot.uids, this.#uids[sequence - 1]!)
    return this.#snapshot.uids[row] === this.#uids[sequence - 1] ? row : -1
  }

  /**
   * Sequence ranges of a set. By UID, numbers without a message are passed over. By sequence number, null when one is
   * above what the client was told (RFC 9051 §9: answered BAD); `*` in an empty mailbox is nothing, as clients
   * send `1:*` without looking.
   */
  resolve(set: SequenceSet, byUid: boolean): SequenceRange[] | null {
    const uids = this.#uids
    if (!byUid) {
      if (uids.length === 0) return set.some((r) => r.from !== star && r.to !== star) ? null : []
      const ranges = normalised(set, uids.length)
      return (ranges.at(-1)?.to ?? 0) > uids.length ? null : ranges
    }
    if (uids.length === 0) return []
    const ranges: SequenceRange[] = []
    for (const { from, to } of normalised(set, uids.at(-1)!)) {
      const first = lowerBound(uids, from) + 1
      const last = lowerBound(uids, to + 1)
      if (first <= last) ranges.push({ from: first, to: last })
    }
    return ranges
  }

  /** Live UIDs of sequence ranges, and how many were gone. */
  liveUids(ranges: readonly SequenceRange[]): { uids: Uid[]; gone: number } {
    const uids: Uid[] = []
    let gone = 0
    for (const { from, to } of ranges) {
      for (let sequence = from; sequence <= to; sequence++) {
        if (this.rowAt(sequence) < 0) gone++
        else uids.push(this.uidAt(sequence))
      }
    }
    return { uids, gone }
  }
  sequenceOf(uid: number): number {
    const index = lowerBound(this.#uids, uid)
    return this.#uids[index] === uid ? index + 1 : 0
  }

  /** `(\Seen $Important)` */
  flagsText(mask: number): string {
    let text = this.#flagTexts.get(mask)
    if (text === undefined) {
      text = `(${flagNames(mask, this.#snapshot.mailbox.keywords).join(' ')})`
      if (this.#flagTexts.size < 1_000) this.#flagTexts.set(mask, text)
    }
    return text
  }

  /** Takes a newer picture; returns what to tell the client, in the only order that keeps numbers true. */
  adopt(fresh: MailboxSnapshot, options: AdoptOptions): string {
    const old = this.#snapshot
    if (fresh.modSeq === old.modSeq && !options.forced && !(options.expunge && this.hasGhosts)) {
      return ''
    }
    let told = ''
    this.#snapshot = fresh
    if (old.mailbox.keywords.length !== fresh.mailbox.keywords.length) {
      this.#flagTexts.clear()
      told += `* FLAGS ${this.flagList()}\r\n`
    }
    const before = this.#uids.length
    const expunged = this.#renumber(options.expunge)
    if (expunged.length > 0) told += `* ${expunged.join(' EXPUNGE\r\n* ')} EXPUNGE\r\n`
    if (this.#uids.length > before - expunged.length) {
      told += `* ${this.#uids.length} EXISTS\r\n* 0 RECENT\r\n`
    }
    return told + this.#changedFlags(old, fresh, options)
  }

  /** For `* FLAGS` and PERMANENTFLAGS. */
  flagList(): string {
    return this.flagsText(-1)
  }

  /** The new numbering; returns the sequence numbers that leave it, highest first. */
  #renumber(mayExpunge: boolean): number[] {
    const fresh = this.#snapshot.uids
    const known = this.#uids
    const expunged: number[] = []
    let j = 0
    for (let i = 0; i < known.length; i++) {
      while (j < fresh.length && fresh[j]! < known[i]!) j++
      if (fresh[j] !== known[i]) expunged.push(i + 1)
    }
    const firstNew = lowerBound(fresh, this.#lastUid + 1)
    this.#lastUid = Math.max(this.#lastUid, fresh.at(-1) ?? 0)
    if (mayExpunge || expunged.length === 0) {
      this.#uids = fresh
      return expunged.reverse()
    }
    const merged = new Uint32Array(known.length + fresh.length - firstNew)
    merged.set(known)
    merged.set(fresh.subarray(firstNew), known.length)
    this.#uids = merged
    return []
  }

  #changedFlags(old: MailboxSnapshot, fresh: MailboxSnapshot, options: AdoptOptions): string {
    let told = ''
    let j = 0
    for (let i = 0; i < old.uids.length; i++) {
      const uid = old.uids[i]!
      while (j < fresh.uids.length && fresh.uids[j]! < uid) j++
      if (fresh.uids[j] !== uid) continue
      const forced = options.forced?.has(uid) === true
      if (!forced && fresh.modSeqs[j] === old.modSeqs[i]) continue
      const flags = fresh.flags[j]!
      const quiet = options.quietModSeq === fresh.modSeqs[j]
      // RFC 7162 §3.1.3: once CONDSTORE is in use a silent change still tells its MODSEQ.
      if (!forced && !options.withModSeq && (quiet || flags === old.flags[i])) continue
      const parts = options.withUid || options.withModSeq ? [`UID ${uid}`] : []
      if (!quiet || forced) parts.push(`FLAGS ${this.flagsText(flags)}`)
      if (options.withModSeq) parts.push(`MODSEQ (${fresh.modSeqs[j]})`)
      told += `* ${this.sequenceOf(uid)} FETCH (${parts.join(' ')})\r\n`
    }
    return told
  }
}

/** Index of the first element that is not below `value`. */
function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
