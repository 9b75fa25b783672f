/**
 * What the IMAP protocol core sees of a signed-in account: UIDs only, never sequence numbers, never
 * a store engine (style-examples.md §3). Made by gateway/flows/mailbox/mailbox-session.ts;
 * transcripts run on the memory store.
 */
import {
  type Account,
  includesRight,
  type Member,
  type MemberRight,
  type Person,
} from '../../domain/account.js'
import type { AccountId, MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type {
  AccountUsage,
  Annotation,
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  SentDays,
  SortCriterion,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  TextQuery,
  ThreadAlgorithm,
  ThreadForest,
} from '../../mailbox-store/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'

export interface ImapBackend {
  readonly signIn: SignIn
  open(identity: Identity): ImapSession
}

export interface ImapSession {
  readonly identity: Identity
  /** Whether mailboxes of other accounts stand beside the own ones (`namespaces`). */
  readonly seesNamespaces: boolean

  /** Of every account that this sign-in reaches, the own account's first. */
  mailboxes(): Promise<readonly VisibleMailbox[]>
  subscriptions(): Promise<readonly string[]>
  /**
   * By Unicode name with its namespace; INBOX in any case; French and client names of special
   * folders lead to the one that exists.
   */
  find(name: string): Promise<VisibleMailbox | null>
  /** Every account that this sign-in reaches, the own one first. */
  accounts(): Promise<readonly Account[]>
  /** In which account a mailbox of this name is, or would be; null for none. */
  accountAt(name: string): Promise<Account | null>
  usage(id: AccountId): Promise<AccountUsage>
  /**
   * With their roots: `/private/comment`, `/shared/comment` (RFC 5464). Of a mailbox, or those of
   * the server when null. Refused: `right-missing`.
   */
  annotations(id: MailboxId | null): Promise<Result<readonly Annotation[], Reason>>
  /** All or nothing. Refused also: `metadata-too-big`, `metadata-too-many`. */
  annotate(
    id: MailboxId | null,
    changes: readonly AnnotationChange[],
  ): Promise<Result<void, Reason>>
  /**
   * Who has rights on the account of a mailbox, its owner first; null for a name that leads to none
   * that this sign-in reaches. For GETACL (RFC 4314): `manage` is to be asked for.
   */
  members(name: string): Promise<readonly AccountMember[] | null>
  /**
   * Gives or takes (null) the rights of the person who owns the personal mailbox `address`, on the
   * whole account of the mailbox named. Refused: `right-missing` (needs `manage`), `not-found`.
   */
  setMember(name: string, address: string, right: MemberRight | null): Promise<Result<void, Reason>>
  /** Null also for a mailbox of an account that is not reached any more. */
  snapshot(id: MailboxId): Promise<MailboxSnapshot | null>
  changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null>
  messages(ids: readonly MessageId[]): Promise<readonly StoredMessage[]>
  structure(id: MessageId): Promise<StoredStructure | null>
  body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array>
  bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null>
  searchText(id: MailboxId, query: TextQuery): Promise<readonly Uid[]>
  /** All UIDs of the mailbox in this order; null when it is gone. */
  sorted(id: MailboxId, criteria: readonly SortCriterion[]): Promise<Uint32Array | null>
  /** The days that the Date fields show, as midnights UTC; null when the mailbox is gone. */
  sentDays(id: MailboxId): Promise<SentDays | null>
  /** The threads of these UIDs; null when the mailbox is gone. */
  threads(
    id: MailboxId,
    algorithm: ThreadAlgorithm,
    uids: Uint32Array,
  ): Promise<ThreadForest | null>

  create(
    name: string,
    role: MailboxRole | null,
  ): Promise<Result<{ readonly id: MailboxId }, Reason>>
  rename(from: string, to: string): Promise<Result<void, Reason>>
  remove(name: string): Promise<Result<void, Reason>>
  subscribe(name: string, subscribed: boolean): Promise<Result<void, Reason>>
  /** Begins to take messages into a mailbox; refused when it is not there or not to be changed. */
  append(mailbox: string): Promise<Result<MailboxAppend, Reason>>
  changeFlags(id: MailboxId, change: FlagChange): Promise<Result<FlagOutcome, Reason>>
  copy(id: MailboxId, uids: readonly Uid[], to: string): Promise<Result<CopyOutcome, Reason>>
  move(id: MailboxId, uids: readonly Uid[], to: string): Promise<Result<CopyOutcome, Reason>>
  /** With \Deleted only, within `uids` when given. */
  expunge(
    id: MailboxId,
    uids: readonly Uid[] | null,
  ): Promise<Result<{ readonly uids: readonly Uid[] }, Reason>>

  /** False once the account was closed or the member's right was taken away: the session ends. */
  isStanding(): Promise<boolean>
  /**
   * Calls back (as a hint) when the mailbox, or any mailbox of the account when null, may have
   * changed.
   */
  watch(id: MailboxId | null, listener: () => void): () => void
}

/** For NAMESPACE (RFC 2342): the prefixes of other users' and of shared mailboxes. */
export { namespaces } from '../../domain/namespaces.js'

/** Who has rights on an account: its owner, or a member, also before and after their dates. */
export interface AccountMember extends Pick<Member, 'right' | 'fromAt' | 'untilAt'> {
  readonly person: Person
  /** Of their own personal mailbox; null for somebody without one. */
  readonly address: string | null
}

/** `entry` with its root, lower case; null removes. */
export interface AnnotationChange {
  readonly entry: string
  readonly value: string | null
}

/** A mailbox as this sign-in sees it. */
export interface VisibleMailbox {
  readonly mailbox: StoredMailbox
  /** With its namespace (RFC 2342); in the own account it is `mailbox.name`. */
  readonly name: string
  readonly account: Account
  /** What the person behind the sign-in may do in it. */
  readonly right: MemberRight
}

/** Flags, messages and mailboxes may be changed: everything but `read`. */
export const mayChange = ({ right }: VisibleMailbox): boolean => includesRight(right, 'answer')

/** Whoever may read keeps a \Seen of their own where the account's marks are personal. */
export const mayMarkSeen = (found: VisibleMailbox): boolean =>
  mayChange(found) || found.account.seenMarks === 'personal'

/** Messages on their way into one mailbox; ends in `commit` or `abort`. */
export interface MailboxAppend {
  /** Reads the body to its end and keeps it aside. After a refusal only `abort` is left. */
  take(message: AppendedMessage): Promise<Result<void, Reason>>
  /** Stores what was taken and expunges what it replaces (RFC 8508), all or nothing. */
  commit(replaced: ReplacedEmail | null): Promise<Result<AppendOutcome, Reason>>
  /** Forgets what was taken; after a commit it does nothing. */
  abort(): Promise<void>
}
export interface AppendedMessage {
  readonly flags: readonly string[]
  /** Milliseconds; null means now. */
  readonly internalDate: number | null
  /** Minutes east of UTC in which the internal date was said. */
  readonly zoneMinutes: number
  readonly body: AsyncIterable<Uint8Array>
}
export interface ReplacedEmail {
  readonly mailboxId: MailboxId
  readonly uid: Uid
}
export interface AppendOutcome {
  readonly uidValidity: number
  /** One a message, in their order. */
  readonly uids: readonly Uid[]
}
export interface FlagChange {
  readonly uids: readonly Uid[]
  readonly change: 'add' | 'remove' | 'replace'
  readonly flags: readonly string[]
  readonly unchangedSince?: ModSeq
}
export interface FlagOutcome {
  readonly modified: readonly Uid[]
  readonly modSeq: ModSeq
}
export interface CopyOutcome {
  readonly uidValidity: number
  readonly from: readonly Uid[]
  readonly to: readonly Uid[]
}
