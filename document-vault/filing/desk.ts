import { err, ok, type Result } from '../../domain/result.js'
import type { AccessNeed } from '../access/decide-access.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type { VaultAct, VaultTrace } from '../contract/traces.js'
import type { VaultRefusal } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { RecordRow } from '../store/record-store.js'
import type { VaultStore } from '../store/vault-store.js'
import type { AccessGate } from './access-gate.js'
import { isPatientSide } from './document-summary.js'
import type { Visit } from './visit.js'

export interface VisitRequest {
  readonly key: RecordKey
  readonly act: VaultAct
  readonly need: AccessNeed
  readonly caller: Caller
  /** For a document's own rules; looked at when the record is known. */
  readonly isAuthor?: (record: RecordRow) => boolean
  readonly documentId?: string | null
  readonly detail?: VaultTrace['detail']
}
/** What an act did, for its one trace. */
export interface Done<T> {
  readonly value: T
  readonly document?: StoredDocument | null
  readonly detail?: VaultTrace['detail']
}

/**
 * Every act on a record goes through here: one transaction with the judgement, the change and the
 * trace, also of a refusal (a refusal changes nothing).
 */
export class Desk {
  constructor(
    readonly store: VaultStore,
    readonly gate: AccessGate,
  ) {}

  visit<T>(
    request: VisitRequest,
    act: (visit: Visit) => Result<Done<T>, VaultRefusal>,
  ): Result<T, VaultRefusal> {
    const { key, caller, need } = request
    return this.store.transaction(() => {
      const record = this.store.records.find(key)
      if (!record) return err('record-missing')
      const now = this.store.clock.now()
      const isAuthor = request.isAuthor?.(record) ?? false
      const verdict = this.gate.judge(record, { need, caller, now, isAuthor })
      if (!verdict.allowed) return this.refuse(record, request, verdict.refusal)
      const visit = { record, caller, door: verdict.door, now }
      const done = act(visit)
      if (!done.ok) return this.refuse(record, request, done.error, verdict.door)
      const { value, document, detail } = done.value
      if (need === 'read') this.gate.noteReading(visit)
      this.trace(visit, request.act, {
        document: document ?? null,
        outcome: 'done',
        detail: { ...request.detail, ...detail },
      })
      return ok(value)
    })
  }

  trace(
    visit: Visit,
    act: VaultAct,
    what: {
      readonly document?: StoredDocument | null
      readonly title?: string
      readonly outcome: VaultTrace['outcome']
      readonly detail?: VaultTrace['detail']
    },
  ): void {
    this.store.chain.append(visit.record.id, {
      at: visit.now,
      act,
      caller: visit.caller,
      door: visit.door,
      outcome: what.outcome,
      documentId: what.document?.public_id ?? null,
      documentTitle: what.document?.head.title ?? what.title ?? '',
      detail: what.detail ?? {},
    })
  }

  private refuse(
    record: RecordRow,
    request: VisitRequest,
    refusal: VaultRefusal,
    door: string = '',
  ): { readonly ok: false; readonly error: VaultRefusal } {
    const { documents } = this.store
    // What the patient's side may not see is traced like what never was; a professional's try at a
    // masked document is told with its name.
    const isUnknown = refusal === 'not-found' && isPatientSide(request.caller)
    const document =
      request.documentId && !isUnknown ? documents.byPublicId(record.id, request.documentId) : null
    this.store.chain.append(record.id, {
      at: this.store.clock.now(),
      act: request.act,
      caller: request.caller,
      door,
      outcome: refusal,
      documentId: document?.public_id ?? null,
      documentTitle: document?.head.title ?? '',
      detail: request.detail ?? {},
    })
    return err(refusal)
  }
}
