import { randomBytes } from 'node:crypto'
import type { DocumentHead, DocumentRow, StoredDocument } from './document-row.js'
import type { KeyRing } from './key-ring.js'
import type { RecordStore } from './record-store.js'
import type { Statements } from './statements.js'

export interface NewDocument {
  readonly state: DocumentRow['state']
  readonly holdReason: DocumentRow['hold_reason']
  readonly version: number
  readonly archived: boolean
  readonly deleted: boolean
  readonly masked: boolean
  readonly hiddenFromHolder: boolean
  readonly hiddenFromRepresentatives: boolean
  readonly typeCode: string
  readonly createdAt: number
  readonly filedAt: number
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly blob: number
  readonly head: DocumentHead
  readonly evidence: DocumentEvidence | null
}

/** Sealed apart, as it is read seldom: how to know the readable copy of this document. */
export interface DocumentEvidence {
  /** Keyed hash of the wrapped file, base64; null when there is none. */
  readonly wrappedContent: string | null
  readonly words: readonly string[]
}

const columns = `id, public_id, record, series, version, state, hold_reason, superseded, archived,
  deleted, masked, hidden_holder, hidden_representatives, type_code, created_at, filed_at,
  service_start, service_stop, seen_at, forwarded, blob, head`

/** The documents of all records; each method is about one record. */
export class DocumentStore {
  constructor(
    private readonly sql: Statements,
    private readonly records: RecordStore,
    private readonly ring: KeyRing,
  ) {}

