import { setImmediate as turn } from 'node:timers/promises'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { StoredMessage } from '../contract.js'
import { MessageCache } from './message-cache.js'
import type { Sql } from './sql.js'
import { wireText } from './wire-columns.js'

type Wire = string | Buffer
type MessageRow = [
  id: MessageId,
  bytes: number,
  headerBytes: number,
  hasAttachment: number,
  preview: string,
  envelope: Wire,
  bodyStructure: Wire,
  body: Wire,
]

const rowsPerTurn = 250

/** What was computed at arrival, as it was written. */
export class MessageReading {
  private readonly cache: MessageCache<StoredMessage>

  constructor(
    private readonly sql: Sql,
    cacheBytesMax: number = limits.messageCacheBytesMax,
  ) {
    this.cache = new MessageCache(cacheBytesMax)
  }

  /** In the order asked for; those that are not in the cache are read together. */
  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    const found: StoredMessage[] = []
    for (let at = 0; at < Math.min(ids.length, limits.pageRowsMax); at += rowsPerTurn) {
      if (at > 0) await turn()
      const some = ids.slice(at, Math.min(at + rowsPerTurn, limits.pageRowsMax))
      const known = new Map<MessageId, StoredMessage>()
      const missing: MessageId[] = []
      for (const id of some) {
        const message = this.cache.get(id)
        if (message) known.set(id, message)
        else missing.push(id)
      }
      for (const message of this.read(missing)) known.set(message.id, message)
      for (const id of some) {
        const message = known.get(id)
        if (message) found.push(message)
      }
    }
    return found
  }

  private read(ids: readonly MessageId[]): StoredMessage[] {
    if (ids.length === 0) return []
    const rows = this.sql.rows<MessageRow>(
      `SELECT id, bytes, header_bytes, has_attachment, preview, envelope_wire,
         body_structure_wire, body_wire FROM messages
       WHERE id IN (SELECT value FROM json_each(?))`,
      `[${ids.join(',')}]`,
    )
    return rows.map((row) => {
      const message = storedMessage(row)
      this.cache.put(message.id, message, bytesOf(message))
      return message
    })
  }

  /** Contents that were removed. */
  forget(ids: readonly MessageId[]): void {
    this.cache.forget(ids)
  }
}

const bytesOf = ({ envelopeWire, bodyStructureWire, bodyWire, preview }: StoredMessage): number =>
  envelopeWire.length + bodyStructureWire.length + bodyWire.length + preview.length

const storedMessage = (row: MessageRow): StoredMessage => ({
  id: row[0],
  bytes: row[1],
  headerBytes: row[2],
  envelopeWire: wireText(row[5]),
  bodyStructureWire: wireText(row[6]),
  bodyWire: wireText(row[7]),
  preview: row[4],
  hasAttachment: row[3] === 1,
})
