import type { AccountId, MailboxId, ModSeq } from '../../domain/ids.js'
import type { MailboxRole } from '../contract.js'

/** The row of a mailbox as writers and readers select it. */
export interface MailboxRow {
  readonly id: MailboxId
  readonly accountId: AccountId
  readonly name: string
  readonly role: MailboxRole | null
  readonly uidValidity: number
  readonly uidNext: number
  readonly highestModSeq: ModSeq
  readonly exists: number
  readonly unseen: number
  readonly deleted: number
  readonly bytes: number
  readonly expungedFloor: number
  readonly changedFloor: number
  /** JSON array. */
  readonly keywords: string
}
export const mailboxColumns = `id, account_id AS accountId, name, role,
  uid_validity AS uidValidity, uid_next AS uidNext, highest_mod_seq AS highestModSeq,
  exists_count AS "exists", unseen_count AS unseen, deleted_count AS deleted, bytes,
  expunged_floor AS expungedFloor, changed_floor AS changedFloor, keywords`

export const keywordsOf = ({ keywords }: Pick<MailboxRow, 'keywords'>): readonly string[] =>
  keywords === '[]' ? [] : JSON.parse(keywords)

export interface JobRow {
  readonly id: number
  readonly queue: string
  readonly dueAt: number
  readonly createdAt: number
  readonly attempts: number
  readonly payload: string
  readonly messageId: number | null
  readonly lastError: string | null
  readonly lease: string | null
}
export const jobColumns = `id, queue, due_at AS dueAt, created_at AS createdAt, attempts, payload,
  message_id AS messageId, last_error AS lastError, lease`
