/**
 * Cuts command bytes into lines. RFC 5321 §2.3.8: a line ends with CR LF and with nothing else; a
 * CR or LF on its own is refused (`bare-line-ending`), because two ideas of a line are how
 * commands are smuggled. The result does not depend on how the bytes were cut into chunks.
 */
export type CommandLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'bare-line-ending' | 'line-too-long' }

const lf = 0x0a
const cr = 0x0d
const nothing = Buffer.alloc(0)

export class CommandLines {
  readonly #bytesMax: number
  #held: Buffer = nothing

  /** `bytesMax` counts the CR LF, as RFC 5321 §4.5.3.1.4 does. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /**
   * Reads from `chunk` at `from` up to the end of one line. `next` is where to go on; `line` is
   * null when the chunk ended before the line. After a fault the connection has to be closed:
   * nothing more is read.
   */
  take(chunk: Buffer, from: number): { readonly line: CommandLine | null; readonly next: number } {
    const end = chunk.indexOf(lf, from)
    if (end < 0) {
      this.#held = Buffer.concat([this.#held, chunk.subarray(from)])
      const tooLong = this.#held.length > this.#bytesMax
      return { line: tooLong ? { kind: 'line-too-long' } : null, next: chunk.length }
    }
    const bytes = this.#whole(chunk, from, end + 1)
    if (bytes.length > this.#bytesMax) return { line: { kind: 'line-too-long' }, next: end + 1 }
    // The first CR has to be the one before the final LF.
    if (bytes.length < 2 || bytes.indexOf(cr) !== bytes.length - 2) {
      return { line: { kind: 'bare-line-ending' }, next: end + 1 }
    }
    return {
      line: { kind: 'line', text: bytes.toString('latin1', 0, bytes.length - 2) },
      next: end + 1,
    }
  }

  #whole(chunk: Buffer, from: number, end: number): Buffer {
    const piece = chunk.subarray(from, end)
    if (this.#held.length === 0) return piece
    const whole = Buffer.concat([this.#held, piece])
    this.#held = nothing
    return whole
  }
}
