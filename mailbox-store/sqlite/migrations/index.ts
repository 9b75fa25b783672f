import type Database from 'better-sqlite3'
import { first } from './001-first.js'
import { sharedAccounts } from './003-shared-accounts.js'
import { documentForwarding } from './004-document-forwarding.js'
import { patientPortal } from './005-patient-portal.js'

/** SQL, or a step that SQL alone cannot do; inside the transaction of the migration. */
export type Migration = string | ((db: Database.Database) => void)

/**
 * In order; `PRAGMA user_version` counts how many a file has had. Never changed once
 * released, only followed.
 */
export const migrations: readonly Migration[] = [
  first,
  sharedAccounts,
  documentForwarding,
  patientPortal,
]
