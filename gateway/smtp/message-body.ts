/**
 * The content of one message on its way from the socket to the flow: a bounded queue with one
 * writer and one reader.
 */
const queuedBytesMax = 262_144

export class MessageBody implements AsyncIterable<Uint8Array> {
  readonly #queue: Uint8Array[] = []
  #queuedBytes = 0
  #ended = false
  #complete = false
  #readerLeft = false
  #reader: (() => void) | null = null
  #writer: (() => void) | null = null

  /** True once the final CR LF `.` CR LF was read and the size limit was kept. */
  get isComplete(): boolean {
    return this.#complete
  }

  /** The writer waits for `room()` while this is true. */
  get isFull(): boolean {
    return this.#queuedBytes > queuedBytesMax
  }

  push(piece: Uint8Array): void {
    if (this.#ended || this.#readerLeft) return
    this.#queue.push(piece)
    this.#queuedBytes += piece.length
    this.#wakeReader()
  }

  end(complete: boolean): void {
    if (this.#ended) return
    this.#ended = true
    this.#complete = complete
    this.#wakeReader()
    this.#wakeWriter()
  }

  room(): Promise<void> {
    if (!this.isFull || this.#ended || this.#readerLeft) return Promise.resolve()
    return new Promise((resolve) => {
      this.#writer = resolve
    })
  }

  /** The flow gave its verdict: whatever still comes is thrown away. */
  discard(): void {
    this.#readerLeft = true
    this.#queue.length = 0
    this.#queuedBytes = 0
    this.#wakeWriter()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const piece = this.#queue.shift()
        if (piece !== undefined) {
          this.#queuedBytes -= piece.length
          if (!this.isFull) this.#wakeWriter()
          yield piece
        } else if (this.#ended) return
        else
          await new Promise<void>((resolve) => {
            this.#reader = resolve
          })
      }
    } finally {
      this.discard()
    }
  }

  #wakeReader(): void {
    const wake = this.#reader
    this.#reader = null
    wake?.()
  }

  #wakeWriter(): void {
    const wake = this.#writer
    this.#writer = null
    wake?.()
  }
}
