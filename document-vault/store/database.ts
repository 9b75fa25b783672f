import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from './migrations.js'
import { VaultOpenError } from './vault-open-error.js'

/** `PRAGMA application_id`: "msv1". */
const applicationId = 0x6d737631
export const databaseFileName = 'vault.sqlite'

/** Makes the folder and the file, and brings the tables up to date. Throws VaultOpenError. */
export function openVaultDatabase(folder: string): Database.Database {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, databaseFileName)
  const db = new Database(file, { timeout: 15_000 })
  try {
    migrate(db, file)
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // What is erased is overwritten, also in the free pages.
    db.pragma('secure_delete = ON')
    db.pragma('temp_store = MEMORY')
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(file + suffix)) chmodSync(file + suffix, 0o600)
    return db
  } catch (failure) {
    db.close()
    throw failure
  }
}

function checkVersion(db: Database.Database, file: string): number {
  const version = db.pragma('user_version', { simple: true }) as number
  const id = db.pragma('application_id', { simple: true }) as number
  const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (id !== applicationId && !isEmpty) throw new VaultOpenError('not-a-vault', file)
  if (version > migrations.length) throw new VaultOpenError('newer-version', file)
  return version
}

function migrate(db: Database.Database, file: string): void {
  if (checkVersion(db, file) === 0) db.pragma('page_size = 8192')
  db.pragma('journal_mode = WAL')
  db.transaction(() => {
    // Again, now that no other process can be migrating.
    const version = checkVersion(db, file)
    if (version === migrations.length) return
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}
