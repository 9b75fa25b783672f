import { documentLimits } from '../../domain/document-limits.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { type Environment, environmentOfOid, parseMatricule } from '../../domain/ins.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { AccessStore } from '../access/access-store.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type { ErasureProof, RecordSummary, VaultRefusal } from '../contract/vault.js'
import type { RecordRow } from '../store/record-store.js'
import type { Desk } from './desk.js'
import { isPatientSide } from './document-summary.js'
import { isHeldVisible } from './reading-desk.js'
import type { Visit } from './visit.js'

export interface LifeRules {
  readonly environment: Environment
  readonly retentionYears: number
}

/** Creation, closing and erasure of records (dmp.md TD1.1 to TD1.5; kept ten years by default). */
export class RecordLifeDesk {
  constructor(
    private readonly desk: Desk,
    private readonly access: AccessStore,
    private readonly rules: LifeRules,
  ) {}

  putRecord(traits: IdentityTraits, caller: Caller): Result<void, VaultRefusal> {
    const key = this.keyOf(traits)
    if (!key) return err('invalid')
    if (!['system', 'administrator'].includes(caller.kind)) return err('forbidden')
    const { store } = this.desk
    const whole = { ...traits, matricule: key.matricule }
    return store.transaction((): Result<void, VaultRefusal> => {
      const found = store.records.find(key)
      if (found) return this.renew(found, whole, key, caller)
      const now = store.clock.now()
      const record = store.records.create(key, whole, now)
      const door = caller.kind === 'administrator' ? 'administrator' : 'system'
      this.desk.trace({ record, caller, door, now }, 'record.create', { outcome: 'done' })
      return ok(undefined)
    })
  }

  /** Equal traits again change nothing and leave no trace: profiles are put at every start. */
  private renew(found: RecordRow, traits: IdentityTraits, key: RecordKey, caller: Caller) {
    const { records } = this.desk.store
    if (JSON.stringify(records.traits(found.id)) === JSON.stringify(traits)) return ok(undefined)
    const request = { key, caller, act: 'record.change', need: 'record-manage' } as const
    return this.desk.visit<void>(request, ({ record }) => {
      records.putTraits(record.id, traits)
      return ok({ value: undefined, detail: { changed: 'traits' } })
    })
  }

  record(key: RecordKey, caller: Caller): Result<RecordSummary, VaultRefusal> {
    // The gateway asks at each start how every record stands: no person's look, and no trace.
    if (caller.kind === 'system') {
      const found = this.desk.store.records.find(key)
      return found ? ok(this.summary(found, caller)) : err('record-missing')
    }
    const request = { key, caller, act: 'record.look', need: 'record-look' } as const
    return this.desk.visit(request, ({ record }) => ok({ value: this.summary(record, caller) }))
  }

  private summary(record: RecordRow, caller: Caller): RecordSummary {
    return {
      state: record.state,
      createdAt: record.createdAt,
      closedAt: record.closedAt,
      closingReason: mayKnowWhy(caller) ? this.desk.store.records.closingReason(record.id) : null,
      eraseAt: record.eraseAt,
      ...this.counts(record, caller),
    }
  }

  /** Nothing hidden is counted for the patient's side; who may only look learns no number. */
  private counts(record: RecordRow, caller: Caller): { documents: number; held: number } {
    const { documents } = this.desk.store
    if (caller.kind === 'administrator' || caller.kind === 'system')
      return {
        documents: documents.count(record.id, 'filed'),
        held: documents.count(record.id, 'held'),
      }
    if (!isPatientSide(caller)) return { documents: 0, held: 0 }
    const filed = documents.all(record.id, 'filed')
    const held = documents.all(record.id, 'held')
    return {
      documents: filed.filter((one) => this.desk.gate.mayRead(caller, 'holder', one)).length,
      held: held.filter((one) => isHeldVisible(one, caller)).length,
    }
  }

