import { type Clock, systemClock } from '../../domain/clock.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { err, type Result } from '../../domain/result.js'
import type { AccessMatrix } from '../access/access-matrix.js'
import { AccessService } from '../access/access-service.js'
import { AccessStore } from '../access/access-store.js'
import type { RecordConnector } from '../connectors/connector.js'
import type { AccessChange, EmergencyAccess } from '../contract/access.js'
import type { Caller, ProfessionalCaller, RecordKey } from '../contract/callers.js'
import type { TraceQuery } from '../contract/traces.js'
import type {
  Deposit,
  DocumentChange,
  DocumentQuery,
  DocumentVault,
  Filing,
  VaultRefusal,
} from '../contract/vault.js'
import type { VaultStore } from '../store/vault-store.js'
import { AccessGate } from './access-gate.js'
import { ChangeDesk } from './change-desk.js'
import { DepositDesk } from './deposit-desk.js'
import type { DocumentReaders } from './deposit-reading.js'
import { Desk } from './desk.js'
import { ForwardingDesk } from './forwarding-desk.js'
import { HeldDesk } from './held-desk.js'
import { ProposalDesk } from './proposal-desk.js'
import { ReadingDesk } from './reading-desk.js'
import { RecordLifeDesk } from './record-life.js'
import { vaultFindings } from './vault-check.js'

export interface VaultParts {
  readonly store: VaultStore
  readonly readers: DocumentReaders
  readonly matrix: AccessMatrix
  readonly connector: RecordConnector
  readonly retentionYears: number
  readonly clock?: Clock
}

/**
 * The document vault in this thread. Each method is judged, done and traced by one of the desks;
 * this class only says which. Throws for bugs and broken disks only: the host answers those with
 * `unavailable`.
 */
export class VaultService implements DocumentVault {
  private readonly access_: AccessService
  private readonly life: RecordLifeDesk
  private readonly deposits: DepositDesk
  private readonly proposals: ProposalDesk
  private readonly held: HeldDesk
  private readonly reading: ReadingDesk
  private readonly changes: ChangeDesk
  private readonly forwarding: ForwardingDesk
  private readonly underWay = new Set<Promise<unknown>>()
  private isClosed = false

  constructor(private readonly parts: VaultParts) {
    const { store, matrix, readers } = parts
    const accessStore = new AccessStore(store.db, store.records)
    const desk = new Desk(store, new AccessGate(accessStore, matrix))
    this.access_ = new AccessService({
      db: store.db,
      store: accessStore,
      traces: store.chain,
      matrix,
      clock: parts.clock ?? systemClock,
      findRecord: (key) => {
        const record = store.records.find(key)
        return record && { recordRow: record.id, isOpen: record.state === 'open' }
      },
      keyOfRecord: (recordRow) => store.records.recordKey(recordRow),
      isHiddenFromHolder: (recordRow, documentId) => {
        const document = store.documents.byPublicId(recordRow, documentId)
        if (!document) return false
        return document.hidden_holder === 1 || document.hold_reason === 'identity-doubt'
      },
    })
    const { environment } = readers
    this.life = new RecordLifeDesk(desk, accessStore, {
      environment,
      retentionYears: parts.retentionYears,
    })
    this.deposits = new DepositDesk(desk, readers, () => this.isClosed)
    this.proposals = new ProposalDesk(desk, readers, () => this.isClosed)
    this.held = new HeldDesk(desk)
    this.reading = new ReadingDesk(desk)
    this.changes = new ChangeDesk(desk)
    this.forwarding = new ForwardingDesk(desk, parts.connector)
  }

