import { createHash } from 'node:crypto'
import type { KeyRing } from './key-ring.js'
import type { RecordStore } from './record-store.js'
import type { Statements } from './statements.js'

/** Contents, once a record: equal contents of two records share nothing. */
export class BlobStore {
  constructor(
    private readonly sql: Statements,
    private readonly records: RecordStore,
    private readonly ring: KeyRing,
  ) {}

  /** The row of this content in this record, or null. */
  find(recordRow: number, bytes: Uint8Array): number | null {
    const content = this.contentHash(recordRow, bytes)
    const query = 'SELECT id FROM blobs WHERE record = ? AND content = ?'
    return this.sql.get<{ id: number }>(query, recordRow, content)?.id ?? null
  }

  put(recordRow: number, bytes: Uint8Array): number {
    const found = this.find(recordRow, bytes)
    if (found !== null) return found
    const content = this.contentHash(recordRow, bytes)
    const sealed = this.records.sealBytes(recordRow, placeOf(content), bytes)
    const insert = 'INSERT INTO blobs (record, content, bytes, sealed) VALUES (?, ?, ?, ?)'
    return this.sql.run(insert, recordRow, content, bytes.length, sealed).id
  }

  read(recordRow: number, id: number): Uint8Array {
    const query = 'SELECT content, sealed FROM blobs WHERE id = ? AND record = ?'
    const row = this.sql.get<{ content: Buffer; sealed: Buffer }>(query, id, recordRow)
    const bytes = row && this.records.openBytes(recordRow, placeOf(row.content), row.sealed)
    if (!bytes) throw new Error(`vault: content ${id} does not open`)
    return bytes
  }

  /** How many contents and octets went. */
  eraseAll(recordRow: number): number {
    const sum = 'SELECT coalesce(sum(bytes), 0) FROM blobs WHERE record = ?'
    const bytes = this.sql.number(sum, recordRow)
    this.sql.run('DELETE FROM blobs WHERE record = ?', recordRow)
    return bytes
  }

  private contentHash(recordRow: number, bytes: Uint8Array): Buffer {
    const hash = createHash('sha256').update(bytes).digest()
    return this.ring.lookup(`content:${recordRow}`, hash)
  }
}

const placeOf = (content: Buffer): string => `blob:${content.toString('base64')}`