  closeRecord(key: RecordKey, reason: string, caller: Caller): Result<void, VaultRefusal> {
    const said = reason.trim().slice(0, documentLimits.closingReasonCharsMax)
    const request = { key, caller, act: 'record.close', need: 'record-close' } as const
    return this.desk.visit<void>(request, ({ record, now }) => {
      if (said === '') return err('motive-missing')
      if (record.state === 'closed') return ok({ value: undefined, detail: { already: true } })
      this.desk.store.records.close(
        record.id,
        said,
        now,
        yearsLater(now, this.rules.retentionYears),
      )
      return ok({ value: undefined, detail: { motive: said } })
    })
  }

  reopenRecord(key: RecordKey, caller: Caller): Result<void, VaultRefusal> {
    const request = { key, caller, act: 'record.reopen', need: 'record-close' } as const
    return this.desk.visit<void>(request, ({ record }) => {
      if (record.state === 'open') return ok({ value: undefined, detail: { already: true } })
      this.desk.store.records.reopen(record.id)
      return ok({ value: undefined })
    })
  }

  eraseRecord(key: RecordKey, caller: Caller): Result<ErasureProof, VaultRefusal> {
    const { store } = this.desk
    const erased = store.transaction((): Result<ErasureProof, VaultRefusal> => {
      const request = { key, caller, act: 'record.erase', need: 'record-manage' } as const
      const removed = this.desk.visit(request, ({ record, now }) => {
        const counts = this.removeContents(record.id)
        return ok({ value: { ...counts, record, now }, detail: counts })
      })
      return removed.ok ? ok(this.destroyKey(removed.value)) : removed
    })
    // What was deleted must not outlive its transaction in the log.
    if (erased.ok) store.truncateLog()
    return erased
  }

  eraseDue(now: number): number {
    const { store } = this.desk
    let count = 0
    for (const record of store.records.due(now)) {
      store.transaction(() => {
        const counts = this.removeContents(record.id)
        const visit: Visit = { record, caller: { kind: 'system' }, door: 'system', now }
        this.desk.trace(visit, 'record.erase', { outcome: 'done', detail: counts })
        this.destroyKey({ ...counts, record, now })
      })
      count++
    }
    if (count > 0) store.truncateLog()
    return count
  }

  private removeContents(recordRow: number): { documents: number; bytes: number } {
    const { documents, blobs, choices } = this.desk.store
    const states = ['filed', 'held', 'rejected'] as const
    const count = states.reduce((sum, state) => sum + documents.count(recordRow, state), 0)
    documents.eraseAll(recordRow)
    choices.eraseAll(recordRow)
    const bytes = blobs.eraseAll(recordRow)
    return { documents: count, bytes }
  }

  /** After the last trace: its hash stays, its content goes with the key. */
  private destroyKey(erased: {
    readonly documents: number
    readonly bytes: number
    readonly record: RecordRow
    readonly now: number
  }): ErasureProof {
    const { record, now, documents, bytes } = erased
    const chainHash = this.desk.store.chain.head(record.id)!.hash
    this.access.erase(record.id)
    this.desk.store.chain.erase(record.id)
    this.desk.store.records.erase(record.id, now)
    return { documents, bytes, erasedAt: now, chainHash }
  }

  private keyOf(traits: IdentityTraits): RecordKey | null {
    const { insOid, matricule } = traits
    if (!insOid || !matricule) return null
    if (environmentOfOid(insOid) !== this.rules.environment) return null
    const parsed = parseMatricule(matricule)
    return parsed.ok ? { insOid, matricule: parsed.value } : null
  }
}

/** Others learn that the record is closed, and no more. */
const mayKnowWhy = (caller: Caller): boolean =>
  caller.kind === 'administrator' || caller.kind === 'system' || isPatientSide(caller)

function yearsLater(ms: number, years: number): number {
  const date = new Date(ms)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.getTime()
}
