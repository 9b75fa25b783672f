import type { MailboxId } from '../../domain/ids.js'
import type { TextQuery } from '../contract.js'

export interface SearchSettings {
  readonly file: string
  /** Null for a process that must not write the index. */
  readonly indexFile: string | null
}
export type SearchRequest =
  | {
      readonly kind: 'search'
      readonly request: number
      readonly mailboxId: MailboxId
      readonly query: TextQuery
    }
  /** There may be new messages. */
  | { readonly kind: 'feed' }
  | { readonly kind: 'forget'; readonly messageIds: readonly number[] }
  | { readonly kind: 'close' }
export type SearchAnswer =
  | { readonly kind: 'found'; readonly request: number; readonly uids: readonly number[] }
  | { readonly kind: 'failed'; readonly request: number | null; readonly code: string }
  | { readonly kind: 'closed' }
