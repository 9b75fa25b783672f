import type { MailboxId } from '../../domain/ids.js'
import type { SortCriterion, TextQuery, ThreadAlgorithm } from '../contract.js'

export interface SearchSettings {
  readonly file: string
  /** Null for a process that must not write the index. */
  readonly indexFile: string | null
}

/** What is asked of a mailbox. Null is answered when it is gone. */
export type Question =
  /** Answered with UIDs, ascending; none when the mailbox is gone. */
  | { readonly kind: 'text'; readonly mailboxId: MailboxId; readonly query: TextQuery }
  /** Answered with UIDs in their order. */
  | {
      readonly kind: 'sorted'
      readonly mailboxId: MailboxId
      readonly criteria: readonly SortCriterion[]
    }
  /** Answered with SentDays. */
  | { readonly kind: 'sent-days'; readonly mailboxId: MailboxId }
  /** Answered with a ThreadForest. */
  | {
      readonly kind: 'threads'
      readonly mailboxId: MailboxId
      readonly algorithm: ThreadAlgorithm
      readonly uids: Uint32Array | null
    }

export type SearchRequest =
  | { readonly kind: 'ask'; readonly request: number; readonly question: Question }
  /** There may be new messages. */
  | { readonly kind: 'feed' }
  | { readonly kind: 'forget'; readonly messageIds: readonly number[] }
  | { readonly kind: 'close' }
export type SearchAnswer =
  | { readonly kind: 'found'; readonly request: number; readonly found: unknown }
  | { readonly kind: 'failed'; readonly request: number | null; readonly code: string }
  | { readonly kind: 'closed' }
