import { chmodSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { HeaderFacts } from '../ordering/message-facts.js'
import type { SearchFields } from '../search-fields.js'
import { foldLog } from './database.js'
import type { MessageTexts } from './message-texts.js'
import { type BlockBuilder, blockMessages, blockTables, SearchBlocks } from './search-blocks.js'
import { factTables, SearchFacts } from './search-facts.js'
import { rowsAtMost, Sql } from './sql.js'

const version = 3
const rowsPerLook = 250
const idsPerPage = 500
const schema = `
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
${factTables}
-- Folded, to verify what the blocks let through; NULL where it is too long to be kept.
CREATE TABLE texts (message_id INTEGER PRIMARY KEY, body BLOB);
${blockTables}
PRAGMA user_version = ${version};`

type Mark = 'facts' | 'texts'
const nothing = Buffer.alloc(0)

/**
 * Facts and texts of messages, in a file of its own: derived data, made anew when it is missing or
 * damaged, never in the way of a delivery. Every message up to the mark of `facts` has its facts,
 * up to that of `texts` its text, and up to `blocks.lastId` it is in a block; later ones are looked
 * into directly.
 */
export class SearchIndex {
  readonly facts: SearchFacts
  readonly blocks: SearchBlocks
  private building: BlockBuilder | null = null
  private hasForgotten = false

  private constructor(
    private readonly sql: Sql,
    private readonly reads: Sql,
    private readonly source: MessageTexts,
  ) {
    this.facts = new SearchFacts(sql)
    this.blocks = new SearchBlocks(sql)
  }

  static open(file: string, reads: Sql, source: MessageTexts): SearchIndex {
    try {
      return new SearchIndex(new Sql(openFile(file)), reads, source)
    } catch {
      SearchIndex.remove(file)
      return new SearchIndex(new Sql(openFile(file)), reads, source)
    }
  }

  static remove(file: string): void {
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) rmSync(file + suffix)
  }

  mark(name: Mark): number {
    return this.sql.number('SELECT value FROM state WHERE name = ?', name)
  }

  /** Takes up facts for a few milliseconds; false when there was nothing to take up. */
  feedFacts(untilMs: number): boolean {
    let known: ReadonlySet<number> | null = null
    return this.feed('facts', untilMs, (id) => {
      // A search may have asked for some before their turn.
      known ??= this.facts.above(id, rowsPerLook)
      const found = known.has(id) ? null : this.source.headerFacts(id)
      if (found) this.facts.put(id, found)
    })
  }

  /** The same of texts, then of blocks. */
  feedTexts(untilMs: number): boolean {
    const fed = this.feed('texts', untilMs, (id) => {
      const body = this.source.body(id)
      if (body === null) return
      const kept = body.length <= limits.searchIndexedTextBytesMax ? body : null
      this.sql.run('INSERT OR REPLACE INTO texts VALUES (?, ?)', id, kept)
    })
    return fed || this.feedBlock(untilMs)
  }

  /** What was computed before its turn. */
  putFacts(found: readonly (readonly [id: number, facts: HeaderFacts])[]): void {
    this.sql.db.transaction(() => {
      for (const [id, facts] of found) this.facts.put(id, facts)
    })()
  }

  /** Text that must not outlive its message. */
  forget(ids: readonly number[]): void {
    this.sql.db.transaction(() => {
      for (const id of ids) {
        this.facts.delete(id)
        this.sql.run('DELETE FROM texts WHERE message_id = ?', id)
      }
    })()
    this.hasForgotten ||= ids.length > 0
  }

  /** Once all is forgotten that had to be, the log of the file must not keep it either. */
  foldForgotten(): void {
    if (!this.hasForgotten) return
    this.hasForgotten = !foldLog(this.sql.db)
  }

  /**
   * Of messages that went while nobody told the index; the next page starts after the id returned.
   */
  forgetGone(after: number): number | null {
    const text = `SELECT message_id FROM facts WHERE message_id > ?
      ORDER BY message_id ${rowsAtMost}`
    const ids = this.sql.rows<[number]>(text, after, idsPerPage).map(([id]) => id)
    if (ids.length === 0) return null
    const isGone = (id: number) =>
      this.reads.number('SELECT 1 FROM messages WHERE id = ?', id) === 0
    this.forget(ids.filter(isGone))
    return ids.at(-1)!
  }

  /** Null where it is not kept. */
  body(id: number): Buffer | null {
    const text = 'SELECT body FROM texts WHERE message_id = ?'
    return this.sql.rows<[Buffer | null]>(text, id)[0]?.[0] ?? null
  }

  close(): void {
    this.sql.db.close()
  }

  private feed(name: Mark, untilMs: number, take: (id: MessageId) => void): boolean {
    // Ids are given to staged bodies before their commit: the mark must not pass one that is
    // still to come.
    const ids = this.reads.rows<[MessageId]>(
      `SELECT id FROM messages WHERE id > ? AND id < coalesce(
         (SELECT min(message_id) FROM staged_bodies WHERE owner_pid IS NOT NULL), 1e300)
       ORDER BY id ${rowsAtMost}`,
      this.mark(name),
      rowsPerLook,
    )
    if (ids.length === 0) return false
    this.sql.db.transaction(() => {
      let last = 0
      for (const [id] of ids) {
        take(id)
        last = id
        if (performance.now() >= untilMs) break
      }
      this.sql.run('INSERT OR REPLACE INTO state VALUES (?, ?)', name, last)
    })()
    return true
  }

  private feedBlock(untilMs: number): boolean {
    this.building ??= this.nextBlock()
    if (this.building === null) return false
    if (!this.building.step(untilMs, (id) => this.kept(id))) this.building = null
    return true
  }

  private nextBlock(): BlockBuilder | null {
    const rows = this.sql.rows<[number]>(
      `SELECT message_id FROM texts WHERE message_id > ? AND message_id <= ?
       ORDER BY message_id ${rowsAtMost}`,
      this.blocks.lastId,
      Math.min(this.mark('facts'), this.mark('texts')),
      blockMessages,
    )
    return rows.length < blockMessages ? null : this.blocks.builder(rows.map(([id]) => id))
  }

  private kept(id: number): SearchFields | null {
    const body = this.body(id)
    return body && { header: this.facts.header(id) ?? nothing, body }
  }
}

function openFile(file: string): Database.Database {
  const db = new Database(file)
  try {
    const found = db.pragma('user_version', { simple: true })
    if (found === 0) db.pragma('page_size = 8192')
    db.pragma('journal_mode = WAL')
    // Derived data: a lost tail is fed again.
    db.pragma('synchronous = NORMAL')
    db.pragma('wal_autocheckpoint = 2000')
    db.pragma('mmap_size = 68719476736')
    db.pragma('cache_size = -16384')
    db.pragma('secure_delete = ON')
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
