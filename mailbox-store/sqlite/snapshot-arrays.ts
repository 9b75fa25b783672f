import type { ChangedEmail } from '../contract.js'

const names = ['uids', 'flags', 'modSeqs', 'sizes', 'internalDates', 'messageIds'] as const

/**
 * The parallel arrays of a snapshot, with room at their end. Pictures handed out are views of them,
 * so a new email is written behind every view and costs no copy; other changes copy what they
 * touch. Only the newest picture of a mailbox is ever continued.
 */
export class SnapshotArrays {
  private constructor(
    readonly length: number,
    private readonly uids: Uint32Array,
    private readonly flags: Int32Array,
    private readonly modSeqs: Float64Array,
    private readonly sizes: Uint32Array,
    private readonly internalDates: Float64Array,
    private readonly messageIds: Float64Array,
  ) {}

  static empty(room = 64): SnapshotArrays {
    return new SnapshotArrays(
      0,
      new Uint32Array(room),
      new Int32Array(room),
      new Float64Array(room),
      new Uint32Array(room),
      new Float64Array(room),
      new Float64Array(room),
    )
  }

  views() {
    const { length } = this
    return {
      uids: this.uids.subarray(0, length),
      flags: this.flags.subarray(0, length),
      modSeqs: this.modSeqs.subarray(0, length),
      sizes: this.sizes.subarray(0, length),
      internalDates: this.internalDates.subarray(0, length),
      messageIds: this.messageIds.subarray(0, length),
    }
  }

  lastUid(): number {
    return this.length === 0 ? 0 : this.uids[this.length - 1]!
  }

  /** Emails ascending by UID, all above `lastUid()`. */
  append(emails: readonly ChangedEmail[]): SnapshotArrays {
    const length = this.length + emails.length
    const base = length > this.uids.length ? this.copied(Math.ceil(length * 1.5) + 64) : this
    for (const [i, email] of emails.entries()) base.put(this.length + i, email)
    return base.withLength(length)
  }

  /** Emails that are there already, with their flags and modseqs of now. */
  change(emails: readonly ChangedEmail[]): SnapshotArrays {
    if (emails.length === 0) return this
    const flags = this.flags.slice()
    const modSeqs = this.modSeqs.slice()
    for (const email of emails) {
      const place = this.placeOf(email.uid)
      if (place < 0) continue
      flags[place] = email.flags
      modSeqs[place] = email.modSeq
    }
    const { uids, sizes, internalDates, messageIds } = this
    return new SnapshotArrays(this.length, uids, flags, modSeqs, sizes, internalDates, messageIds)
  }

  without(vanished: readonly number[]): SnapshotArrays {
    const gone = vanished.map((uid) => this.placeOf(uid)).filter((place) => place >= 0)
    if (gone.length === 0) return this
    const kept = SnapshotArrays.empty(this.uids.length)
    let at = 0
    let from = 0
    for (const place of [...gone, this.length]) {
      for (const name of names) kept[name].set(this[name].subarray(from, place) as never, at)
      at += place - from
      from = place + 1
    }
    return kept.withLength(at)
  }

  private put(place: number, email: ChangedEmail): void {
    this.uids[place] = email.uid
    this.flags[place] = email.flags
    this.modSeqs[place] = email.modSeq
    this.sizes[place] = email.size
    this.internalDates[place] = email.internalDate
    this.messageIds[place] = email.messageId
  }
  private copied(room: number): SnapshotArrays {
    const copy = SnapshotArrays.empty(room)
    for (const name of names) copy[name].set(this[name].subarray(0, this.length) as never)
    return copy
  }
  private withLength(length: number): SnapshotArrays {
    const { uids, flags, modSeqs, sizes, internalDates, messageIds } = this
    return new SnapshotArrays(length, uids, flags, modSeqs, sizes, internalDates, messageIds)
  }
  private placeOf(uid: number): number {
    let low = 0
    let high = this.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.uids[middle]!
      if (found === uid) return middle
      if (found < uid) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
