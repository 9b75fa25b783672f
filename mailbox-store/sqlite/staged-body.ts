import type { StagedBodyId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { StagedBodyWriter } from '../contract.js'
import { chunkIdOf, firstChunkBytesMax } from './chunk-layout.js'
import type { Sql } from './sql.js'
import type { WriterClient } from './writer-client.js'

/** Thrown by `write` and `finish` when the store could not take the octets. */
export class StageError extends Error {
  override readonly name = 'StageError'

  constructor(readonly reason: 'storage-full' | 'storage-failed' | 'internal-error') {
    super(reason)
  }
}

/**
 * Gathers octets into chunks of the store's size; at most one is on its way to the writer while
 * the next fills.
 */
export class StagedBody implements StagedBodyWriter {
  private buffer = new Uint8Array(firstChunkBytesMax)
  private filled = 0
  private ordinal = 0
  private bytes = 0
  private messageId: number | null = null
  private underWay: Promise<void> = Promise.resolve()

  constructor(
    readonly id: StagedBodyId,
    private readonly writer: WriterClient,
    private readonly reads: Sql,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    this.bytes += chunk.length
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + this.buffer.length - this.filled)
      this.buffer.set(taken, this.filled)
      this.filled += taken.length
      at += taken.length
      if (this.filled === this.buffer.length) await this.send()
    }
  }

  async finish(): Promise<{ readonly bytes: number }> {
    // An empty body has its place too.
    if (this.filled > 0 || this.ordinal === 0) await this.send()
    await this.underWay
    return { bytes: this.bytes }
  }

  async *read(start: number, end: number): AsyncGenerator<Uint8Array> {
    let at = 0
    for (let ordinal = 1; ordinal <= this.ordinal && at < end; ordinal++) {
      const length = ordinal === 1 ? firstChunkBytesMax : limits.bodyChunkBytesMax
      if (at + length > start) yield this.chunk(ordinal).subarray(Math.max(start - at, 0), end - at)
      at += length
    }
  }

  private chunk(ordinal: number): Uint8Array {
    const id = chunkIdOf(this.messageId ?? 0, ordinal)
    const data = this.reads.rows<[Buffer]>('SELECT data FROM chunks WHERE id = ?', id)[0]?.[0]
    if (data === undefined) throw new StageError('storage-failed')
    return data
  }

  async abort(): Promise<void> {
    await this.underWay.catch(() => {})
    await this.writer.stage({ kind: 'abort-stage', staged: this.id })
  }

  private async send(): Promise<void> {
    const data = this.buffer.slice(0, this.filled)
    this.ordinal++
    this.buffer = new Uint8Array(limits.bodyChunkBytesMax)
    this.filled = 0
    await this.underWay
    const { id: staged, ordinal } = this
    this.underWay = this.writer.stage({ kind: 'stage', staged, ordinal, data }).then((answer) => {
      if (answer.failure !== null) throw new StageError(stageReason(answer.failure))
      this.messageId = answer.messageId
    })
    // Awaited by the next chunk or by finish; never unhandled.
    this.underWay.catch(() => {})
  }
}

const stageReason = (failure: string): StageError['reason'] =>
  failure === 'storage-full' || failure === 'internal-error' ? failure : 'storage-failed'
