import type { Database } from 'better-sqlite3'
import type { Clock } from '../../domain/clock.js'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  AccessChange,
  AccessSettings,
  AccessVault,
  EmergencyAccess,
  HolderNotice,
  UntoldEmergency,
} from '../contract/access.js'
import type { Caller, ProfessionalCaller, RecordKey } from '../contract/callers.js'
import type { TraceQuery, VaultAct, VaultTrace } from '../contract/traces.js'
import type { VaultRefusal } from '../contract/vault.js'
import type { TraceChain } from '../traces/trace-chain.js'
import { tracesShownTo } from '../traces/trace-view.js'
import type { AccessMatrix } from './access-matrix.js'
import type { AccessStore } from './access-store.js'
import { changeAccess } from './change-access.js'
import { changeFacts } from './change-facts.js'
import { type AccessDoor, type AccessNeed, decideAccess } from './decide-access.js'
import { declarationNotice, emergencyNotice } from './holder-notice.js'
import { openEmergencyDoor } from './open-emergency-door.js'
import { settingsShownTo } from './settings-view.js'

/** What the record store says of a key; null: no record (or an erased one). */
export interface FoundRecord {
  readonly recordRow: number
  readonly isOpen: boolean
}

export interface AccessServiceOptions {
  readonly db: Database
  readonly store: AccessStore
  readonly traces: TraceChain
  readonly matrix: AccessMatrix
  readonly clock: Clock
  readonly findRecord: (key: RecordKey) => FoundRecord | null
  /** Null for an erased record. */
  readonly keyOfRecord: (recordRow: number) => RecordKey | null
  /**
   * True: the holder's traces name neither its title nor its facts (not released yet, or held for
   * an identity doubt: it may be another person's).
   */
  readonly isHiddenFromHolder: (recordRow: number, documentId: string) => boolean
}

/** One act on a found record: what it answers, and what its trace says. */
interface Act<T> {
  readonly result: Result<T, VaultRefusal>
  readonly detail?: VaultTrace['detail']
  /** Where the act itself opens the door. */
  readonly door?: AccessDoor
}

/**
 * The doors of the records: settings, emergencies, notices, and the reading of traces. Each method
 * is one transaction: judged, done, traced.
 */
export class AccessService implements AccessVault {
  readonly #options: AccessServiceOptions

  constructor(options: AccessServiceOptions) {
    this.#options = options
  }

