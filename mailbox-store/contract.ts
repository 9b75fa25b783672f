/**
 * The store contract. A transaction is data: `commit(batch)` with preconditions, operations, jobs
 * and traces, never a
 * callback (DESIGN.md §5). The engine gives UIDs and modseqs inside the transaction; refusals are
 * values.
 *
 * Rules a reader cannot guess:
 * - `commit` answers only after the disk answered (invariant 1). It is all or nothing.
 * - Modseq order equals visibility order: a reader that saw modseq n sees every change up to n.
 * - Nothing here assumes one process. `onCommitted` is a hint that may be lost or doubled; a
 * reader re-reads
 *   from its last modseq.
 * - Lists come in pages of at most limits.pageRowsMax; a page shorter than asked for is the last
 * one.
 */
import type { Account, Credential, Member, MemberRight, Person } from '../domain/account.js'
import type { Exchange } from '../domain/exchange.js'
import type {
  AccountId,
  CredentialId,
  JobId,
  MailboxId,
  MessageId,
  ModSeq,
  PersonId,
  StagedBodyId,
  Uid,
} from '../domain/ids.js'
import type { Profile, ProfileState } from '../domain/profile.js'
import type { Reason } from '../domain/reasons.js'
import type { NewTrace, Trace } from '../domain/trace.js'
import type { Envelope, MimePart, ScannedMessage } from '../mail-format/scanned-message.js'

export interface MailboxStore {
  readonly engine: 'memory' | 'sqlite' | 'postgres'
  commit(batch: Batch): Promise<CommitResult>
  /**
   * Streams a body before its commit, for bodies above limits.inlineBodyBytesMax. A staged body
   * that no batch took
   * is dropped when the writer aborts, and at the next start.
   */
  stageBody(): StagedBodyWriter
  read: StoreReader
  jobs: JobQueue
  /**
   * Calls back after each commit that is visible to readers, also those of other processes.
   * Returns the unsubscribe.
   */
  onCommitted(listener: (notice: CommitNotice) => void): () => void
  /**
   * Every violated invariant, as a list that is empty when all is well. Runs beside live traffic.
   */
  check(progress?: (done: number, total: number) => void): Promise<CheckFinding[]>
  /**
   * Consistent copy of the whole store into `file`, online. Memory engine: throws `unsupported`.
   */
  backup(file: string, progress?: (done: number, total: number) => void): Promise<void>
  /** Waits for commits under way, then closes. Later calls answer `storage-failed`. */
  close(): Promise<void>
}

// --- writing
// ---------------------------------------------------------------------------------------

export interface Batch {
  readonly preconditions?: readonly Precondition[]
  /** Contents that operations and jobs refer to by index. */
  readonly messages?: readonly NewMessage[]
  readonly operations?: readonly Operation[]
  readonly jobs?: readonly NewJob[]
  readonly traces?: readonly BatchTrace[]
}

export interface BatchTrace extends NewTrace {
  /** Index of a `put-account` operation of this batch, in place of `accountId`. */
  readonly accountIndex?: number
}

/** True at the moment of the commit, or the batch is refused with the reason named. */
export type Precondition =
  | { readonly kind: 'account-active'; readonly accountId: AccountId }
  | { readonly kind: 'profile-open'; readonly accountId: AccountId }
  | {
      readonly kind: 'exchange-open'
      readonly patientId: AccountId
      readonly professionalAddress: string
    }
  | {
      readonly kind: 'member-right'
      readonly accountId: AccountId
      readonly personId: PersonId
      readonly right: MemberRight
    }

/**
 * The exact bytes received, and the header lines that we put before them (Return-Path,
 * Received...).
 */
export interface NewMessage {
  readonly prefix: Uint8Array
  readonly body: { readonly inline: Uint8Array } | { readonly staged: StagedBodyId }
  /**
   * Of prefix + body together: offsets count from the first octet of the prefix.
   */
  readonly scanned: ScannedMessage
}

/** A message by index into Batch.messages, or one that the store already has. */
export type MessageRef = { readonly index: number } | { readonly messageId: MessageId }

