const columns = [
  'uids',
  'flags',
  'modSeqs',
  'sizes',
  'internalDates',
  'zones',
  'savedAt',
  'messageIds',
] as const
/** In this order in the rows that `append` takes. */
export const emailColumns =
  'uid, flags, mod_seq, size, internal_date, zone_minutes, saved_at, message_id'

export interface FlagRun {
  readonly first: number
  readonly last: number
  readonly modSeq: number
  readonly keep: number
  readonly add: number
}

interface Columns {
  readonly uids: Uint32Array
  readonly flags: Int32Array
  readonly modSeqs: Float64Array
  readonly sizes: Uint32Array
  readonly internalDates: Float64Array
  readonly zones: Int16Array
  readonly savedAt: Float64Array
  readonly messageIds: Float64Array
}

const withRoom = (room: number): Columns => ({
  uids: new Uint32Array(room),
  flags: new Int32Array(room),
  modSeqs: new Float64Array(room),
  sizes: new Uint32Array(room),
  internalDates: new Float64Array(room),
  zones: new Int16Array(room),
  savedAt: new Float64Array(room),
  messageIds: new Float64Array(room),
})

/**
 * The parallel arrays of a snapshot, with room at their end. Pictures handed out are views of them,
 * so a new email is written behind every view and costs no copy; other changes copy what they
 * touch. Only the newest picture of a mailbox is ever continued.
 */
export class SnapshotArrays {
  private constructor(
    readonly length: number,
    private readonly columns: Columns,
  ) {}

  static empty(room = 64): SnapshotArrays {
    return new SnapshotArrays(0, withRoom(room))
  }

  views(): Columns {
    const { length } = this
    const { uids, flags, modSeqs, sizes, internalDates, zones, savedAt, messageIds } = this.columns
    return {
      uids: uids.subarray(0, length),
      flags: flags.subarray(0, length),
      modSeqs: modSeqs.subarray(0, length),
      sizes: sizes.subarray(0, length),
      internalDates: internalDates.subarray(0, length),
      zones: zones.subarray(0, length),
      savedAt: savedAt.subarray(0, length),
      messageIds: messageIds.subarray(0, length),
    }
  }

  lastUid(): number {
    return this.length === 0 ? 0 : this.columns.uids[this.length - 1]!
  }

  /** Emails ascending by UID, all above `lastUid()`: flat rows of `emailColumns`. */
  append(rows: readonly number[]): SnapshotArrays {
    if (rows.length === 0) return this
    const length = this.length + rows.length / columns.length
    const isFull = length > this.columns.uids.length
    const target = isFull ? this.copied(Math.ceil(length * 1.5) + 64) : this.columns
    let at = 0
    for (let place = this.length; place < length; place++)
      for (const name of columns) target[name][place] = rows[at++]!
    return new SnapshotArrays(length, target)
  }

  /** Emails that are there already: flat rows of uid, flags and modseq of now. */
  change(rows: readonly number[]): SnapshotArrays {
    if (rows.length === 0) return this
    const flags = this.columns.flags.slice()
    const modSeqs = this.columns.modSeqs.slice()
    for (let at = 0; at < rows.length; at += 3) {
      const place = placeOf(this.columns.uids, this.length, rows[at]!)
      if (place < 0) continue
      flags[place] = rows[at + 1]!
      modSeqs[place] = rows[at + 2]!
    }
    return new SnapshotArrays(this.length, { ...this.columns, flags, modSeqs })
  }

  /** The same changes of flags that the emails had, in the order of their modseqs. */
  repeat(runs: readonly FlagRun[]): SnapshotArrays {
    if (runs.length === 0) return this
    const { uids } = this.columns
    const flags = this.columns.flags.slice()
    const modSeqs = this.columns.modSeqs.slice()
    for (const { first, last, keep, add, modSeq } of runs) {
      let place = firstPlaceFrom(uids, this.length, first)
      for (; place < this.length && uids[place]! <= last; place++) {
        flags[place] = (flags[place]! & keep) | add
        modSeqs[place] = modSeq
      }
    }
    return new SnapshotArrays(this.length, { ...this.columns, flags, modSeqs })
  }

  /** `vanished` ascending. */
  without(vanished: readonly number[]): SnapshotArrays {
    const gone = vanished
      .map((uid) => placeOf(this.columns.uids, this.length, uid))
      .filter((place) => place >= 0)
    if (gone.length === 0) return this
    const kept = withRoom(this.length - gone.length + 64)
    let at = 0
    let from = 0
    for (const place of [...gone, this.length]) {
      if (place > from)
        for (const name of columns) kept[name].set(this.columns[name].subarray(from, place), at)
      at += place - from
      from = place + 1
    }
    return new SnapshotArrays(at, kept)
  }

  private copied(room: number): Columns {
    const copy = withRoom(room)
    for (const name of columns) copy[name].set(this.columns[name].subarray(0, this.length))
    return copy
  }
}

/** Place of a UID among the first `length`, or -1. */
function placeOf(uids: Uint32Array, length: number, uid: number): number {
  const place = firstPlaceFrom(uids, length, uid)
  return place < length && uids[place] === uid ? place : -1
}

/** Place of the first UID that is not below `uid`. */
function firstPlaceFrom(uids: Uint32Array, length: number, uid: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (uids[middle]! < uid) low = middle + 1
    else high = middle
  }
  return low
}
