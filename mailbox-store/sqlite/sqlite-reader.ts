import type { AccountId, MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { Trace } from '../../domain/trace.js'
import type {
  CorrespondenceEmail,
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  StoreReader,
  TextQuery,
  TraceFilter,
} from '../contract.js'
import { BodyReading } from './body-reading.js'
import { DirectoryReading } from './directory-reading.js'
import { MailboxReading } from './mailbox-reading.js'
import { MessageReading } from './message-reading.js'
import { SnapshotCache } from './snapshot-cache.js'
import { changesOfSnapshot } from './snapshot-changes.js'
import type { Sql } from './sql.js'
import { readTraces } from './trace-reading.js'

export type SearchText = (id: MailboxId, query: TextQuery) => Promise<Uid[]>

/**
 * Reads on a connection of its own; whatever may take long is sliced or, like a search, done in a
 * worker.
 */
export class SqliteReader extends DirectoryReading implements StoreReader {
  private readonly mailboxReading: MailboxReading
  private readonly messageReading: MessageReading
  private readonly bodies: BodyReading
  private readonly snapshots: SnapshotCache

  constructor(
    private readonly reads: Sql,
    private readonly search: SearchText,
  ) {
    super(reads)
    this.mailboxReading = new MailboxReading(reads)
    this.messageReading = new MessageReading(reads)
    this.bodies = new BodyReading(reads)
    this.snapshots = new SnapshotCache(reads, this.mailboxReading)
  }

  async mailboxes(accountId: AccountId): Promise<StoredMailbox[]> {
    return this.mailboxReading.all(accountId)
  }
  async subscriptions(accountId: AccountId): Promise<string[]> {
    return this.mailboxReading.subscriptions(accountId)
  }
  async mailbox(id: MailboxId): Promise<StoredMailbox | null> {
    return this.mailboxReading.byId(id)
  }
  async mailboxByName(accountId: AccountId, name: string): Promise<StoredMailbox | null> {
    return this.mailboxReading.byName(accountId, name)
  }
  async mailboxByRole(accountId: AccountId, role: MailboxRole): Promise<StoredMailbox | null> {
    return this.mailboxReading.byRole(accountId, role)
  }
  async snapshot(id: MailboxId): Promise<MailboxSnapshot | null> {
    return this.snapshots.get(id)
  }
  async changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null> {
    const changes = this.mailboxReading.changes(id, after)
    if (changes !== 'too-many') return changes
    const snapshot = await this.snapshots.get(id)
    if (!snapshot) return null
    const expunged = this.mailboxReading.expungedBetween(id, after, snapshot.modSeq)
    return changesOfSnapshot(snapshot, after, expunged)
  }

  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    return this.messageReading.messages(ids)
  }
  async structure(id: MessageId): Promise<StoredStructure | null> {
    return this.messageReading.structure(id)
  }
  body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array> {
    return this.bodies.stream(id, start, end)
  }
  async bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null> {
    return this.bodies.range(id, start, end)
  }

  async searchText(id: MailboxId, query: TextQuery): Promise<Uid[]> {
    return this.search(id, query)
  }
  async usedBytes(accountId: AccountId): Promise<number> {
    return this.reads.number('SELECT used_bytes FROM accounts WHERE id = ?', accountId)
  }

  async correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]> {
    return this.messageReading.correspondence(patientId, professionalAddress, limit, before)
  }
  async correspondenceCounts(patientId: AccountId) {
    return this.messageReading.correspondenceCounts(patientId)
  }
  async traces(filter: TraceFilter, limit: number, before?: number): Promise<Trace[]> {
    return readTraces(this.reads, filter, limit, before)
  }
}
