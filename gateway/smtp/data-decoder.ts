/**
 * Takes the dots out of a DATA stream (RFC 5321 §4.5.2). The only end is CR LF `.` CR LF, and the
 * only dot that is removed is the one after CR LF: `LF ..` and `CR ..` pass through untouched, so
 * that the content rules see the bare line ending as it was sent. The result does not depend on
 * how the bytes were cut.
 */
const dot = 0x2e
const lf = 0x0a
const cr = 0x0d
const crlfDot = Buffer.from('\r\n.')
const heldCr = Buffer.from('\r')

type State = 'inside' | 'cr' | 'line-start' | 'dot' | 'dot-cr'

export class DataDecoder {
  /** The line DATA itself ended with CR LF: a first `.` may be the end. */
  #state: State = 'line-start'

  /**
   * Reads `chunk` from `from`, gives content to `emit`, and returns the index after the final CR
   * LF `.` CR LF, or -1 when the end is not in this chunk. The dot of the terminator is never
   * emitted, the CR LF before it is.
   */
  feed(chunk: Buffer, from: number, emit: (piece: Buffer) => void): number {
    let start = from
    let at = from
    const flush = (end: number): void => {
      if (end > start) emit(chunk.subarray(start, end))
    }
    while (at < chunk.length) {
      if (this.#state === 'inside') {
        const found = chunk.indexOf(crlfDot, at)
        if (found < 0) {
          this.#state = stateAtEnd(chunk, at)
          break
        }
        flush(found + 2)
        this.#state = 'dot'
        at = start = found + 3
        continue
      }
      const octet = chunk[at]!
      if (this.#state === 'dot-cr' && octet === lf) {
        this.#state = 'line-start'
        return at + 1
      }
      if (this.#state === 'line-start' && octet === dot) {
        flush(at)
        this.#state = 'dot'
        start = at + 1
      } else if (this.#state === 'dot' && octet === cr) {
        this.#state = 'dot-cr'
        start = at + 1
      } else if (this.#state === 'cr' && octet === lf) {
        this.#state = 'line-start'
      } else {
        // After `. CR x` the dot was stuffing and the CR, held back so far, is content.
        if (this.#state === 'dot-cr') emit(heldCr)
        this.#state = 'inside'
        continue
      }
      at++
    }
    flush(chunk.length)
    return -1
  }
}

/** What the last octets of a chunk read inside a line may be the beginning of. */
function stateAtEnd(chunk: Buffer, from: number): State {
  const last = chunk[chunk.length - 1]
  if (last === cr) return 'cr'
  const isCrLf = last === lf && chunk.length - 2 >= from && chunk[chunk.length - 2] === cr
  return isCrLf ? 'line-start' : 'inside'
}