  add(recordRow: number, document: NewDocument): StoredDocument {
    const { head } = document
    const { id } = this.sql.run(
      `INSERT INTO documents (public_id, record, unique_lookup, set_lookup, version, state,
        hold_reason, superseded, archived, deleted, masked, hidden_holder, hidden_representatives,
        type_code, created_at, filed_at, service_start, service_stop, blob, head, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      randomBytes(16).toString('base64url'),
      recordRow,
      this.uniqueLookup(recordRow, head.uniqueId),
      head.setId === null ? null : this.ring.lookup(`set:${recordRow}`, head.setId),
      document.version,
      document.state,
      document.holdReason,
      Number(document.archived),
      Number(document.deleted),
      Number(document.masked),
      Number(document.hiddenFromHolder),
      Number(document.hiddenFromRepresentatives),
      document.typeCode,
      document.createdAt,
      document.filedAt,
      document.serviceStart,
      document.serviceStop,
      document.blob,
      this.records.seal(recordRow, JSON.stringify(head)),
      document.evidence && this.records.seal(recordRow, JSON.stringify(document.evidence)),
    )
    for (const target of new Set(head.replaces))
      this.sql.run(
        'INSERT INTO replacements (document, record, target) VALUES (?, ?, ?)',
        id,
        recordRow,
        this.uniqueLookup(recordRow, target),
      )
    return this.byRow(id)!
  }

  byRow(id: number): StoredDocument | null {
    return this.one(`SELECT ${columns} FROM documents WHERE id = ?`, id)
  }
  byPublicId(recordRow: number, publicId: string): StoredDocument | null {
    const query = `SELECT ${columns} FROM documents WHERE public_id = ? AND record = ?`
    return this.one(query, publicId, recordRow)
  }
  /** For jobs, which know no record. */
  anywhere(publicId: string): StoredDocument | null {
    return this.one(`SELECT ${columns} FROM documents WHERE public_id = ?`, publicId)
  }
  byUniqueId(recordRow: number, uniqueId: string): StoredDocument | null {
    const query = `SELECT ${columns} FROM documents WHERE record = ? AND unique_lookup = ?`
    return this.one(query, recordRow, this.uniqueLookup(recordRow, uniqueId))
  }
  bySet(recordRow: number, setId: string): StoredDocument[] {
    return this.many(
      `SELECT ${columns} FROM documents WHERE record = ? AND set_lookup = ? AND state = 'filed'
        ORDER BY id`,
      recordRow,
      this.ring.lookup(`set:${recordRow}`, setId),
    )
  }
  bySeries(series: number): StoredDocument[] {
    const query = `SELECT ${columns} FROM documents WHERE series = ? ORDER BY version, id`
    return this.many(query, series)
  }
  byBlob(recordRow: number, blob: number): StoredDocument[] {
    const query = `SELECT ${columns} FROM documents WHERE record = ? AND blob = ? ORDER BY id`
    return this.many(query, recordRow, blob)
  }
  all(recordRow: number, state: DocumentRow['state']): StoredDocument[] {
    const query = `SELECT ${columns} FROM documents WHERE record = ? AND state = ? ORDER BY id`
    return this.many(query, recordRow, state)
  }
  count(recordRow: number, state: DocumentRow['state']): number {
    const query = 'SELECT count(*) FROM documents WHERE record = ? AND state = ?'
    return this.sql.number(query, recordRow, state)
  }
  /** Filed documents that say they replace this unique id. */
  replacersOf(recordRow: number, uniqueId: string): StoredDocument[] {
    return this.many(
      `SELECT ${columns} FROM documents WHERE state = 'filed' AND id IN
        (SELECT document FROM replacements WHERE record = ? AND target = ?) ORDER BY id`,
      recordRow,
      this.uniqueLookup(recordRow, uniqueId),
    )
  }

  set(id: number, values: Partial<Record<SettableColumn, number | string | null>>): void {
    const names = Object.keys(values) as SettableColumn[]
    const assignments = names.map((name) => `${name} = ?`).join(', ')
    this.sql.run(
      `UPDATE documents SET ${assignments} WHERE id = ?`,
      ...names.map((name) => values[name] ?? null),
      id,
    )
  }
  setHead(document: StoredDocument, head: DocumentHead): void {
    const sealed = this.records.seal(document.record, JSON.stringify(head))
    this.sql.run('UPDATE documents SET head = ? WHERE id = ?', sealed, document.id)
  }
  mergeSeries(from: number, into: number): void {
    this.sql.run('UPDATE documents SET series = ? WHERE series = ?', into, from)
  }

  addAct(document: Pick<StoredDocument, 'id' | 'record'>, at: number, says: string): void {
    this.sql.run(
      `INSERT INTO document_acts (document, sequence, at, says)
        SELECT ?, 1 + coalesce(max(sequence), 0), ?, ? FROM document_acts WHERE document = ?`,
      document.id,
      at,
      this.records.seal(document.record, says),
      document.id,
    )
  }
  acts(document: StoredDocument): { at: number; says: string }[] {
    const query = 'SELECT at, says FROM document_acts WHERE document = ? ORDER BY sequence'
    const rows = this.sql.all<{ at: number; says: Buffer }>(query, document.id)
    return rows.map(({ at, says }) => ({
      at,
      says: this.records.open(document.record, says) ?? '',
    }))
  }

  noteDoubt(recordRow: number, message: string): void {
    this.sql.run(
      'INSERT OR IGNORE INTO message_doubts (record, message) VALUES (?, ?)',
      recordRow,
      this.messageLookup(recordRow, message),
    )
  }
  hasDoubt(recordRow: number, message: string): boolean {
    const query = 'SELECT count(*) FROM message_doubts WHERE record = ? AND message = ?'
    return this.sql.number(query, recordRow, this.messageLookup(recordRow, message)) > 0
  }
  noteMessage(document: StoredDocument, message: string): void {
    this.sql.run(
      'INSERT OR IGNORE INTO message_documents (record, message, document) VALUES (?, ?, ?)',
      document.record,
      this.messageLookup(document.record, message),
      document.id,
    )
  }
  ofMessage(recordRow: number, message: string): (StoredDocument & DocumentEvidence)[] {
    const rows = this.sql.all<DocumentRow & { evidence: Buffer | null }>(
      `SELECT ${columns}, evidence FROM documents WHERE id IN
        (SELECT document FROM message_documents WHERE record = ? AND message = ?) ORDER BY id`,
      recordRow,
      this.messageLookup(recordRow, message),
    )
    return rows.map(({ evidence, ...row }) => ({
      ...this.opened(row),
      ...(evidence
        ? (JSON.parse(this.records.open(recordRow, evidence)!) as DocumentEvidence)
        : { wrappedContent: null, words: [] }),
    }))
  }

  eraseAll(recordRow: number): void {
    const own = 'document IN (SELECT id FROM documents WHERE record = ?)'
    for (const table of ['document_acts', 'replacements', 'message_documents'])
      this.sql.run(`DELETE FROM ${table} WHERE ${own}`, recordRow)
    this.sql.run('DELETE FROM message_doubts WHERE record = ?', recordRow)
    this.sql.run('DELETE FROM documents WHERE record = ?', recordRow)
  }

  private messageLookup(recordRow: number, message: string): Buffer {
    return this.ring.lookup(`message:${recordRow}`, message)
  }
  private uniqueLookup(recordRow: number, uniqueId: string): Buffer {
    return this.ring.lookup(`unique:${recordRow}`, uniqueId)
  }
  private one(query: string, ...values: (string | number | Buffer)[]): StoredDocument | null {
    const row = this.sql.get<DocumentRow>(query, ...values)
    return row ? this.opened(row) : null
  }
  private many(query: string, ...values: (string | number | Buffer)[]): StoredDocument[] {
    return this.sql.all<DocumentRow>(query, ...values).map((row) => this.opened(row))
  }
  private opened(row: DocumentRow): StoredDocument {
    const head = this.records.open(row.record, row.head)
    if (head === null) throw new Error(`vault: document ${row.id} does not open`)
    return { ...row, head: JSON.parse(head) }
  }
}

type SettableColumn =
  | 'series'
  | 'version'
  | 'state'
  | 'hold_reason'
  | 'superseded'
  | 'archived'
  | 'deleted'
  | 'masked'
  | 'hidden_holder'
  | 'hidden_representatives'
  | 'type_code'
  | 'filed_at'
  | 'seen_at'
  | 'forwarded'