export type Operation =
  | AppendEmail
  | ChangeFlags
  | CopyEmails
  | MoveEmails
  | Expunge
  | CreateMailbox
  | RenameMailbox
  | DeleteMailbox
  | Subscribe
  | PutPerson
  | PutAccount
  | ChangeAccount
  | PutMember
  | RemoveMember
  | PutCredential
  | RemoveCredential
  | PutProfile
  | ChangeProfileState
  | OpenExchange
  | EndExchange
  | FinishJob
  | RescheduleJob
  | ChangeJob

export interface AppendEmail {
  readonly op: 'append-email'
  readonly accountId: AccountId
  /** A mailbox by id or by role (the account's own, e.g. `inbox`). */
  readonly mailbox: MailboxId | MailboxRole
  readonly message: MessageRef
  readonly flags: readonly string[]
  /** Milliseconds; RFC 9051 §2.3.3. */
  readonly internalDate: number
  /**
   * On a patient's account: the professional address whose exchange this belongs to. Null
   * elsewhere.
   */
  readonly correspondent: string | null
}
export interface ChangeFlags {
  readonly op: 'change-flags'
  readonly mailboxId: MailboxId
  /** Ascending; UIDs that are gone are passed over. */
  readonly uids: readonly Uid[]
  readonly change: 'add' | 'remove' | 'replace'
  readonly flags: readonly string[]
  /** RFC 7162 §3.1.3: messages changed after it are left alone and listed in `modified`. */
  readonly unchangedSince?: ModSeq
}
export interface CopyEmails {
  readonly op: 'copy-emails'
  readonly fromMailboxId: MailboxId
  readonly uids: readonly Uid[]
  readonly toMailboxId: MailboxId
}
export interface MoveEmails {
  readonly op: 'move-emails'
  readonly fromMailboxId: MailboxId
  readonly uids: readonly Uid[]
  readonly toMailboxId: MailboxId
}
export interface Expunge {
  readonly op: 'expunge'
  readonly mailboxId: MailboxId
  /** Only those of these UIDs, or all with \Deleted when null. */
  readonly uids: readonly Uid[] | null
  /** False removes the UIDs whatever their flags. */
  readonly onlyDeleted: boolean
}
export interface CreateMailbox {
  readonly op: 'create-mailbox'
  readonly accountId: AccountId
  /** Decoded Unicode path, `/` between levels; missing parents are created with it. */
  readonly name: string
  readonly role: MailboxRole | null
  readonly subscribed: boolean
}
export interface RenameMailbox {
  readonly op: 'rename-mailbox'
  readonly accountId: AccountId
  readonly mailboxId: MailboxId
  /**
   * Children follow. Renaming the inbox moves its messages into a new mailbox (RFC 9051 §6.3.6).
   */
  readonly name: string
}
export interface DeleteMailbox {
  readonly op: 'delete-mailbox'
  readonly accountId: AccountId
  readonly mailboxId: MailboxId
}
export interface Subscribe {
  readonly op: 'subscribe'
  readonly accountId: AccountId
  readonly name: string
  readonly subscribed: boolean
}
export interface PutPerson {
  readonly op: 'put-person'
  readonly person: Omit<Person, 'id'>
}
/**
 * Creates the account and its standard mailboxes (`standardMailboxes` below). Refused:
 * `already-exists`.
 */
