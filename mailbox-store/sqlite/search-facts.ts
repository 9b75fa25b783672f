import type { FactName, HeaderFacts } from '../ordering/message-facts.js'
import { rowsAtMost, type Sql } from './sql.js'

const columns = {
  sentAt: 'sent_at',
  sentDay: 'sent_day',
  isReply: 'is_reply',
  subjectKey: 'subject_key',
  fromKey: 'from_key',
  toKey: 'to_key',
  ccKey: 'cc_key',
  displayFromKey: 'display_from_key',
  displayToKey: 'display_to_key',
  links: 'links',
  subject: 'subject_text',
  from: 'from_text',
  to: 'to_text',
  cc: 'cc_text',
  bcc: 'bcc_text',
} as const satisfies Readonly<Record<FactName, string>>
const names = Object.keys(columns) as FactName[]

export const factTables = `
CREATE TABLE facts (message_id INTEGER PRIMARY KEY, ${Object.values(columns).join(', ')});
-- Folded, to look for a field of any name. Apart, so that pages of facts stay dense.
CREATE TABLE headers (message_id INTEGER PRIMARY KEY, header BLOB NOT NULL);`

const insert = `INSERT OR REPLACE INTO facts VALUES (?${', ?'.repeat(names.length)})`
/** A range is read as a whole where at least every third message of it is wanted. */
const sparseMax = 3

export type Fact = string | number | null

/** Facts of messages as they were computed once. */
export class SearchFacts {
  constructor(private readonly sql: Sql) {}

  /** The next ids of which facts are known, from this one on. */
  above(id: number, max: number): ReadonlySet<number> {
    const text = `SELECT message_id FROM facts WHERE message_id >= ?
      ORDER BY message_id ${rowsAtMost}`
    return new Set(this.sql.rows<[number]>(text, id, max).map(([known]) => known))
  }

  put(id: number, { facts, header }: HeaderFacts): void {
    this.sql.run(insert, id, ...names.map((name) => facts[name]))
    this.sql.run('INSERT OR REPLACE INTO headers VALUES (?, ?)', id, header)
  }

  delete(id: number): void {
    this.sql.run('DELETE FROM facts WHERE message_id = ?', id)
    this.sql.run('DELETE FROM headers WHERE message_id = ?', id)
  }

  header(id: number): Buffer | null {
    const text = 'SELECT header FROM headers WHERE message_id = ?'
    return this.sql.rows<[Buffer]>(text, id)[0]?.[0] ?? null
  }

  /** Of these messages, in their order; undefined where it is not known yet. */
  read(ids: Float64Array, name: FactName): (Fact | undefined)[] {
    const column = columns[name]
    const [from, to] = rangeOf(ids)
    if (to - from >= ids.length * sparseMax) {
      const text = `SELECT ${column} FROM facts WHERE message_id = ?`
      return Array.from(ids, (id) => this.sql.rows<[Fact]>(text, id)[0]?.[0])
    }
    const found = new Array<Fact | undefined>(Math.max(0, to - from + 1))
    const text = `SELECT message_id, ${column} FROM facts WHERE message_id BETWEEN ? AND ?`
    for (const [id, fact] of this.sql.rows<[number, Fact]>(text, from, to)) found[id - from] = fact
    return Array.from(ids, (id) => found[id - from])
  }
}

export function rangeOf(ids: Float64Array): readonly [from: number, to: number] {
  let from = Infinity
  let to = -Infinity
  for (const id of ids) {
    if (id < from) from = id
    if (id > to) to = id
  }
  return [from, to]
}
