import { randomBytes } from 'node:crypto'
import { documentLimits } from '../../domain/document-limits.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { RecordKey } from '../contract/callers.js'
import type { RecordState } from '../contract/vault.js'
import type { KeyRing } from './key-ring.js'
import type { RecordSealer } from './record-sealer.js'
import { openBytes, sealBytes, sealingKeyBytes } from './sealing.js'
import type { Statements } from './statements.js'

export interface RecordRow {
  readonly id: number
  readonly publicId: string
  readonly state: RecordState
  readonly createdAt: number
  readonly closedAt: number | null
  readonly eraseAt: number | null
}
interface SealedRecord {
  readonly traits: IdentityTraits
  readonly closingReason: string | null
}
interface KeyRow {
  readonly id: number
  readonly key_id: number | null
  readonly data_key: Buffer | null
}
const columns = `id, public_id AS publicId, state, created_at AS createdAt, closed_at AS closedAt,
  erase_at AS eraseAt`

/** The records, each with a data key of its own, and what is sealed under it. */
export class RecordStore implements RecordSealer {
  private readonly openKeys = new Map<number, Buffer>()

  constructor(
    private readonly sql: Statements,
    private readonly ring: KeyRing,
  ) {}

  find(key: RecordKey): RecordRow | null {
    const lookup = this.lookupOf(key)
    const query = `SELECT ${columns} FROM records WHERE lookup = ? AND erased_at IS NULL`
    return this.sql.get<RecordRow>(query, lookup) ?? null
  }
  byRow(id: number): RecordRow | null {
    const query = `SELECT ${columns} FROM records WHERE id = ? AND erased_at IS NULL`
    return this.sql.get<RecordRow>(query, id) ?? null
  }
  due(now: number): RecordRow[] {
    const query = `SELECT ${columns} FROM records WHERE erase_at <= ? AND erased_at IS NULL`
    return this.sql.all<RecordRow>(query, now)
  }

  create(key: RecordKey, traits: IdentityTraits, now: number): RecordRow {
    const dataKey = randomBytes(sealingKeyBytes)
    const publicId = randomBytes(16).toString('base64url')
    const { keyId, wrapped } = this.ring.wrap(dataKey, keyPlace(publicId))
    const { id } = this.sql.run(
      `INSERT INTO records (public_id, lookup, state, created_at, key_id, data_key)
        VALUES (?, ?, 'open', ?, ?, ?)`,
      publicId,
      this.lookupOf(key),
      now,
      keyId,
      wrapped,
    )
    this.writeSealed(id, { traits, closingReason: null })
    return this.byRow(id)!
  }

  traits(id: number): IdentityTraits {
    return this.sealed(id).traits
  }
  /** Null for an erased record. */
  recordKey(id: number): RecordKey | null {
    if (this.byRow(id) === null) return null
    const { insOid, matricule } = this.traits(id)
    return insOid === null || matricule === null ? null : { insOid, matricule }
  }
  closingReason(id: number): string | null {
    return this.sealed(id).closingReason
  }
  putTraits(id: number, traits: IdentityTraits): void {
    this.writeSealed(id, { ...this.sealed(id), traits })
  }
  close(id: number, reason: string, now: number, eraseAt: number): void {
    const update = `UPDATE records SET state = 'closed', closed_at = ?, erase_at = ? WHERE id = ?`
    this.sql.run(update, now, eraseAt, id)
    this.writeSealed(id, { ...this.sealed(id), closingReason: reason })
  }
  reopen(id: number): void {
    this.sql.run(
      "UPDATE records SET state = 'open', closed_at = NULL, erase_at = NULL WHERE id = ?",
      id,
    )
    this.writeSealed(id, { ...this.sealed(id), closingReason: null })
  }
  /**
   * Without its key, whatever copies of the sealed bytes remain say nothing (crypto-erasure); nor
   * can anybody ask any more whether a given INS had a record here.
   */
  erase(id: number, now: number): void {
    this.openKeys.delete(id)
    this.sql.run(
      `UPDATE records SET state = 'closed', lookup = x'', erased_at = ?, erase_at = NULL,
        key_id = NULL, data_key = NULL, sealed = NULL WHERE id = ?`,
      now,
      id,
    )
  }

  /** Wraps each data key under the master key that is active now. */
  rewrapAll(): number {
    const rows = this.sql.all<KeyRow & { public_id: string }>(
      'SELECT id, public_id, key_id, data_key FROM records WHERE data_key IS NOT NULL',
    )
    for (const row of rows) {
      const { keyId, wrapped } = this.ring.wrap(this.unwrapped(row), keyPlace(row.public_id))
      const update = 'UPDATE records SET key_id = ?, data_key = ? WHERE id = ?'
      this.sql.run(update, keyId, wrapped, row.id)
    }
    return rows.length
  }

  /** Master keys that some data key is sealed under. */
  keyIds(): number[] {
    const query = 'SELECT DISTINCT key_id AS id FROM records WHERE key_id IS NOT NULL'
    return this.sql.all<{ id: number }>(query).map(({ id }) => id)
  }

  seal(recordRow: number, text: string): Buffer {
    return sealBytes(this.keyOf(recordRow)!, textPlace(recordRow), Buffer.from(text))
  }
  open(recordRow: number, sealed: Uint8Array): string | null {
    const key = this.keyOf(recordRow)
    return (key && openBytes(key, textPlace(recordRow), sealed)?.toString('utf8')) ?? null
  }
  sealBytes(recordRow: number, place: string, bytes: Uint8Array): Buffer {
    return sealBytes(this.keyOf(recordRow)!, place, bytes)
  }
  openBytes(recordRow: number, place: string, sealed: Uint8Array): Buffer | null {
    const key = this.keyOf(recordRow)
    return key && openBytes(key, place, sealed)
  }

  /** A transaction that was rolled back may have made or destroyed keys. */
  forgetKeys(): void {
    this.openKeys.clear()
  }

  private lookupOf(key: RecordKey): Buffer {
    return this.ring.lookup('record', `${key.insOid}|${key.matricule.toUpperCase()}`)
  }
  private keyOf(id: number): Buffer | null {
    const open = this.openKeys.get(id)
    if (open) return open
    const row = this.sql.get<KeyRow & { public_id: string }>(
      'SELECT id, public_id, key_id, data_key FROM records WHERE id = ?',
      id,
    )
    if (!row?.data_key) return null
    const key = this.unwrapped(row)
    if (this.openKeys.size >= documentLimits.openKeysMax) this.openKeys.clear()
    this.openKeys.set(id, key)
    return key
  }
  private unwrapped(row: KeyRow & { public_id: string }): Buffer {
    const key = this.ring.unwrap(row.key_id!, row.data_key!, keyPlace(row.public_id))
    if (!key) throw new Error(`vault: data key of record ${row.id} does not open`)
    return key
  }
  private sealed(id: number): SealedRecord {
    const row = this.sql.get<{ sealed: Buffer }>('SELECT sealed FROM records WHERE id = ?', id)
    return JSON.parse(this.open(id, row!.sealed)!)
  }
  private writeSealed(id: number, sealed: SealedRecord): void {
    const bytes = this.seal(id, JSON.stringify(sealed))
    this.sql.run('UPDATE records SET sealed = ? WHERE id = ?', bytes, id)
  }
}

const keyPlace = (publicId: string): string => `key:${publicId}`
const textPlace = (recordRow: number): string => `text:${recordRow}`
