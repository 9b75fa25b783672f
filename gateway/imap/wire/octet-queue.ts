/**
 * Stands for a line above its bound. No real line contains LF, so it cannot be confused with one.
 */
export const tooLong = '\n'

/** Enough of the end of a line that is skipped to see a literal announced there. */
const tailCharacters = 32

/**
 * Octets received and not yet consumed, cut into lines or pieces. A line is kept as text while its
 * end is missing, never longer than its bound; so each octet is looked at once however the stream
 * is cut.
 */
export class OctetQueue {
  #slices: Buffer[] = []
  #offset = 0
  #bytes = 0
  #partial = ''

  get bytes(): number {
    return this.#bytes
  }
  /** The line under way, as far as it was received. */
  get partial(): string {
    return this.#partial
  }

  push(slice: Buffer): void {
    if (slice.length === 0) return
    this.#slices.push(slice)
    this.#bytes += slice.length
  }

  /** At most `bytesMax` octets without a copy; null when there are none. */
  take(bytesMax: number): Buffer | null {
    const head = this.#slices[0]
    if (head === undefined) return null
    const slice = head.subarray(this.#offset, this.#offset + bytesMax)
    this.#advance(head, this.#offset + slice.length)
    return slice
  }

  /** Everything that waits, without copies. */
  drain(): Buffer[] {
    const slices: Buffer[] = []
    for (;;) {
      const slice = this.take(Number.MAX_SAFE_INTEGER)
      if (slice === null) return slices
      slices.push(slice)
    }
  }

  /**
   * A line without its end, `tooLong` above the bound (its start is then in `partial`), null when
   * unfinished.
   */
  line(bytesMax: number): string | null {
    for (;;) {
      const head = this.#slices[0]
      if (head === undefined) return null
      const end = head.indexOf(10, this.#offset)
      const stop = end < 0 ? head.length : end
      const room = bytesMax + 2 - this.#partial.length
      if (stop - this.#offset > room) {
        this.#partial += head.toString('latin1', this.#offset, this.#offset + room)
        this.#advance(head, this.#offset + room)
        return tooLong
      }
      this.#partial += head.toString('latin1', this.#offset, stop)
      this.#advance(head, end < 0 ? stop : stop + 1)
      if (end >= 0) return this.#finished()
    }
  }

  /** Drops the rest of a line; gives its last characters, or all of it when it is short. */
  endOfLine(): string | null {
    for (;;) {
      const head = this.#slices[0]
      if (head === undefined) return null
      const end = head.indexOf(10, this.#offset)
      const stop = end < 0 ? head.length : end
      const from = Math.max(this.#offset, stop - tailCharacters)
      const tail = this.#partial + head.toString('latin1', from, stop)
      this.#partial = tail.slice(-tailCharacters)
      this.#advance(head, end < 0 ? stop : stop + 1)
      if (end >= 0) return this.#finished()
    }
  }

  #finished(): string {
    const line = this.#partial
    this.#partial = ''
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }

  #advance(head: Buffer, to: number): void {
    this.#bytes -= to - this.#offset
    this.#offset = to
    if (to >= head.length) {
      this.#slices.shift()
      this.#offset = 0
    }
  }
}
