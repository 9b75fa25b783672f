import { chmodSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { MessageId } from '../../domain/ids.js'
import type { StoredStructure } from '../contract.js'
import { headerFieldsOf, type SearchFields, searchFieldsOf } from '../search-fields.js'
import { BodyReading } from './body-reading.js'
import { Sql } from './sql.js'

const version = 2
const rowsPerSlice = 20
const schema = `
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- Folded text, to verify what the trigrams let through.
CREATE TABLE texts (message_id INTEGER PRIMARY KEY, headers TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE trigrams USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram');
PRAGMA user_version = ${version};`

/** Text of any message, computed from its content. */
export class SearchTexts {
  private readonly bodies: BodyReading

  constructor(private readonly reads: Sql) {
    this.bodies = new BodyReading(reads)
  }

  of(id: MessageId, headersOnly = false): SearchFields | null {
    const text = 'SELECT structure FROM structures WHERE message_id = ?'
    const row = this.reads.rows<[string]>(text, id)[0]
    if (!row) return null
    const { root } = JSON.parse(row[0]) as StoredStructure
    const read = (start: number, end: number) =>
      this.bodies.range(id, start, end) ?? new Uint8Array(0)
    return headersOnly ? headerFieldsOf(root, read) : searchFieldsOf(root, read)
  }
}

/**
 * The full-text index, in a file of its own: derived data, made anew when it is missing or
 * damaged, never in the way
 * of a delivery. Every message up to `watermark` is in it; later ones are looked into directly.
 */
export class SearchIndex {
  private constructor(
    private readonly sql: Sql,
    private readonly reads: Sql,
    private readonly source: SearchTexts,
  ) {}

  static open(file: string, reads: Sql, source: SearchTexts): SearchIndex {
    try {
      return new SearchIndex(new Sql(openFile(file)), reads, source)
    } catch {
      for (const suffix of ['', '-wal', '-shm'])
        if (existsSync(file + suffix)) rmSync(file + suffix)
      return new SearchIndex(new Sql(openFile(file)), reads, source)
    }
  }

  get watermark(): number {
    return this.sql.number("SELECT value FROM state WHERE name = 'watermark'")
  }

  /** Takes up the next messages; false when there was none. */
  feedSome(): boolean {
    const after = this.watermark
    // Ids are given to staged bodies before their commit: the mark must not pass one that is
    // still to come.
    const ids = this.reads.rows<[MessageId]>(
      `SELECT id FROM messages WHERE id > ? AND id < coalesce(
         (SELECT min(message_id) FROM staged_bodies WHERE owner_pid IS NOT NULL), 1e300)
       ORDER BY id LIMIT ?`,
      after,
      rowsPerSlice,
    )
    if (ids.length === 0) return false
    this.sql.db.transaction(() => {
      for (const [id] of ids) this.put(id)
      const last = ids.at(-1)![0]
      this.sql.run("INSERT OR REPLACE INTO state VALUES ('watermark', ?)", last)
    })()
    return true
  }

  /** Text that must not outlive its message. */
  forget(ids: readonly number[]): void {
    this.sql.db.transaction(() => {
      for (const id of ids) {
        if (this.sql.run('DELETE FROM texts WHERE message_id = ?', id) > 0)
          this.sql.run('DELETE FROM trigrams WHERE rowid = ?', id)
      }
    })()
  }

  /**
   * Of messages that went while nobody told the index; the next page starts after the id returned.
   */
  forgetGone(after: number): number | null {
    const text = 'SELECT message_id FROM texts WHERE message_id > ? ORDER BY message_id LIMIT 500'
    const ids = this.sql.rows<[number]>(text, after).map(([id]) => id)
    if (ids.length === 0) return null
    const isGone = (id: number) =>
      this.reads.number('SELECT 1 FROM messages WHERE id = ?', id) === 0
    this.forget(ids.filter(isGone))
    return ids.at(-1)!
  }

  fields(id: MessageId): SearchFields | null {
    const text = 'SELECT headers, body FROM texts WHERE message_id = ?'
    return this.sql.get<SearchFields>(text, id) ?? null
  }

  /**
   * Messages of the range that have every trigram of the value; null when it has none to ask for.
   */
  candidates(value: string, from: number, to: number): Set<number> | null {
    const expression = trigramExpression(value)
    if (expression === null) return null
    const rows = this.sql.rows<[number]>(
      'SELECT rowid FROM trigrams WHERE trigrams MATCH ? AND rowid BETWEEN ? AND ?',
      expression,
      from,
      to,
    )
    return new Set(rows.map(([id]) => id))
  }

  close(): void {
    this.sql.db.close()
  }

  private put(id: MessageId): void {
    const fields = this.source.of(id)
    if (!fields) return
    const { headers, body } = fields
    this.sql.run('INSERT OR REPLACE INTO texts VALUES (?, ?, ?)', id, headers, body)
    this.sql.run(
      'INSERT INTO trigrams (rowid, text) VALUES (?, ?)',
      id,
      indexable(`${headers}\n${body}`),
    )
  }
}

function openFile(file: string): Database.Database {
  const db = new Database(file)
  try {
    db.pragma('journal_mode = WAL')
    // Derived data: a lost tail is fed again.
    db.pragma('synchronous = NORMAL')
    const found = db.pragma('user_version', { simple: true })
    if (found === 0) db.exec(schema)
    else if (found !== version) throw new Error('another version')
    // It holds the words of health messages, as the store itself does.
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) chmodSync(file + suffix, 0o600)
    return db
  } catch (failure) {
    db.close()
    throw failure
  }
}

/** NUL would end the text for SQLite's tokenizer. */
const indexable = (text: string): string => text.replaceAll('\0', ' ')
const trigramsMax = 24

/** With `detail = none` a phrase cannot be asked for, only each trigram of it. */
function trigramExpression(value: string): string | null {
  const characters = [...value]
  if (characters.length < 3 || /\p{Cs}|\0/u.test(value)) return null
  const trigrams = new Set<string>()
  for (let i = 0; i + 3 <= characters.length && trigrams.size < trigramsMax; i++)
    trigrams.add(characters.slice(i, i + 3).join(''))
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ')
}
