import { first } from './001-first.js'

/**
 * SQL in order; `PRAGMA user_version` counts how many a file has had. Never changed once
 * released, only followed.
 */
export const migrations: readonly string[] = [first]
