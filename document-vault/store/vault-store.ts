import type Database from 'better-sqlite3'
import type { Clock } from '../../domain/clock.js'
import { TraceChain } from '../traces/trace-chain.js'
import { BlobStore } from './blob-store.js'
import { ChoiceStore } from './choice-store.js'
import { openVaultDatabase } from './database.js'
import { DocumentStore } from './document-store.js'
import { KeyRing } from './key-ring.js'
import { RecordStore } from './record-store.js'
import { Statements } from './statements.js'

/**
 * The vault's database and keys, with everything that is kept in them. Synchronous: a transaction
 * is one function without awaits, and is durable when it returns.
 */
export class VaultStore {
  readonly sql: Statements
  readonly records: RecordStore
  readonly documents: DocumentStore
  readonly blobs: BlobStore
  readonly choices: ChoiceStore
  readonly chain: TraceChain

  private constructor(
    readonly db: Database.Database,
    readonly ring: KeyRing,
    readonly clock: Clock,
  ) {
    this.sql = new Statements(db)
    this.records = new RecordStore(this.sql, ring)
    this.documents = new DocumentStore(this.sql, this.records, ring)
    this.blobs = new BlobStore(this.sql, this.records, ring)
    this.choices = new ChoiceStore(this.sql, this.records, ring)
    this.chain = new TraceChain(db, this.records)
  }

  /** Throws VaultOpenError. */
  static open(folder: string, clock: Clock): VaultStore {
    const db = openVaultDatabase(folder)
    try {
      const isNew = db.prepare('SELECT count(*) FROM records').pluck().get() === 0
      return new VaultStore(db, KeyRing.open(folder, isNew, clock.now()), clock)
    } catch (failure) {
      db.close()
      throw failure
    }
  }

  transaction<T>(act: () => T): T {
    try {
      return this.db.transaction(act).immediate()
    } catch (failure) {
      this.records.forgetKeys()
      throw failure
    }
  }

  /**
   * A new master key seals all data keys. A crash on the way leaves two master keys, of which both
   * are known: the next rotation finishes it. The database's lock keeps rotations of several
   * processes apart.
   */
  rotateKeys(): number {
    const rewrapped = this.transaction(() => {
      this.ring.add(this.clock.now())
      return this.records.rewrapAll()
    })
    this.truncateLog()
    this.transaction(() => this.ring.dropUnused(this.records.keyIds()))
    return rewrapped
  }

  /** What was overwritten in the file must not stay in the log beside it. */
  truncateLog(): void {
    this.db.pragma('wal_checkpoint(TRUNCATE)')
  }

  close(): void {
    this.db.close()
  }
}