export interface PutAccount {
  readonly op: 'put-account'
  readonly account: Omit<Account, 'id'>
  /** Index of a `put-person` operation of this batch whose new person owns the account. */
  readonly ownerIndex?: number
}
export interface ChangeAccount {
  readonly op: 'change-account'
  readonly accountId: AccountId
  readonly change: Partial<
    Pick<Account, 'displayName' | 'entity' | 'state' | 'acceptsPatientsFirst' | 'quotaBytes'>
  >
}
export interface PutMember {
  readonly op: 'put-member'
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly right: MemberRight
}
export interface RemoveMember {
  readonly op: 'remove-member'
  readonly accountId: AccountId
  readonly personId: PersonId
}
export interface PutCredential {
  readonly op: 'put-credential'
  readonly credential: Omit<Credential, 'id'>
  /** Indexes of operations of this batch that give the ids, in place of those of `credential`. */
  readonly accountIndex?: number
  readonly personIndex?: number
}
export interface RemoveCredential {
  readonly op: 'remove-credential'
  readonly credentialId: CredentialId
}
export interface PutProfile {
  readonly op: 'put-profile'
  readonly profile: Profile
  /** Index of the `put-account` of this batch, in place of profile.accountId. */
  readonly accountIndex?: number
}
export interface ChangeProfileState {
  readonly op: 'change-profile-state'
  readonly accountId: AccountId
  readonly state: ProfileState
}
/** Creates or reopens; the name and entity are renewed. */
export interface OpenExchange {
  readonly op: 'open-exchange'
  readonly patientId: AccountId
  readonly professionalAddress: string
  readonly professionalName: string
  readonly professionalEntity: string
  readonly at: number
}
/** Outcome `changed: false` when there was none or it was ended already. */
export interface EndExchange {
  readonly op: 'end-exchange'
  readonly patientId: AccountId
  readonly professionalAddress: string
  readonly endedBy: string
  readonly at: number
}
/** Refused with `lease-lost` when another holder claimed the job meanwhile. */
export interface FinishJob {
  readonly op: 'finish-job'
  readonly jobId: JobId
  readonly lease: string
}
export interface RescheduleJob {
  readonly op: 'reschedule-job'
  readonly jobId: JobId
  readonly lease: string
  readonly dueAt: number
  readonly payload: JobPayload
  readonly lastError: string
}

/**
 * An administrator's act on a waiting job, without a lease: due at `dueAt`, or dropped when that
 * is null. Refused with
 * `lease-lost` while a holder works on it, `not-found` when it is gone.
 */
export interface ChangeJob {
  readonly op: 'change-job'
  readonly jobId: JobId
  readonly dueAt: number | null
}

export type CommitResult =
  | {
      readonly ok: true
      readonly outcomes: readonly Outcome[]
      readonly messageIds: readonly MessageId[]
    }
  | { readonly ok: false; readonly reason: Reason }

/** One an operation, in the order of Batch.operations. */
export type Outcome =
  | {
      readonly op: 'append-email'
      readonly mailboxId: MailboxId
      readonly uidValidity: number
      readonly uid: Uid
      readonly modSeq: ModSeq
    }
  | {
      readonly op: 'change-flags'
      readonly changed: readonly Uid[]
      readonly modified: readonly Uid[]
      readonly modSeq: ModSeq
    }
  | {
      readonly op: 'copy-emails' | 'move-emails'
      readonly uidValidity: number
      readonly from: readonly Uid[]
      readonly to: readonly Uid[]
      readonly modSeq: ModSeq
    }
  | { readonly op: 'expunge'; readonly uids: readonly Uid[]; readonly modSeq: ModSeq }
  | {
      readonly op: 'create-mailbox' | 'rename-mailbox' | 'delete-mailbox'
      readonly mailboxId: MailboxId
    }
  | { readonly op: 'put-person'; readonly personId: PersonId }
  | { readonly op: 'put-account'; readonly accountId: AccountId }
  | { readonly op: 'put-credential'; readonly credentialId: CredentialId }
  | { readonly op: 'open-exchange' | 'end-exchange'; readonly changed: boolean }
  | { readonly op: 'done' }

export interface StagedBodyWriter {
  readonly id: StagedBodyId
  /**
   * Resolves when the store can take more (back-pressure). The chunk is not changed by the caller
   * afterwards.
   */
  write(chunk: Uint8Array): Promise<void>
  /** After it, a batch may name the body. */
  finish(): Promise<{ readonly bytes: number }>
  abort(): Promise<void>
}

// --- mailboxes and emails
// ---------------------------------------------------------------------------

/** RFC 6154 uses, `inbox`, and `closed-exchanges` for "Échanges clos". */
export type MailboxRole =
  | 'inbox'
  | 'sent'
  | 'drafts'
  | 'trash'
  | 'junk'
  | 'archive'
  | 'closed-exchanges'

/**
 * Made with each account. Names are English on the wire (client-transcripts.md); gateway/imap
 * maps French names on them.
 */
export const standardMailboxes: readonly { readonly name: string; readonly role: MailboxRole }[] = [
  { name: 'INBOX', role: 'inbox' },
  { name: 'Drafts', role: 'drafts' },
  { name: 'Sent', role: 'sent' },
  { name: 'Trash', role: 'trash' },
  { name: 'Junk', role: 'junk' },
  { name: 'Archive', role: 'archive' },
  { name: 'Échanges clos', role: 'closed-exchanges' },
]

