import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { err, ok, type Result } from '../domain/result.js'
import { type DataFolder, writeFileAtomic } from './data-folder.js'
import type { ListenerDescription } from './listener-plan.js'

/** What run/gateway.json says of a gateway that serves. */
export interface RunningDescription {
  readonly pid: number
  /** Milliseconds. */
  readonly startedAt: number
  readonly listeners: readonly ListenerDescription[]
}

/** The right to serve one data folder. `release` also removes run/gateway.json. */
export interface GatewayLock {
  /** Written once the listeners have their ports. */
  announce(description: RunningDescription): void
  release(): void
}

/** A gateway that is just probing or starting holds the lock for a moment only. */
const lockWaitMs = 2_000

/**
 * Two gateways never serve one folder. The lock is a file lock of the system, taken through SQLite:
 * it goes with the process however it dies, so a lock of a dead process is never in the way, and a
 * process number used again by another program is never taken for a gateway.
 */
export function lockGateway(folder: DataFolder): Result<GatewayLock, string> {
  mkdirSync(folder.run, { recursive: true, mode: 0o700 })
  const file = join(folder.run, 'gateway.json')
  const database = new Database(join(folder.run, 'gateway.lock'), { timeout: lockWaitMs })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (failure) {
    database.close()
    if ((failure as { code?: string }).code !== 'SQLITE_BUSY') throw failure
    const pid = readDescription(folder)?.pid
    const who = pid === undefined ? '' : ` (processus ${pid})`
    return err(`Une passerelle sert déjà ${folder.root}${who} : arrêtez-la d'abord`)
  }
  rmSync(file, { force: true })
  return ok({
    announce: (description) =>
      writeFileAtomic(file, `${JSON.stringify(description, null, 2)}\n`, 0o600),
    release: () => {
      if (!database.open) return
      rmSync(file, { force: true })
      database.exec('ROLLBACK')
      database.close()
    },
  })
}

function readDescription(folder: DataFolder): RunningDescription | null {
  try {
    return JSON.parse(readFileSync(join(folder.run, 'gateway.json'), 'utf8')) as RunningDescription
  } catch {
    return null
  }
}

function isLocked(folder: DataFolder): boolean {
  let database: Database.Database
  try {
    database = new Database(join(folder.run, 'gateway.lock'), { fileMustExist: true, timeout: 0 })
  } catch {
    return false
  }
  try {
    // A read takes the shared lock only; an exclusive holder answers SQLITE_BUSY.
    database.prepare('SELECT count(*) FROM sqlite_master').get()
    return false
  } catch (failure) {
    return (failure as { code?: string }).code === 'SQLITE_BUSY'
  } finally {
    database.close()
  }
}

/**
 * The gateway that serves this folder now, or null. A description left by a killed one does not
 * count.
 */
export function runningGateway(folder: DataFolder): RunningDescription | null {
  const description = readDescription(folder)
  return description !== null && isLocked(folder) ? description : null
}
