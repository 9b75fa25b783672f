import { randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { documentLimits } from '../../domain/document-limits.js'
import type { HolderNotice } from '../contract/access.js'
import type { RecordSealer } from '../store/record-sealer.js'
import { Statements } from '../store/statements.js'
import { type AccessState, initialAccess } from './access-state.js'

/** Who treats a person says something of their health: settings and notices are sealed. */
export const accessTables = `
CREATE TABLE IF NOT EXISTS access_states (
  record_row INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS holder_notices (
  notice_id TEXT PRIMARY KEY,
  record_row INTEGER NOT NULL,
  at INTEGER NOT NULL,
  is_urgent INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  acknowledged_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS holder_notices_by_record
  ON holder_notices (record_row, acknowledged_at, at);
`

/** Which urgent notices the gateway was told of; those of before it asked are old news. */
export const untoldEmergencies = `
ALTER TABLE holder_notices ADD COLUMN told_at INTEGER;
UPDATE holder_notices SET told_at = at;
CREATE INDEX holder_notices_untold ON holder_notices (at)
  WHERE is_urgent = 1 AND told_at IS NULL AND acknowledged_at IS NULL;
`

interface NoticeRow {
  readonly notice_id: string
  readonly at: number
  readonly is_urgent: number
  readonly sealed: Uint8Array
}

/**
 * Settings, open emergency doors and notices of records. Synchronous: belongs inside the caller's
 * transaction.
 */
export class AccessStore {
  readonly #statements: Statements
  readonly #sealer: RecordSealer

  constructor(db: Database, sealer: RecordSealer) {
    this.#statements = new Statements(db)
    this.#sealer = sealer
  }

  /** The initial state for a record whose access was never changed. */
  state(recordRow: number): AccessState {
    const row = this.#statements.get<{ sealed: Uint8Array }>(
      'SELECT sealed FROM access_states WHERE record_row = ?',
      recordRow,
    )
    if (row === undefined) return initialAccess
    const text = this.#sealer.open(recordRow, row.sealed)
    // An unreadable state must not become an open door: better no answer than a wrong one.
    if (text === null) throw new Error(`access state of record row ${recordRow} cannot be opened`)
    return { ...initialAccess, ...(JSON.parse(text) as AccessState) }
  }

  setState(recordRow: number, state: AccessState): void {
    this.#statements.run(
      `INSERT INTO access_states (record_row, sealed) VALUES (?, ?)
       ON CONFLICT (record_row) DO UPDATE SET sealed = excluded.sealed`,
      recordRow,
      this.#sealer.seal(recordRow, JSON.stringify(state)),
    )
  }

  /** Answers the notice's id. */
  addNotice(recordRow: number, notice: Omit<HolderNotice, 'noticeId'>): string {
    const noticeId = randomUUID()
    this.#statements.run(
      `INSERT INTO holder_notices (notice_id, record_row, at, is_urgent, sealed)
       VALUES (?, ?, ?, ?, ?)`,
      noticeId,
      recordRow,
      notice.at,
      notice.isUrgent ? 1 : 0,
      this.#sealer.seal(recordRow, notice.says),
    )
    return noticeId
  }

  /** Not yet acknowledged: urgent ones first, then the newest. */
  notices(recordRow: number): HolderNotice[] {
    const rows = this.#statements.all<NoticeRow>(
      `SELECT notice_id, at, is_urgent, sealed FROM holder_notices
       WHERE record_row = ? AND acknowledged_at IS NULL
       ORDER BY is_urgent DESC, at DESC, rowid DESC LIMIT ?`,
      recordRow,
      documentLimits.noticesUnreadMax,
    )
    return rows.map((row) => ({
      noticeId: row.notice_id,
      at: row.at,
      isUrgent: row.is_urgent === 1,
      says: this.#sealer.open(recordRow, row.sealed) ?? '',
    }))
  }

  /** False: no such notice in this record. Again is fine. */
  acknowledge(recordRow: number, noticeId: string, at: number): boolean {
    const done = this.#statements.run(
      `UPDATE holder_notices SET acknowledged_at = coalesce(acknowledged_at, ?)
       WHERE record_row = ? AND notice_id = ?`,
      at,
      recordRow,
      noticeId,
    )
    return done.changes === 1
  }

  /** Urgent ones that nobody was told of outside the vault, oldest first. */
  untold(max: number): { readonly noticeId: string; readonly recordRow: number; at: number }[] {
    return this.#statements.all(
      `SELECT notice_id AS noticeId, record_row AS recordRow, at FROM holder_notices
       WHERE is_urgent = 1 AND told_at IS NULL AND acknowledged_at IS NULL
       ORDER BY at LIMIT ?`,
      max,
    )
  }

  markTold(noticeId: string, at: number): void {
    this.#statements.run(
      'UPDATE holder_notices SET told_at = coalesce(told_at, ?) WHERE notice_id = ?',
      at,
      noticeId,
    )
  }

  /** For the erasure of a record. */
  erase(recordRow: number): void {
    this.#statements.run('DELETE FROM access_states WHERE record_row = ?', recordRow)
    this.#statements.run('DELETE FROM holder_notices WHERE record_row = ?', recordRow)
  }
}
