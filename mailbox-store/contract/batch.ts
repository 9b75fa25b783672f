/** What a commit takes and answers: a transaction as data. */
import type { MemberRight } from '../../domain/account.js'
import type {
  AccountId,
  CredentialId,
  MailboxId,
  MessageId,
  ModSeq,
  PersonId,
  StagedBodyId,
  Uid,
} from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import type { NewTrace } from '../../domain/trace.js'
import type { NewJob } from './jobs.js'
import type { NewMessage } from './messages.js'
import type { Operation } from './operations.js'

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
      /** Milliseconds: the moment at which the dates of the membership are looked at. */
      readonly at: number
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
      /** How many emails. */
      readonly changed: number
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
  /**
   * Octets `start` to `end` (exclusive) of what was staged, between `finish` and the batch that
   * takes it or `abort`: what must be judged before the commit.
   */
  read(start: number, end: number): AsyncIterable<Uint8Array>
  abort(): Promise<void>
}
