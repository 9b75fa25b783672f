import { setImmediate as turn } from 'node:timers/promises'
import type { AccountId, MailboxId, MessageId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { CorrespondenceEmail, StoredMessage, StoredStructure } from '../contract.js'
import type { Sql } from './sql.js'

type MessageRow = [number, number, number, number, string, Buffer, Buffer, Buffer]

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
  constructor(private readonly sql: Sql) {}

  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    const found: StoredMessage[] = []
    for (const [i, id] of ids.slice(0, limits.pageRowsMax).entries()) {
      if (i > 0 && i % rowsPerTurn === 0) await turn()
      const row = this.sql.rows<MessageRow>(
        `SELECT bytes, header_bytes, has_attachment, id, preview, envelope_wire,
           body_structure_wire, body_wire FROM messages WHERE id = ?`,
        id,
      )[0]
      if (row) found.push(storedMessage(row))
    }
    return found
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
  id: row[3] as MessageId,
  bytes: row[0],
  headerBytes: row[1],
  envelopeWire: row[5].toString('latin1'),
  bodyStructureWire: row[6].toString('latin1'),
  bodyWire: row[7].toString('latin1'),
  preview: row[4],
  hasAttachment: row[2] === 1,
})