  putRecord = async (traits: IdentityTraits, caller: Caller) =>
    this.live(() => this.life.putRecord(traits, caller))
  record = async (key: RecordKey, caller: Caller) => this.live(() => this.life.record(key, caller))
  closeRecord = async (key: RecordKey, reason: string, caller: Caller) =>
    this.live(() => this.life.closeRecord(key, reason, caller))
  reopenRecord = async (key: RecordKey, caller: Caller) =>
    this.live(() => this.life.reopenRecord(key, caller))
  eraseRecord = async (key: RecordKey, caller: Caller) =>
    this.live(() => this.life.eraseRecord(key, caller))
  eraseDue = async (now: number) => (this.isClosed ? 0 : this.life.eraseDue(now))

  propose = async (deposit: Deposit) => this.live(() => this.proposals.propose(deposit))
  deposit = async (deposit: Deposit) => this.live(() => this.deposits.deposit(deposit))
  heldDocuments = async (key: RecordKey, caller: Caller) =>
    this.live(() => this.held.heldDocuments(key, caller))
  settleHeld = async (
    key: RecordKey,
    documentId: string,
    choice: Parameters<Filing['settleHeld']>[2],
    caller: Caller,
  ) => this.live(() => this.held.settleHeld(key, documentId, choice, caller))
  forward: Filing['forward'] = async (documentId) => {
    if (this.isClosed) return { kind: 'later', says: 'Le coffre est arrêté.' }
    return this.counted(this.forwarding.forward(documentId))
  }

  documents = async (key: RecordKey, query: DocumentQuery, caller: Caller) =>
    this.live(() => this.reading.documents(key, query, caller))
  content = async (key: RecordKey, documentId: string, caller: Caller) =>
    this.live(() => this.reading.content(key, documentId, caller))
  history = async (key: RecordKey, documentId: string, caller: Caller) =>
    this.live(() => this.reading.history(key, documentId, caller))
  change = async (key: RecordKey, documentId: string, change: DocumentChange, caller: Caller) =>
    this.live(() => this.changes.change(key, documentId, change, caller))

  access = async (key: RecordKey, caller: Caller) =>
    this.live(() => this.access_.access(key, caller))
  changeAccess = async (key: RecordKey, change: AccessChange, caller: Caller) =>
    this.live(() => this.access_.changeAccess(key, change, caller))
  openInEmergency = async (
    key: RecordKey,
    mode: EmergencyAccess['mode'],
    motive: string,
    caller: ProfessionalCaller,
  ) => this.live(() => this.access_.openInEmergency(key, mode, motive, caller))
  notices = async (key: RecordKey, caller: Caller) =>
    this.live(() => this.access_.notices(key, caller))
  acknowledgeNotice = async (key: RecordKey, noticeId: string, caller: Caller) =>
    this.live(() => this.access_.acknowledgeNotice(key, noticeId, caller))
  untoldEmergencies = async (max: number) =>
    this.isClosed ? [] : this.access_.untoldEmergencies(max)
  markEmergenciesTold = async (noticeIds: readonly string[]) =>
    !this.isClosed && this.access_.markEmergenciesTold(noticeIds)

  traces = async (key: RecordKey, query: TraceQuery, caller: Caller) =>
    this.live(() => this.access_.traces(key, query, caller))
  check = async () =>
    this.isClosed ? [] : this.counted(vaultFindings(this.parts.store, () => this.isClosed))

  /** Seals all records' keys under a new master key; answers how many. */
  rotateKeys = async (): Promise<number> => this.parts.store.rotateKeys()

  /** Waits for what is under way. */
  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    // What an extractor was reading comes back as a crash, and is answered with `unavailable`.
    await this.parts.readers.extractor.close()
    await Promise.allSettled(this.underWay)
    await this.parts.connector.close()
    this.parts.store.close()
  }

  private async live<T>(
    act: () => Result<T, VaultRefusal> | Promise<Result<T, VaultRefusal>>,
  ): Promise<Result<T, VaultRefusal>> {
    if (this.isClosed) return err('unavailable')
    return this.counted(Promise.resolve(act()))
  }
  private async counted<T>(work: Promise<T>): Promise<T> {
    this.underWay.add(work)
    try {
      return await work
    } finally {
      this.underWay.delete(work)
    }
  }
}
