/**
 * What the IMAP protocol core sees of a signed-in account: UIDs only, never sequence numbers, never
 * a store engine (style-examples.md §3). Made by gateway/flows/mailbox-session.ts; transcripts run
 * on the memory store.
 */
import { type Account, includesRight, type MemberRight } from '../../domain/account.js'
import type { MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type {
  MailboxChanges,
  MailboxRole,
  MailboxSnapshot,
  StoredMailbox,
  StoredMessage,
  StoredStructure,
  TextQuery,
} from '../../mailbox-store/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'

export interface ImapBackend {
  readonly signIn: SignIn
  open(identity: Identity): ImapSession
}

export interface ImapSession {
  readonly identity: Identity

  /** Of every account that this sign-in reaches, the own account's first. */
  mailboxes(): Promise<readonly VisibleMailbox[]>
  subscriptions(): Promise<readonly string[]>
  /**
   * By Unicode name with its namespace; INBOX in any case; French and client names of special folders lead to the one
   * that exists.
   */
  find(name: string): Promise<VisibleMailbox | null>
  snapshot(id: MailboxId): Promise<MailboxSnapshot | null>
  changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null>
  messages(ids: readonly MessageId[]): Promise<readonly StoredMessage[]>
  structure(id: MessageId): Promise<StoredStructure | null>
  body(id: MessageId, start: number, end: number): AsyncIterable<Uint8Array>
  bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null>
  searchText(id: MailboxId, query: TextQuery): Promise<readonly Uid[]>

  create(
    name: string,
    role: MailboxRole | null,
  ): Promise<Result<{ readonly id: MailboxId }, Reason>>
  rename(from: string, to: string): Promise<Result<void, Reason>>
  remove(name: string): Promise<Result<void, Reason>>
  subscribe(name: string, subscribed: boolean): Promise<Result<void, Reason>>
  append(
    message: ImapAppend,
  ): Promise<Result<{ readonly uidValidity: number; readonly uid: Uid }, Reason>>
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

export interface ImapAppend {
  readonly mailbox: string
  readonly flags: readonly string[]
  /** Milliseconds; null means now. */
  readonly internalDate: number | null
  readonly bytes: number
  readonly body: AsyncIterable<Uint8Array>
}
export interface FlagChange {
  readonly uids: readonly Uid[]
  readonly change: 'add' | 'remove' | 'replace'
  readonly flags: readonly string[]
  readonly unchangedSince?: ModSeq
}
export interface FlagOutcome {
  readonly changed: readonly Uid[]
  readonly modified: readonly Uid[]
  readonly modSeq: ModSeq
}
export interface CopyOutcome {
  readonly uidValidity: number
  readonly from: readonly Uid[]
  readonly to: readonly Uid[]
}
