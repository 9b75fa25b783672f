import type Database from 'better-sqlite3'

type Value = number | string | Uint8Array | null

/** Prepared statements of the vault's connection, by their text. */
export class Statements {
  private readonly prepared = new Map<string, Database.Statement>()

  constructor(readonly db: Database.Database) {}

  run(text: string, ...values: Value[]): { changes: number; id: number } {
    const { changes, lastInsertRowid } = this.statement(text).run(...values)
    return { changes, id: Number(lastInsertRowid) }
  }
  get<T>(text: string, ...values: Value[]): T | undefined {
    return this.statement(text).get(...values) as T | undefined
  }
  all<T>(text: string, ...values: Value[]): T[] {
    return this.statement(text).all(...values) as T[]
  }
  number(text: string, ...values: Value[]): number {
    const row = this.statement(text).get(...values) as object | undefined
    return (row && (Object.values(row)[0] as number | null)) || 0
  }

  private statement(text: string): Database.Statement {
    let statement = this.prepared.get(text)
    if (!statement) {
      statement = this.db.prepare(text)
      this.prepared.set(text, statement)
    }
    return statement
  }
}
