import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { documentLimits } from '../../domain/document-limits.js'
import type { TraceQuery, VaultTrace } from '../contract/traces.js'
import type { RecordSealer } from '../store/record-sealer.js'
import { Statements } from '../store/statements.js'
import { type ChainFinding, verifyChains } from './chain-check.js'
import { openedTrace, type StoredTrace, toldTrace } from './opened-trace.js'
import {
  boundedTrace,
  chainedHash,
  chainStart,
  headText,
  lineDigest,
  type NewVaultTrace,
  traceText,
} from './trace-line.js'
import { matchesQuery } from './trace-query.js'

/**
 * One chain a record. `line` is the sealed canonical line, null once the record was erased; what
 * stays then (sequence, time, act, hashes) proves that something happened, without content.
 * `trace_heads` holds the end of each chain, sealed: the last line cannot be cut off unseen.
 */
export const traceTables = `
CREATE TABLE IF NOT EXISTS traces (
  record_row INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  document_id TEXT,
  line BLOB,
  line_digest TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (record_row, sequence)
) STRICT;
CREATE INDEX IF NOT EXISTS traces_by_document ON traces (record_row, document_id, sequence);
CREATE TABLE IF NOT EXISTS trace_heads (
  record_row INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sealed BLOB
) STRICT;
`

interface Head {
  readonly sequence: number
  readonly hash: string
}

/**
 * The hash chain of traces, per record. Synchronous: `append` belongs inside the caller's
 * transaction, beside the change that it tells of. Throws only on database faults.
 */
export class TraceChain {
  readonly #db: Database
  readonly #statements: Statements
  readonly #sealer: RecordSealer

  constructor(db: Database, sealer: RecordSealer) {
    this.#db = db
    this.#statements = new Statements(db)
    this.#sealer = sealer
  }

  append(recordRow: number, trace: NewVaultTrace): void {
    const previous = this.head(recordRow)
    const sequence = (previous?.sequence ?? 0) + 1
    const line = { ...boundedTrace(trace), sequence, salt: randomBytes(16).toString('hex') }
    const text = traceText(line)
    const digest = lineDigest(text)
    const hash = chainedHash(previous?.hash ?? chainStart, line, digest)
    this.#statements.run(
      `INSERT INTO traces (record_row, sequence, at, act, document_id, line, line_digest, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      recordRow,
      sequence,
      line.at,
      line.act,
      line.documentId,
      this.#sealer.seal(recordRow, text),
      digest,
      hash,
    )
    this.#setHead(recordRow, { sequence, hash })
  }

  /** Newest first; `after`: the last sequence of the page before. */
  list(recordRow: number, query: TraceQuery): VaultTrace[] {
    const wanted = Math.max(0, Math.min(query.limit, documentLimits.tracePageRowsMax))
    const found: VaultTrace[] = []
    if (wanted === 0) return found
    for (const stored of this.#rows(recordRow, query)) {
      const trace = openedTrace(stored, this.#opened(recordRow, stored))
      if (!matchesQuery(trace, query)) continue
      found.push(toldTrace(trace))
      if (found.length === wanted) break
    }
    return found
  }

  /** The end of the chain: `hash` is what an erasure proof carries. Null before the first trace. */
  head(recordRow: number): Head | null {
    const text = 'SELECT sequence, hash FROM trace_heads WHERE record_row = ?'
    return this.#statements.get<Head>(text, recordRow) ?? null
  }

  /** For the erasure of a record: sequence, act, time and hashes stay, the content goes. */
  erase(recordRow: number): void {
    this.#statements.run(
      'UPDATE traces SET line = NULL, document_id = NULL WHERE record_row = ?',
      recordRow,
    )
    this.#statements.run('UPDATE trace_heads SET sealed = NULL WHERE record_row = ?', recordRow)
  }

  /**
   * One finding for each chain that is broken, at its first broken link; empty when all is well.
   * `live`: rows of the records that are not erased. Without them, a chain that vanished as a whole
   * and contents taken away as if by an erasure go unnoticed.
   */
  verify(live: Iterable<number> = []): ChainFinding[] {
    const records = new Set(live)
    const isLive = (record: number) => records.has(record)
    return [...this.verifying({ records, isLive })].filter((finding) => finding !== null)
  }
  /** The same in steps; between two of them others may write. */
  verifying(live: {
    readonly records: Iterable<number>
    isLive(record: number): boolean
  }): Generator<ChainFinding | null> {
    return verifyChains(this.#db, this.#sealer, live)
  }

  #setHead(recordRow: number, head: Head): void {
    this.#statements.run(
      `INSERT INTO trace_heads (record_row, sequence, hash, sealed) VALUES (?, ?, ?, ?)
       ON CONFLICT (record_row) DO UPDATE
       SET sequence = excluded.sequence, hash = excluded.hash, sealed = excluded.sealed`,
      recordRow,
      head.sequence,
      head.hash,
      this.#sealer.seal(recordRow, headText(head)),
    )
  }

  #rows(recordRow: number, query: TraceQuery): IterableIterator<StoredTrace> {
    const acts = query.act === undefined ? null : [...query.act]
    const conditions: readonly (readonly [string, string | number | null | undefined])[] = [
      ['sequence < ?', query.after],
      ['at >= ?', query.from],
      ['at <= ?', query.to],
      ['document_id = ?', query.documentId],
      ['act IN (SELECT value FROM json_each(?))', acts === null ? undefined : JSON.stringify(acts)],
    ]
    const given = conditions.filter(([, value]) => value !== undefined && value !== null)
    return this.#db
      .prepare<unknown[], StoredTrace>(
        `SELECT sequence, at, act, document_id, line, line_digest, hash FROM traces
         WHERE record_row = ? ${given.map(([condition]) => `AND ${condition}`).join(' ')}
         ORDER BY sequence DESC`,
      )
      .iterate(recordRow, ...given.map(([, value]) => value))
  }

  #opened(recordRow: number, stored: StoredTrace): string | null {
    return stored.line === null ? null : this.#sealer.open(recordRow, stored.line)
  }
}