  async access(key: RecordKey, caller: Caller): Promise<Result<AccessSettings, VaultRefusal>> {
    return this.#act(key, caller, 'access-look', 'access.look', (record) => ({
      result: ok(settingsShownTo(caller, this.#options.store.state(record.recordRow))),
    }))
  }

  async changeAccess(
    key: RecordKey,
    change: AccessChange,
    caller: Caller,
  ): Promise<Result<AccessSettings, VaultRefusal>> {
    const { store, matrix, clock } = this.#options
    const detail = changeFacts(change)
    return this.#act(
      key,
      caller,
      'access-change',
      'access.change',
      ({ recordRow }) => {
        const before = store.state(recordRow)
        const changed = changeAccess(before, change, caller, matrix, clock.now())
        if (!changed.ok) return { result: changed, detail }
        store.setState(recordRow, changed.value)
        const says = declarationNotice(before, changed.value, caller, clock.now())
        if (says !== null) this.tell(recordRow, says)
        return { result: ok(settingsShownTo(caller, changed.value)), detail }
      },
      detail,
    )
  }

  async openInEmergency(
    key: RecordKey,
    mode: EmergencyAccess['mode'],
    motive: string,
    caller: ProfessionalCaller,
  ): Promise<Result<EmergencyAccess, VaultRefusal>> {
    const { store, matrix, clock } = this.#options
    const reason = motive.replace(/[\p{Cc}\s]+/gu, ' ').trim()
    const detail = { mode, motive: reason.slice(0, documentLimits.emergencyMotiveCharsMax) }
    return this.#act(
      key,
      caller,
      'emergency',
      'access.emergency',
      ({ recordRow }) => {
        const now = clock.now()
        const state = store.state(recordRow)
        const opened = openEmergencyDoor(state, mode, reason, caller, matrix, now)
        if (!opened.ok) return { result: opened, detail }
        store.setState(recordRow, opened.value.state)
        const says = emergencyNotice(caller, mode, reason, now)
        this.tell(recordRow, says, true)
        return {
          result: ok(opened.value.access),
          door: mode,
          detail: { ...detail, until: opened.value.access.until },
        }
      },
      detail,
    )
  }

  async notices(
    key: RecordKey,
    caller: Caller,
  ): Promise<Result<readonly HolderNotice[], VaultRefusal>> {
    return this.#act(key, caller, 'notices', 'access.look', ({ recordRow }) => ({
      result: ok(this.#options.store.notices(recordRow)),
      detail: { notices: true },
    }))
  }

  async acknowledgeNotice(
    key: RecordKey,
    noticeId: string,
    caller: Caller,
  ): Promise<Result<void, VaultRefusal>> {
    const { store, clock } = this.#options
    return this.#act(key, caller, 'notices', 'notice.acknowledge', ({ recordRow }) => ({
      result: store.acknowledge(recordRow, noticeId, clock.now())
        ? ok(undefined)
        : err('not-found'),
    }))
  }

  async untoldEmergencies(max: number): Promise<readonly UntoldEmergency[]> {
    const { store, keyOfRecord } = this.#options
    return store.untold(max).flatMap(({ noticeId, recordRow, at }) => {
      const record = keyOfRecord(recordRow)
      return record === null ? [] : [{ noticeId, record, at }]
    })
  }

  async markEmergenciesTold(noticeIds: readonly string[]): Promise<boolean> {
    const { db, store, clock } = this.#options
    const mark = (noticeId: string) => store.markTold(noticeId, clock.now())
    db.transaction(() => noticeIds.forEach(mark)).immediate()
    return true
  }

  async traces(
    key: RecordKey,
    query: TraceQuery,
    caller: Caller,
  ): Promise<Result<readonly VaultTrace[], VaultRefusal>> {
    const { traces, isHiddenFromHolder } = this.#options
    return this.#act(key, caller, 'traces', 'traces.read', ({ recordRow }) => ({
      result: ok(
        tracesShownTo(caller, query, {
          list: (asked) => traces.list(recordRow, asked),
          isHidden: (documentId) => isHiddenFromHolder(recordRow, documentId),
        }),
      ),
    }))
  }

  /** Tells the holder until acknowledged; belongs inside the caller's transaction. */
  tell(recordRow: number, says: string, isUrgent = false): void {
    this.#options.store.addNotice(recordRow, { at: this.#options.clock.now(), says, isUrgent })
  }

  /** Judged, done and traced in one transaction; a refusal changes nothing but the chain. */
  #act<T>(
    key: RecordKey,
    caller: Caller,
    need: AccessNeed,
    act: VaultAct,
    run: (record: FoundRecord) => Act<T>,
    refusedDetail: VaultTrace['detail'] = {},
  ): Result<T, VaultRefusal> {
    const { db, store, traces, matrix, clock, findRecord } = this.#options
    return db
      .transaction((): Result<T, VaultRefusal> => {
        const record = findRecord(key)
        if (record === null) return err('record-missing')
        const verdict = decideAccess({
          need,
          caller,
          isOpen: record.isOpen,
          state: store.state(record.recordRow),
          matrix,
          now: clock.now(),
          isAuthor: false,
          classCode: null,
        })
        const done: Act<T> = verdict.allowed
          ? run(record)
          : { result: err(verdict.refusal), detail: refusedDetail }
        traces.append(record.recordRow, {
          at: clock.now(),
          act,
          caller,
          door: verdict.allowed && done.result.ok ? (done.door ?? verdict.door) : '',
          outcome: done.result.ok ? 'done' : done.result.error,
          documentId: null,
          documentTitle: '',
          detail: done.detail ?? {},
        })
        return done.result
      })
      .immediate()
  }
}
