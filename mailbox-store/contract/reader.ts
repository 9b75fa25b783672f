/** Every question that a store answers. Lists come in pages. */
import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, MailboxId, MessageId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import type { Profile } from '../../domain/profile.js'
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
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  TextQuery,
} from './mailboxes.js'
import type { SentDays, SortCriterion, ThreadAlgorithm, ThreadForest } from './ordering.js'

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
  /** By their exact secret: certificates, OpenID Connect subjects, activation codes. */
  credentialsBySecret(
    kind: 'certificate' | 'oidc' | 'activation',
    secret: string,
  ): Promise<Credential[]>
  credentialsOfAccount(accountId: AccountId): Promise<Credential[]>
  credentialsOfPerson(personId: PersonId): Promise<Credential[]>
  profile(accountId: AccountId): Promise<Profile | null>
  /** Profiles with this birth date (`YYYY-MM-DD`), ascending by account, after `after`. */
  profilesBorn(birthDate: string, after: AccountId | null, limit: number): Promise<Profile[]>
  /** `defaultPatientSettings` for one who chose nothing. */
  patientSettings(accountId: AccountId): Promise<PatientSettings>
  /** Patients with this verified address (compared as it is kept), ascending. */
  accountsByNotificationEmail(email: string): Promise<AccountId[]>
  // Exchanges.
  exchange(patientId: AccountId, professionalAddress: string): Promise<Exchange | null>
  exchangesOfPatient(patientId: AccountId): Promise<Exchange[]>
  exchangesOfProfessional(professionalAddress: string): Promise<Exchange[]>
  // Mailboxes. `viewer`: whose \Seen the flags and unseen counts show, where the account's is
  // personal; nobody's (the shared one) when it is absent. Other accounts pass over it.
  mailboxes(accountId: AccountId, viewer?: PersonId | null): Promise<StoredMailbox[]>
  /** Names that are subscribed, also of mailboxes that are gone. */
  subscriptions(accountId: AccountId): Promise<string[]>
  mailbox(id: MailboxId, viewer?: PersonId | null): Promise<StoredMailbox | null>
  mailboxByName(
    accountId: AccountId,
    name: string,
    viewer?: PersonId | null,
  ): Promise<StoredMailbox | null>
  mailboxByRole(
    accountId: AccountId,
    role: MailboxRole,
    viewer?: PersonId | null,
  ): Promise<StoredMailbox | null>
  snapshot(id: MailboxId, viewer?: PersonId | null): Promise<MailboxSnapshot | null>
  /** What a client that knows everything up to `after` has to hear; RFC 7162 §3.2. */
  changes(id: MailboxId, after: ModSeq, viewer?: PersonId | null): Promise<MailboxChanges | null>
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
  /**
   * All UIDs of the mailbox in this order (RFC 5256 §3, RFC 5957 §3); ties by UID ascending, also
   * where a criterion is reversed. Null when the mailbox is gone. Runs off the event loop.
   */
  sorted(id: MailboxId, criteria: readonly SortCriterion[]): Promise<Uint32Array | null>
  /**
   * The day that the Date field of each message shows, whatever its time and zone (RFC 9051 §6.4.4
   * SENTON): midnights UTC in milliseconds, not a number without one. Null when the mailbox is
   * gone. Runs off the event loop.
   */
  sentDays(id: MailboxId): Promise<SentDays | null>
  /**
   * The threads of these UIDs (of all when null; absent ones are left out), read with
   * `walkThreads`. Null when the mailbox is gone. Runs off the event loop.
   */
  threads(
    id: MailboxId,
    algorithm: ThreadAlgorithm,
    uids: Uint32Array | null,
  ): Promise<ThreadForest | null>
  /** Zeros for an account that is not there. */
  usage(accountId: AccountId): Promise<AccountUsage>
  /**
   * Of one mailbox, or of the whole account when it is null; private ones of a person, or the
   * shared ones when that is null. Ascending by entry.
   */
  annotations(
    accountId: AccountId,
    mailboxId: MailboxId | null,
    personId: PersonId | null,
  ): Promise<Annotation[]>
  /** Newest first, before `before` (internal date) when given. Without drafts and the trash. */
  correspondence(
    patientId: AccountId,
    professionalAddress: string,
    limit: number,
    before?: number,
  ): Promise<CorrespondenceEmail[]>
  /**
   * One a professional, newest first, or that of one of them; drafts and the trash count for
   * nothing but `hasDraft`.
   */
  correspondenceCounts(
    patientId: AccountId,
    professionalAddress?: string,
  ): Promise<CorrespondenceCount[]>
  /**
   * Of these UIDs of a patient's mailbox, those that belong to an exchange, newest first, with the
   * professional of each: what a search found. At most limits.pageRowsMax.
   */
  correspondenceAmong(
    mailboxId: MailboxId,
    uids: readonly Uid[],
    limit: number,
  ): Promise<(CorrespondenceEmail & { readonly professionalAddress: string })[]>
  /** What lies in Drafts for the exchange with this professional, ascending by UID. */
  drafts(patientId: AccountId, professionalAddress: string): Promise<CorrespondenceEmail[]>
  /**
   * Emails of our accounts that show this content, by account, mailbox and UID: who received it,
   * and who has read it. At most limits.pageRowsMax.
   */
  placesOf(messageId: MessageId): Promise<EmailPlace[]>
  /** Where each exchange of a professional stands, for the page of its team. */
  exchangeActivity(professionalAddress: string): Promise<ExchangeActivity[]>
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
