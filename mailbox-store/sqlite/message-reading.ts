import { setImmediate as turn } from 'node:timers/promises'
import type { AccountId, MailboxId, MessageId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { CorrespondenceEmail, StoredMessage, StoredStructure } from '../contract.js'
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

interface CorrespondenceRow {
  readonly mailboxId: MailboxId
  readonly role: CorrespondenceEmail['role']
  readonly uid: Uid
  readonly messageId: MessageId
  readonly seen: number
  readonly internalDate: number
  readonly bytes: number
  readonly preview: string
  readonly hasAttachment: number
  readonly structure: string
}
const rowsPerTurn = 250

/** What was computed at arrival, as it was written. */
export class MessageReading {
  private readonly cache: MessageCache

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
      this.cache.put(message)
      return message
    })
  }

  /** Contents that were removed. */
  forget(ids: readonly MessageId[]): void {
    this.cache.forget(ids)
  }

  async structure(id: MessageId): Promise<StoredStructure | null> {
    const text = 'SELECT structure FROM structures WHERE message_id = ?'
    const row = this.sql.rows<[string]>(text, id)[0]
    return row ? (JSON.parse(row[0]) as StoredStructure) : null
  }

  async correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]> {
    const rows = this.sql.all<CorrespondenceRow>(
      `SELECT e.mailbox_id AS mailboxId, b.role, e.uid, e.message_id AS messageId,
         (e.flags & 8) <> 0 AS seen, e.internal_date AS internalDate, m.bytes, m.preview,
         m.has_attachment AS hasAttachment, s.structure
       FROM emails e JOIN mailboxes b ON b.id = e.mailbox_id
         JOIN messages m ON m.id = e.message_id JOIN structures s ON s.message_id = e.message_id
       WHERE e.account_id = ? AND e.correspondent = ? AND e.internal_date < ?
       ORDER BY e.internal_date DESC, e.mailbox_id DESC, e.uid DESC LIMIT ?`,
      patientId,
      professionalAddress,
      before ?? Number.MAX_SAFE_INTEGER,
      Math.max(0, Math.min(limit, limits.pageRowsMax)),
    )
    return rows.map(({ structure, ...row }) => {
      const { envelope, policyValues } = JSON.parse(structure) as StoredStructure
      const hasAttachment = row.hasAttachment === 1
      return { ...row, seen: row.seen === 1, hasAttachment, envelope, policyValues }
    })
  }

  async correspondenceCounts(patientId: AccountId) {
    const rows = this.sql.all<{
      professionalAddress: string
      total: number
      unseen: number
      lastAt: number
    }>(
      `SELECT correspondent AS professionalAddress, count(*) AS total,
         sum((flags & 8) = 0) AS unseen, max(internal_date) AS lastAt FROM emails
       WHERE account_id = ? AND correspondent IS NOT NULL GROUP BY correspondent
       ORDER BY lastAt DESC, correspondent`,
      patientId,
    )
    const counts = []
    for (const row of rows) {
      const [last] = await this.correspondence(patientId, row.professionalAddress, 1)
      const lastPreview = last?.preview ?? ''
      counts.push({ ...row, lastPreview, lastSubject: last?.envelope.subject ?? '' })
    }
    return counts
  }
}

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
