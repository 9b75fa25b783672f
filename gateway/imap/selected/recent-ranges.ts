import { lowerBound } from '../lower-bound.js'
import type { SequenceRange } from '../sequence-set.js'

/** The UIDs that one session was the first to be told of (RFC 3501 §2.3.2 \Recent). */
export class RecentRanges {
  readonly #ranges: SequenceRange[] = []

  /** UIDs from `first` up to `last` are this session's to announce. */
  claim(first: number, last: number): void {
    const previous = this.#ranges.at(-1)
    // An examined mailbox is offered the same UIDs again, as nobody claimed them.
    const from = Math.max(first, (previous?.to ?? 0) + 1)
    if (from > last) return
    if (previous?.to === from - 1) this.#ranges.splice(-1, 1, { from: previous.from, to: last })
    else this.#ranges.push({ from, to: last })
  }

  has(uid: number): boolean {
    // Ranges ascend; two sessions that share the arrivals of a long day have many of them.
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#ranges[middle]!.to < uid) low = middle + 1
      else high = middle
    }
    const range = this.#ranges[low]
    return range !== undefined && range.from <= uid
  }

  /** How many of these ascending UIDs. */
  countIn(uids: Uint32Array): number {
    let count = 0
    for (const { from, to } of this.#ranges) {
      count += lowerBound(uids, to + 1) - lowerBound(uids, from)
    }
    return count
  }
}
