import type Database from 'better-sqlite3'

type Value = number | string | bigint | Buffer | Uint8Array | null

/**
 * "At most so many rows". Not `LIMIT ?`: for a parameter alone there SQLite plans the statement
 * anew each time it is bound (3.53, sqlite3ExprIsInteger), which takes ten times what running it
 * does.
 */
export const rowsAtMost = 'LIMIT (? + 0)'

/** Prepared statements of one connection, by their text. */
export class Sql {
  private readonly statements = new Map<string, Database.Statement>()

  private readonly moment: Database.Transaction<(read: () => unknown) => unknown>

  constructor(readonly db: Database.Database) {
    this.moment = db.transaction((read: () => unknown) => read())
  }

  run(text: string, ...values: Value[]): number {
    return this.statement(text).run(...values).changes
  }
  get<T>(text: string, ...values: Value[]): T | undefined {
    return this.statement(text).get(...values) as T | undefined
  }
  all<T>(text: string, ...values: Value[]): T[] {
    return this.statement(text).all(...values) as T[]
  }
  /** Rows as arrays of columns: several times cheaper than objects for long lists. */
  rows<T extends readonly unknown[]>(text: string, ...values: Value[]): T[] {
    return this.statement(text, true).all(...values) as T[]
  }
  iterate<T extends readonly unknown[]>(text: string, ...values: Value[]): IterableIterator<T> {
    return this.statement(text, true).iterate(...values) as IterableIterator<T>
  }
  /**
   * The numbers of one text that SQLite puts together (`group_concat`), flat: for thousands of rows
   * a third of the time of making an array of each.
   */
  numbers(text: string, ...values: Value[]): number[] {
    const joined = this.rows<[string | number | null]>(text, ...values)[0]?.[0] ?? ''
    return joined === '' ? [] : JSON.parse(`[${joined}]`)
  }
  number(text: string, ...values: Value[]): number {
    const row = this.statement(text, true).get(...values) as [number | null] | undefined
    return row?.[0] ?? 0
  }

  /** All that `read` reads is of the same moment. */
  inOneMoment<T>(read: () => T): T {
    return this.db.inTransaction ? read() : (this.moment.deferred(read) as T)
  }

  private statement(text: string, isRaw = false): Database.Statement {
    const key = isRaw ? `raw ${text}` : text
    let statement = this.statements.get(key)
    if (!statement) {
      if (/LIMIT \?/.test(text)) throw new Error(`"${rowsAtMost}" in place of "LIMIT ?": ${text}`)
      statement = this.db.prepare(text)
      if (isRaw) statement.raw(true)
      this.statements.set(key, statement)
    }
    return statement
  }
}
