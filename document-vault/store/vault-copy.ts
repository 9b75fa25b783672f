import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseFileName } from './database.js'
import { keyFileName } from './key-ring.js'

/** Beside the database; those that are there. */
const smallFiles = [keyFileName, 'clients.json', 'fhir-ids.key']
const attemptsMax = 5

/**
 * An online copy of a vault: database, keys and the list of its callers. Answers the names of the
 * files made, empty when there is no vault. Keys that change meanwhile would not open the copy, so
 * it is made again. Throws when they never rest, or when the disk refuses.
 */
export async function copyVault(folder: string, into: string): Promise<readonly string[]> {
  const source = join(folder, databaseFileName)
  if (!existsSync(source)) return []
  mkdirSync(into, { recursive: true, mode: 0o700 })
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const before = readFileSync(join(folder, keyFileName))
    const db = new Database(source, { readonly: true, timeout: 15_000 })
    try {
      await db.backup(join(into, databaseFileName))
    } finally {
      db.close()
    }
    const present = smallFiles.filter((name) => existsSync(join(folder, name)))
    for (const name of present) copyFileSync(join(folder, name), join(into, name))
    if (before.equals(readFileSync(join(into, keyFileName)))) return [databaseFileName, ...present]
  }
  throw new Error('the keys of the vault changed during every copy')
}
