/**
 * Sequence numbers of the selected mailbox. They live only here and in SelectedView.
 *
 * Rules a reader cannot guess:
 * - `uids` is the numbering the client knows. It may name messages that are gone (ghosts) until a
 *   command where EXPUNGE may be told (RFC 9051 §7.5.1), so a number never changes its meaning
 *   under the client.
 * - Data (flags, sizes, dates) come from `snapshot`, which is always the newest adopted and shared
 *   with other sessions. Without ghosts, `uids` is the snapshot's own array and costs nothing.
 */
import { asUid, type ModSeq, type Uid } from '../../../domain/ids.js'
import type { MailboxSnapshot } from '../../../mailbox-store/contract.js'
import { lowerBound } from '../lower-bound.js'
import {
  normalised,
  type SequenceRange,
  type SequenceSet,
  savedResult,
  star,
} from '../sequence-set.js'

/** What FETCH tells without reading the message. */
export interface MessageFacts {
  readonly uid: number
  readonly flags: number
  readonly modSeq: number
  readonly size: number
  /** Milliseconds. */
  readonly internalDate: number
}

export class MessageNumbering {
  /** UIDs of the last SEARCH RETURN (SAVE), ascending (RFC 5182 §2.1: empty after SELECT). */
  saved: Uint32Array = new Uint32Array(0)
  #snapshot: MailboxSnapshot
  #uids: Uint32Array
  #lastUid: number
  #toldModSeq: ModSeq
  /** What was last known of messages that are gone and still have a number. By UID. */
  #ghosts = new Map<number, MessageFacts>()

  constructor(snapshot: MailboxSnapshot) {
    this.#snapshot = snapshot
    this.#uids = snapshot.uids
    this.#lastUid = snapshot.uids.at(-1) ?? 0
    this.#toldModSeq = snapshot.modSeq
  }

  get snapshot(): MailboxSnapshot {
    return this.#snapshot
  }
  /** Messages as the client counts them. */
  get exists(): number {
    return this.#uids.length
  }
  /** As the client numbers them; not to be written to. */
  get uids(): Uint32Array {
    return this.#uids
  }
  get hasGhosts(): boolean {
    return this.#uids !== this.#snapshot.uids
  }
  /**
   * The client was told of everything up to here. Behind the snapshot while there are ghosts: a
   * client that resynchronises from more than this would never hear of them (RFC 7162 §3.2, §6).
   */
  get toldModSeq(): number {
    return Math.max(1, this.#toldModSeq)
  }

  uidAt(sequence: number): Uid {
    return asUid(this.#uids[sequence - 1]!)
  }
  sequenceOf(uid: number): number {
    const index = lowerBound(this.#uids, uid)
    return this.#uids[index] === uid ? index + 1 : 0
  }
  /** Row in the snapshot of a sequence number, or -1 when the message is gone. */
  rowAt(sequence: number): number {
    if (!this.hasGhosts) return sequence - 1
    const row = lowerBound(this.#snapshot.uids, this.#uids[sequence - 1]!)
    return this.#snapshot.uids[row] === this.#uids[sequence - 1] ? row : -1
  }
  /** What the client may still be told of a message that is gone (RFC 2180 §4.1.2). */
  ghostAt(sequence: number): MessageFacts | null {
    return this.#ghosts.get(this.#uids[sequence - 1]!) ?? null
  }

  /**
   * Sequence ranges of a set. By UID, numbers without a message are passed over. By sequence
   * number, null when one is above what the client was told (RFC 9051 §9: answered BAD); `*` in an
   * empty mailbox is nothing, as clients send `1:*` without looking.
   */
  resolve(set: SequenceSet, byUid: boolean): SequenceRange[] | null {
    if (set === savedResult) return this.#resolveSaved()
    const uids = this.#uids
    if (byUid) return this.#resolveUids(set)
    if (uids.length === 0) return set.some((r) => r.from !== star && r.to !== star) ? null : []
    // `7:*` in a mailbox of five is 5:7, of which clients mean what is there; a plain 7 is
    // unknown.
    const last = uids.length
    const isUnknown = ({ from, to }: SequenceRange): boolean =>
      from !== star && to !== star && (from > last || to > last)
    if (set.some(isUnknown)) return null
    return normalised(set, last).map(({ from, to }) => ({
      from: Math.min(from, last),
      to: Math.min(to, last),
    }))
  }

  #resolveUids(set: readonly SequenceRange[]): SequenceRange[] {
    const uids = this.#uids
    if (uids.length === 0) return []
    const ranges: SequenceRange[] = []
    for (const { from, to } of normalised(set, uids.at(-1)!)) {
      const first = lowerBound(uids, from) + 1
      const last = lowerBound(uids, to + 1)
      if (first <= last) ranges.push({ from: first, to: last })
    }
    return ranges
  }

  /** RFC 5182 §2.1: what was expunged since leaves the saved result. */
  #resolveSaved(): SequenceRange[] {
    const sequences: SequenceRange[] = []
    for (const uid of this.saved) {
      const sequence = this.sequenceOf(uid)
      if (sequence > 0 && this.rowAt(sequence) >= 0)
        sequences.push({ from: sequence, to: sequence })
    }
    return normalised(sequences, this.exists)
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

  /**
   * Takes a newer picture. Returns the sequence numbers that leave the numbering, ascending and as
   * they were before; none when `mayExpunge` is false (they stay as ghosts).
   */
  protected renumber(fresh: MailboxSnapshot, mayExpunge: boolean): number[] {
    const old = this.#snapshot
    this.#snapshot = fresh
    const known = this.#uids
    const gone = this.#goneFrom(fresh.uids)
    const firstNew = lowerBound(fresh.uids, this.#lastUid + 1)
    this.#lastUid = Math.max(this.#lastUid, fresh.uids.at(-1) ?? 0)
    if (mayExpunge || gone.length === 0) {
      this.#uids = fresh.uids
      this.#toldModSeq = fresh.modSeq
      this.#ghosts.clear()
      return gone
    }
    for (const sequence of gone) this.#remember(old, known[sequence - 1]!)
    const merged = new Uint32Array(known.length + fresh.uids.length - firstNew)
    merged.set(known)
    merged.set(fresh.uids.subarray(firstNew), known.length)
    this.#uids = merged
    return []
  }

  /** Sequence numbers that are not in `fresh`, ascending. */
  #goneFrom(fresh: Uint32Array): number[] {
    const known = this.#uids
    const count = known.length
    const gone: number[] = []
    // Below what is known nothing ever comes in between: where the last one kept its place, so did
    // all before it. So arrivals cost nothing.
    if (count === 0 || fresh[count - 1] === known[count - 1]) return gone
    let j = 0
    for (let i = 0; i < count; i++) {
      while (j < fresh.length && fresh[j]! < known[i]!) j++
      if (fresh[j] !== known[i]) gone.push(i + 1)
    }
    return gone
  }

  #remember(old: MailboxSnapshot, uid: number): void {
    const row = lowerBound(old.uids, uid)
    if (old.uids[row] !== uid) return
    this.#ghosts.set(uid, {
      uid,
      flags: old.flags[row]!,
      modSeq: old.modSeqs[row]!,
      size: old.sizes[row]!,
      internalDate: old.internalDates[row]!,
    })
  }
}
