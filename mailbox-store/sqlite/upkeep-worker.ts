/**
 * One long task on a connection of its own, away from the event loop: the check, or a copy of the
 * whole store.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { CheckFinding } from '../contract.js'
import { openForReading } from './database.js'
import { Sql } from './sql.js'
import { checkSqlite } from './sqlite-checker.js'

export type UpkeepTask =
  | { readonly kind: 'check'; readonly file: string }
  | { readonly kind: 'backup'; readonly file: string; readonly copy: string }
export type UpkeepAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'checked'; readonly findings: readonly CheckFinding[] }
  | { readonly kind: 'copied' }

const answer = (message: UpkeepAnswer) => parentPort!.postMessage(message)
const progress = (done: number, total: number) => answer({ kind: 'progress', done, total })

async function run(task: UpkeepTask): Promise<void> {
  const sql = new Sql(openForReading(task.file))
  try {
    if (task.kind === 'check')
      return answer({ kind: 'checked', findings: await checkSqlite(sql, progress) })
    progress(0, 1)
    // One read transaction, so consistent; SQLite's stepwise backup would start again at every
    // commit.
    sql.db.prepare('VACUUM INTO ?').run(task.copy)
    const copy = openSync(task.copy, 'r+')
    fsyncSync(copy)
    closeSync(copy)
    progress(1, 1)
    answer({ kind: 'copied' })
  } finally {
    sql.db.close()
  }
}

await run(workerData as UpkeepTask)
