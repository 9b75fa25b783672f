import { accessSync, chmodSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from './migrations/index.js'
import { openCodeOf, StoreOpenError } from './store-open-error.js'

/** `PRAGMA application_id`: "mss1". */
export const applicationId = 0x6d737331
export const fileName = 'mail.sqlite'
const busyMsMax = 15_000

export interface DatabaseOptions {
  /** For tests of a full disk. */
  readonly pageCountMax?: number | undefined
}

/** Opens for writing; makes the file and brings its tables up to date. Throws StoreOpenError. */
export function openForWriting(file: string, options: DatabaseOptions = {}): Database.Database {
  return guarded(file, () => {
    if (!statSync(dirname(file)).isDirectory()) throw new StoreOpenError('missing', dirname(file))
    accessSync(dirname(file), constants.R_OK | constants.W_OK | constants.X_OK)
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    const db = new Database(file, { timeout: busyMsMax })
    try {
      migrate(db, file)
      db.pragma('synchronous = FULL')
      // In pages of 8 kB. Small folds: a larger one would hold up the commits behind it.
      db.pragma('wal_autocheckpoint = 1000')
      db.pragma('cache_size = -32768')
      db.pragma('mmap_size = 1073741824')
      db.pragma('temp_store = MEMORY')
      // What a patient had erased must not be read from the free pages of the file. Not FAST, which
      // leaves them. Costs delivery and MOVE nothing, only the upkeep that removes contents.
      db.pragma('secure_delete = ON')
      // Health data: readable by the account of the service alone.
      for (const suffix of ['', '-wal', '-shm'])
        if (existsSync(file + suffix)) chmodSync(file + suffix, 0o600)
      if (options.pageCountMax) db.pragma(`max_page_count = ${options.pageCountMax}`)
      return db
    } catch (failure) {
      db.close()
      throw failure
    }
  })
}

/**
 * Moves the log into the file and empties it: what was removed stays readable in the log until
 * then. False when a reader stands in the way, who is not waited for.
 */
export function foldLog(db: Database.Database): boolean {
  db.pragma('busy_timeout = 0')
  try {
    const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ readonly busy: number }]
    return row.busy === 0
  } finally {
    db.pragma(`busy_timeout = ${busyMsMax}`)
  }
}

/** A connection of its own that only reads; each statement sees what was committed before it. */
export function openForReading(file: string): Database.Database {
  return guarded(file, () => {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMsMax })
    try {
      checkVersion(db, file)
      db.pragma('mmap_size = 68719476736')
      db.pragma('cache_size = -16384')
      return db
    } catch (failure) {
      db.close()
      throw failure
    }
  })
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (failure) {
    if (failure instanceof StoreOpenError) throw failure
    throw new StoreOpenError(openCodeOf(failure), file, { cause: failure })
  }
}

/**
 * The version of the file: how many migrations it had. A file that is not ours is left as it is.
 */
function checkVersion(db: Database.Database, file: string): number {
  const version = db.pragma('user_version', { simple: true }) as number
  const id = db.pragma('application_id', { simple: true }) as number
  const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (id !== applicationId && !isEmpty) throw new StoreOpenError('not-a-store', file)
  if (version > migrations.length) throw new StoreOpenError('newer-version', file)
  return version
}

function migrate(db: Database.Database, file: string): void {
  if (checkVersion(db, file) === 0) db.pragma('page_size = 8192')
  db.pragma('journal_mode = WAL')
  db.transaction(() => {
    // Again, now that no other process can be migrating.
    const version = checkVersion(db, file)
    for (const migration of migrations.slice(version))
      if (typeof migration === 'string') db.exec(migration)
      else migration(db)
    if (version === migrations.length) return
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
