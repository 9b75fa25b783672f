import type { AccountId, MailboxId, MessageId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Trace } from '../../domain/trace.js'
import type {
  AccountUsage,
  Annotation,
  CorrespondenceCount,
  CorrespondenceEmail,
  EmailPlace,
  ExchangeActivity,
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  SentDays,
  SortCriterion,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  StoreReader,
  TextQuery,
  ThreadAlgorithm,
  TraceFilter,
} from '../contract.js'
import { seenOwner } from '../seen-marks.js'
import { BodyReading } from './body-reading.js'
import { CorrespondenceReading } from './correspondence-reading.js'
import { DirectoryReading } from './directory-reading.js'
import { GatheredBodies } from './gathered-bodies.js'
import { MailboxReading } from './mailbox-reading.js'
import { MessageReading } from './message-reading.js'
import type { Searching } from './search-client.js'
import { SnapshotCache } from './snapshot-cache.js'
import { changesOfSnapshot } from './snapshot-changes.js'
import type { Sql } from './sql.js'
import { StructureReading } from './structure-reading.js'
import { readTraces } from './trace-reading.js'

/**
 * Reads on a connection of its own; whatever may take long is sliced or, like a search, done in a
 * worker.
 */
export class SqliteReader extends DirectoryReading implements StoreReader {
  private readonly mailboxReading: MailboxReading
  private readonly messageReading: MessageReading
  private readonly structures: StructureReading
  private readonly exchanged: CorrespondenceReading
  private readonly bodies: BodyReading
  private readonly gathered: GatheredBodies
  private readonly snapshots: SnapshotCache

  constructor(
    private readonly reads: Sql,
    private readonly search: Searching | null,
    messageCacheBytesMax: number = limits.messageCacheBytesMax,
  ) {
    super(reads)
    this.mailboxReading = new MailboxReading(reads)
    this.messageReading = new MessageReading(reads, messageCacheBytesMax)
    this.structures = new StructureReading(reads)
    this.exchanged = new CorrespondenceReading(reads, this.structures)
    this.bodies = new BodyReading(reads)
    this.gathered = new GatheredBodies(reads, this.bodies)
    this.snapshots = new SnapshotCache(reads, this.mailboxReading)
  }

  async mailboxes(accountId: AccountId, viewer?: PersonId | null): Promise<StoredMailbox[]> {
    return this.mailboxReading.all(accountId, viewer)
  }
  async subscriptions(accountId: AccountId): Promise<string[]> {
    return this.mailboxReading.subscriptions(accountId)
  }
  async mailbox(id: MailboxId, viewer?: PersonId | null): Promise<StoredMailbox | null> {
    return this.mailboxReading.byId(id, viewer)
  }
  async mailboxByName(accountId: AccountId, name: string, viewer?: PersonId | null) {
    return this.mailboxReading.byName(accountId, name, viewer)
  }
  async mailboxByRole(accountId: AccountId, role: MailboxRole, viewer?: PersonId | null) {
    return this.mailboxReading.byRole(accountId, role, viewer)
  }
  async snapshot(id: MailboxId, viewer?: PersonId | null): Promise<MailboxSnapshot | null> {
    return this.snapshots.get(id, viewer)
  }
  async changes(
    id: MailboxId,
    after: ModSeq,
    viewer?: PersonId | null,
  ): Promise<MailboxChanges | null> {
    const short = this.reads.inOneMoment(() => {
      const row = this.mailboxReading.row(id, viewer)
      const isShared = row !== null && seenOwner(row.seenMarks, viewer) === null
      return isShared ? this.mailboxReading.shortChanges(row, after) : null
    })
    if (short) return short
    const snapshot = await this.snapshots.get(id, viewer)
    if (!snapshot) return null
    const expunged = this.mailboxReading.expungedBetween(id, after, snapshot.modSeq)
    return changesOfSnapshot(snapshot, after, expunged)
  }

  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    return this.messageReading.messages(ids)
  }
  /** Contents that were removed. */
  forget(ids: readonly MessageId[]): void {
    this.messageReading.forget(ids)
    this.structures.forget(ids)
  }
  async structure(id: MessageId): Promise<StoredStructure | null> {
    return this.structures.get(id)
  }
  body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array> {
    return this.bodies.stream(id, start, end)
  }
  async bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null> {
    return this.gathered.range(id, start, end)
  }

  private get searching(): Searching {
    if (this.search === null) throw new Error('this reader does not search')
    return this.search
  }
  async searchText(id: MailboxId, query: TextQuery): Promise<Uid[]> {
    return this.searching.searchText(id, query)
  }
  async sorted(id: MailboxId, criteria: readonly SortCriterion[]): Promise<Uint32Array | null> {
    return this.searching.sorted(id, criteria)
  }
  async sentDays(id: MailboxId): Promise<SentDays | null> {
    return this.searching.sentDays(id)
  }
  async threads(id: MailboxId, algorithm: ThreadAlgorithm, uids: Uint32Array | null) {
    return this.searching.threads(id, algorithm, uids)
  }
  async usage(accountId: AccountId): Promise<AccountUsage> {
    return this.reads.get<AccountUsage>(
      `SELECT coalesce(sum(bytes), 0) AS bytes, coalesce(sum(exists_count), 0) AS messages,
         count(*) AS mailboxes FROM mailboxes WHERE account_id = ?`,
      accountId,
    )!
  }
  async annotations(
    accountId: AccountId,
    mailboxId: MailboxId | null,
    personId: PersonId | null,
  ): Promise<Annotation[]> {
    const rows = this.reads.rows<[string, Buffer]>(
      `SELECT entry, value FROM annotations
       WHERE account_id = ? AND mailbox_id = ? AND person_id = ? ORDER BY entry`,
      accountId,
      mailboxId ?? 0,
      personId ?? 0,
    )
    return rows.map(([entry, value]) => ({ entry, value: value.toString('latin1') }))
  }

  async correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]> {
    return this.exchanged.correspondence(patientId, professionalAddress, limit, before)
  }
  async correspondenceCounts(
    patientId: AccountId,
    professionalAddress?: string,
  ): Promise<CorrespondenceCount[]> {
    return this.exchanged.counts(patientId, professionalAddress)
  }
  async correspondenceAmong(mailboxId: MailboxId, uids: readonly Uid[], limit: number) {
    return this.exchanged.among(mailboxId, uids, limit)
  }
  async drafts(patientId: AccountId, professionalAddress: string): Promise<CorrespondenceEmail[]> {
    return this.exchanged.drafts(patientId, professionalAddress)
  }
  async placesOf(messageId: MessageId): Promise<EmailPlace[]> {
    return this.exchanged.placesOf(messageId)
  }
  async exchangeActivity(professionalAddress: string): Promise<ExchangeActivity[]> {
    return this.exchanged.activity(await this.exchangesOfProfessional(professionalAddress))
  }
  async traces(filter: TraceFilter, limit: number, before?: number): Promise<Trace[]> {
    return readTraces(this.reads, filter, limit, before)
  }
}
