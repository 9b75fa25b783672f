import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { chunkIdOf, chunksPerMessageMax } from './chunk-layout.js'
import type { Sql } from './sql.js'

/** Octets of prefix and body, read chunk by chunk. */
export class BodyReading {
  constructor(private readonly sql: Sql) {}

  /** One buffer; null when the message is gone. */
  range(id: MessageId, start: number, end: number): Uint8Array | null {
    // Headers and small messages lie in the first chunk: one look-up instead of three.
    const text = 'SELECT data FROM chunks WHERE id = ?'
    const first = this.sql.rows<[Buffer]>(text, chunkIdOf(id, 0))[0]?.[0]
    if (first !== undefined && end <= first.length) return first.subarray(start, end)
    const bytes = this.bytes(id)
    if (bytes === null) return null
    const parts = [...this.parts(id, start, Math.min(end, bytes))]
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  /** The octets of a message that lies in one chunk; null for others. */
  whole(id: MessageId): Uint8Array | null {
    const rows = this.sql.rows<[Buffer, number]>(
      `SELECT data, bytes FROM chunks JOIN messages ON messages.id = ? WHERE chunks.id = ?`,
      id,
      chunkIdOf(id, 0),
    )
    const [data, bytes] = rows[0] ?? []
    return data !== undefined && data.length === bytes ? data : null
  }

  async *stream(id: MessageId, start: number, end: number): AsyncGenerator<Uint8Array> {
    const bytes = this.bytes(id)
    if (bytes === null) throw new Error('message is gone')
    let at = start
    for (const part of this.parts(id, start, Math.min(end, bytes))) {
      at += part.length
      yield part
    }
    // The end came too early: the content was removed between two chunks.
    if (at < Math.min(end, bytes)) throw new Error('message is gone')
  }

  private bytes(id: MessageId): number | null {
    return this.sql.rows<[number]>('SELECT bytes FROM messages WHERE id = ?', id)[0]?.[0] ?? null
  }

  private *parts(id: MessageId, start: number, end: number): Generator<Uint8Array> {
    if (start >= end) return
    let at = 0
    for (const [chunkId, length] of this.layout(id)) {
      const from = Math.max(start - at, 0)
      const to = Math.min(end - at, length)
      at += length
      if (from < to) {
        const data = this.sql.rows<[Buffer]>(
          'SELECT data FROM chunks WHERE id = ?',
          chunkId,
        )[0]?.[0]
        if (!data) return
        for (let cut = from; cut < to; cut += limits.bodyChunkBytesMax)
          yield data.subarray(cut, Math.min(to, cut + limits.bodyChunkBytesMax))
      }
      if (at >= end) return
    }
  }

  /** `length` of a blob is in the head of its row: the octets are not read. */
  private layout(id: MessageId): [number, number][] {
    return this.sql.rows<[number, number]>(
      'SELECT id, length(data) FROM chunks WHERE id BETWEEN ? AND ? ORDER BY id',
      chunkIdOf(id, 0),
      chunkIdOf(id, chunksPerMessageMax - 1),
    )
  }
}