export interface StoredMailbox {
  readonly id: MailboxId
  readonly accountId: AccountId
  /** Unicode path, `/` between levels; the inbox is `INBOX`. */
  readonly name: string
  readonly role: MailboxRole | null
  readonly subscribed: boolean
  readonly uidValidity: number
  readonly uidNext: number
  readonly highestModSeq: ModSeq
  readonly exists: number
  readonly unseen: number
  readonly deleted: number
  readonly bytes: number
  /** Bit 5 + i of a flag mask is keywords[i]. */
  readonly keywords: readonly string[]
}

/**
 * The whole of a mailbox in parallel arrays, ascending by UID: a frozen picture as of `modSeq`,
 * shared between
 * sessions. Never written to by readers.
 */
export interface MailboxSnapshot {
  readonly mailbox: StoredMailbox
  readonly modSeq: ModSeq
  readonly uids: Uint32Array
  readonly flags: Int32Array
  readonly modSeqs: Float64Array
  readonly sizes: Uint32Array
  /** Milliseconds. */
  readonly internalDates: Float64Array
  readonly messageIds: Float64Array
}

export interface MailboxChanges {
  readonly mailbox: StoredMailbox
  /** Everything up to here is in this answer. */
  readonly modSeq: ModSeq
  /** New and changed emails, ascending by UID. */
  readonly emails: readonly ChangedEmail[]
  /** Gone since, ascending. */
  readonly vanished: readonly Uid[]
  /**
   * False when the expunge log no longer reaches back: `vanished` is then every missing UID below
   * uidNext.
   */
  readonly complete: boolean
}
export interface ChangedEmail {
  readonly uid: Uid
  readonly flags: number
  readonly modSeq: ModSeq
  readonly size: number
  readonly internalDate: number
  readonly messageId: MessageId
}

/** What was computed at arrival. Wire strings as in ScannedMessage. */
export interface StoredMessage {
  readonly id: MessageId
  readonly bytes: number
  readonly headerBytes: number
  readonly envelopeWire: string
  readonly bodyStructureWire: string
  readonly bodyWire: string
  readonly preview: string
  readonly hasAttachment: boolean
}
export interface StoredStructure {
  readonly root: MimePart
  readonly envelope: Envelope
  /** X-MSS-* and the like (PolicyHeaders.values). */
  readonly policyValues: Readonly<Record<string, string>>
}

/** One email of a patient's exchange with a professional, for the portal. */
export interface CorrespondenceEmail {
  readonly mailboxId: MailboxId
  readonly role: MailboxRole | null
  readonly uid: Uid
  readonly messageId: MessageId
  readonly seen: boolean
  readonly internalDate: number
  readonly bytes: number
  readonly preview: string
  readonly hasAttachment: boolean
  readonly envelope: Envelope
  readonly policyValues: Readonly<Record<string, string>>
}

/**
 * What SEARCH asks the full-text index: a substring, without case and accents (RFC 9051 §6.4.4,
 * i;unicode-casemap).
 */
export interface TextQuery {
  readonly field: 'text' | 'body' | 'subject' | 'from' | 'to' | 'cc' | 'bcc' | 'header'
  /** Header name, lower case, for `header`; empty value means "has this field". */
  readonly headerName?: string
  readonly value: string
}

