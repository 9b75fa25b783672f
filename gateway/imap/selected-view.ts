/**
 * The selected mailbox as this client was told it. Sequence numbers live only here.
 *
 * Rules a reader cannot guess:
 * - `#uids` is the numbering the client knows. It may name messages that are gone (`ghosts`) until
 *   a command where EXPUNGE may be told (RFC 9051 §7.5.1), so a number never changes its meaning
 *   under the client.
 * - Data (flags, sizes, dates) come from `snapshot`, which is always the newest adopted and shared
 *   with other sessions. Without ghosts, `#uids` is the snapshot's own array and costs nothing.
 */
import { flagBit, flagNames } from '../../domain/flags.js'
import { asUid, type MailboxId, type Uid } from '../../domain/ids.js'
import type { MailboxSnapshot, StoredMailbox } from '../../mailbox-store/contract.js'
import { lowerBound } from './lower-bound.js'
import { believedFlags, type QuietChange } from './quiet-change.js'
import { RecentRanges } from './recent-ranges.js'
import { normalised, type SequenceRange, type SequenceSet, star } from './sequence-set.js'

/** What FETCH tells without reading the message. */
export interface MessageFacts {
  readonly uid: number
  readonly flags: number
  readonly modSeq: number
  readonly size: number
  /** Milliseconds. */
  readonly internalDate: number
}

export interface AdoptOptions {
  /** EXPUNGE may be told now. */
  readonly expunge: boolean
  /** Changed flags are told with UID (UID commands) and with MODSEQ (once CONDSTORE is in use). */
  readonly withUid: boolean
  readonly withModSeq: boolean
  /** A change that this client made silently: flags that it can work out are not told. */
  readonly quiet?: QuietChange
  /** UIDs whose flags are told even if unchanged (STORE without .SILENT). */
  readonly forced?: ReadonlySet<number>
  /** Filled with the UIDs whose flags are told. */
  readonly told?: Set<number>
}

export class SelectedView {
  readonly id: MailboxId
  readonly readOnly: boolean
  /** Set by the watch hint: there may be something to adopt. */
  stale = false
  #snapshot: MailboxSnapshot
  #uids: Uint32Array
  #lastUid: number
  readonly #claimRecent: (mailbox: StoredMailbox) => number
  readonly #recent = new RecentRanges()
  #toldRecent: number
  #flagTexts = new Map<number, string>()
  /** What was last known of messages that are gone and still have a number. By UID. */
  #ghosts = new Map<number, MessageFacts>()

  /**
   * `claimRecent` gives the first UID that no session was told of, and counts the mailbox as told.
   */
  constructor(
    snapshot: MailboxSnapshot,
    readOnly: boolean,
    claimRecent: (mailbox: StoredMailbox) => number,
  ) {
    this.id = snapshot.mailbox.id
    this.readOnly = readOnly
    this.#snapshot = snapshot
    this.#uids = snapshot.uids
    this.#lastUid = snapshot.uids.at(-1) ?? 0
    this.#claimRecent = claimRecent
    this.#recent.claim(claimRecent(snapshot.mailbox), snapshot.mailbox.uidNext - 1)
    this.#toldRecent = this.recentCount
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
    const uids = this.#uids
    if (!byUid) {
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

  /** `(\Seen $Important)`, with \Recent where this session was the first to be told of the UID. */
  flagsText(mask: number, uid: number): string {
    const text = this.#flagNames(mask)
    if (!this.isRecent(uid)) return `(${text})`
    return text === '' ? '(\\Recent)' : `(\\Recent ${text})`
  }

  #flagNames(mask: number): string {
    let text = this.#flagTexts.get(mask)
    if (text === undefined) {
      text = flagNames(mask, this.#snapshot.mailbox.keywords).join(' ')
      if (this.#flagTexts.size < 1_000) this.#flagTexts.set(mask, text)
    }
    return text
  }

  isRecent(uid: number): boolean {
    return this.#recent.has(uid)
  }
  /** For `* n RECENT`. */
  get recentCount(): number {
    return this.#recent.countIn(this.#uids)
  }

  /**
   * Takes a newer picture; returns what to tell the client, in the only order that keeps numbers
   * true.
   */
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
    const expunged = this.#renumber(old, options.expunge)
    if (expunged.length > 0) told += `* ${expunged.join(' EXPUNGE\r\n* ')} EXPUNGE\r\n`
    const grew = this.#uids.length > before - expunged.length
    if (grew) {
      this.#recent.claim(this.#claimRecent(fresh.mailbox), fresh.mailbox.uidNext - 1)
      told += `* ${this.#uids.length} EXISTS\r\n`
    }
    const recent = grew || expunged.length > 0 ? this.recentCount : this.#toldRecent
    if (grew || recent !== this.#toldRecent) told += `* ${recent} RECENT\r\n`
    this.#toldRecent = recent
    return told + this.#changedFlags(old, fresh, options)
  }

  /** For `* FLAGS` and PERMANENTFLAGS. */
  flagList(): string {
    return `(${this.#flagNames(-1)})`
  }

  /** The new numbering; returns the sequence numbers that leave it, highest first. */
  #renumber(old: MailboxSnapshot, mayExpunge: boolean): number[] {
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
      this.#ghosts.clear()
      return expunged.reverse()
    }
    for (const sequence of expunged) this.#remember(old, known[sequence - 1]!)
    const merged = new Uint32Array(known.length + fresh.length - firstNew)
    merged.set(known)
    merged.set(fresh.subarray(firstNew), known.length)
    this.#uids = merged
    return []
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

  #changedFlags(old: MailboxSnapshot, fresh: MailboxSnapshot, options: AdoptOptions): string {
    const { quiet, forced, withModSeq } = options
    const believed = quiet && believedFlags(quiet, fresh.mailbox.keywords)
    let told = ''
    let j = 0
    for (let i = 0; i < old.uids.length; i++) {
      const uid = old.uids[i]!
      while (j < fresh.uids.length && fresh.uids[j]! < uid) j++
      if (fresh.uids[j] !== uid) continue
      const isForced = forced?.has(uid) === true
      if (!isForced && fresh.modSeqs[j] === old.modSeqs[i]) continue
      const flags = fresh.flags[j]!
      // Somebody else may have changed the same message in between: then the client cannot know.
      const isOurs = believed !== undefined && quiet?.modSeq === fresh.modSeqs[j]
      const isBelieved = flags === (isOurs ? believed(old.flags[i]!) : old.flags[i]!)
      // RFC 7162 §3.1.3: once CONDSTORE is in use a silent change still tells its MODSEQ.
      if (!isForced && !withModSeq && isBelieved) continue
      const parts = options.withUid || withModSeq ? [`UID ${uid}`] : []
      if (!isOurs || isForced || !isBelieved) {
        parts.push(`FLAGS ${this.flagsText(flags, uid)}`)
        options.told?.add(uid)
      }
      if (withModSeq) parts.push(`MODSEQ (${fresh.modSeqs[j]})`)
      told += `* ${this.sequenceOf(uid)} FETCH (${parts.join(' ')})\r\n`
    }
    return told
  }
}