export interface StoreReader {
  // Directory.
  account(id: AccountId): Promise<Account | null>
  /** Lower-case address. */
  accountByAddress(address: string): Promise<Account | null>
  /** Ascending by id, after `after`. */
  accounts(after: AccountId | null, limit: number): Promise<Account[]>
  person(id: PersonId): Promise<Person | null>
  persons(): Promise<Person[]>
  accountsOwnedBy(personId: PersonId): Promise<Account[]>
  members(accountId: AccountId): Promise<Member[]>
  memberships(personId: PersonId): Promise<Member[]>
  /** Certificates by canonical subject DN. */
  certificateCredentials(subject: string): Promise<Credential[]>
  credentialsOfAccount(accountId: AccountId): Promise<Credential[]>
  credentialsOfPerson(personId: PersonId): Promise<Credential[]>
  profile(accountId: AccountId): Promise<Profile | null>
  // Exchanges.
  exchange(patientId: AccountId, professionalAddress: string): Promise<Exchange | null>
  exchangesOfPatient(patientId: AccountId): Promise<Exchange[]>
  exchangesOfProfessional(professionalAddress: string): Promise<Exchange[]>
  // Mailboxes.
  mailboxes(accountId: AccountId): Promise<StoredMailbox[]>
  /** Names that are subscribed, also of mailboxes that are gone. */
  subscriptions(accountId: AccountId): Promise<string[]>
  mailbox(id: MailboxId): Promise<StoredMailbox | null>
  mailboxByName(accountId: AccountId, name: string): Promise<StoredMailbox | null>
  mailboxByRole(accountId: AccountId, role: MailboxRole): Promise<StoredMailbox | null>
  snapshot(id: MailboxId): Promise<MailboxSnapshot | null>
  changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null>
  /** In the order asked for; absent ones are left out. At most limits.pageRowsMax ids. */
  messages(ids: readonly MessageId[]): Promise<StoredMessage[]>
  structure(id: MessageId): Promise<StoredStructure | null>
  /**
   * Octets `start` to `end` (exclusive) of prefix + body, in chunks of at most
   * limits.bodyChunkBytesMax. Ends early
   * when the message is shorter; throws when the message is gone.
   */
  body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array>
  /**
   * The same for a range held in one buffer, for small ranges (headers, small messages); null
   * when gone.
   */
  bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null>
  /** UIDs of the mailbox that match, ascending. Runs off the event loop when it is long. */
  searchText(id: MailboxId, query: TextQuery): Promise<Uid[]>
  usedBytes(accountId: AccountId): Promise<number>
  /** Newest first, before `before` (internal date) when given. */
  correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]>
  correspondenceCounts(patientId: AccountId): Promise<
    {
      readonly professionalAddress: string
      readonly total: number
      readonly unseen: number
      readonly lastAt: number
      readonly lastPreview: string
      readonly lastSubject: string
    }[]
  >
  /** Newest first, with sequence below `before`. */
  traces(filter: TraceFilter, limit: number, before?: number): Promise<Trace[]>
}

export interface TraceFilter {
  readonly accountId?: AccountId
  readonly action?: string
  readonly outcome?: 'accepted' | 'refused' | 'deferred'
  readonly messageId?: string
  readonly fromAt?: number
  readonly untilAt?: number
}

// --- jobs
// -------------------------------------------------------------------------------------------

export type JobPayload = Readonly<Record<string, unknown>>

export interface NewJob {
  /** `outbound`, `notify`, `vault`, `record`... */
  readonly queue: string
  readonly dueAt: number
  readonly payload: JobPayload
  /** Keeps the content alive until the job is finished. */
  readonly message?: MessageRef
}
export interface Job {
  readonly id: JobId
  readonly queue: string
  readonly dueAt: number
  readonly createdAt: number
  readonly attempts: number
  readonly payload: JobPayload
  readonly messageId: MessageId | null
  readonly lastError: string | null
}
export interface LeasedJob extends Job {
  readonly lease: string
}

export interface JobQueue {
  /**
   * Takes up to `max` due jobs and holds them until `now + leaseMs`; a holder that died loses
   * them then.
   * `attempts` counts this claim too.
   */
  claim(queue: string, max: number, now: number, leaseMs: number): Promise<LeasedJob[]>
  /** When the next job of the queue is due, or null. */
  nextDueAt(queue: string): Promise<number | null>
  list(queue: string | null, limit: number): Promise<Job[]>
}

// --- hints and findings
// -----------------------------------------------------------------------------

export interface CommitNotice {
  /**
   * Accounts and mailboxes touched; empty lists with `everything` when the origin is another
   * process.
   */
  readonly accountIds: readonly AccountId[]
  readonly mailboxIds: readonly MailboxId[]
  readonly queues: readonly string[]
  readonly everything: boolean
}

export interface CheckFinding {
  /**
   * Which invariant, e.g. `mailbox-counts`, `uid-order`, `modseq-order`, `body-length`,
   * `trace-chain`.
   */
  readonly invariant: string
  /** For an administrator; ids only, never an address or a name. */
  readonly says: string
}
