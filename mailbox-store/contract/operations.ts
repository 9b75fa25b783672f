/** Everything that a batch may do, one interface each. */
import type { Account, Credential, MemberRight, Person } from '../../domain/account.js'
import type {
  AccountId,
  CredentialId,
  JobId,
  MailboxId,
  ModSeq,
  PersonId,
  Uid,
} from '../../domain/ids.js'
import type { JobPayload } from './jobs.js'
import type { MailboxRole } from './mailboxes.js'
import type { MessageRef } from './messages.js'
import type { PatientOperation } from './patient-operations.js'

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
  | PutAnnotation
  | PutPerson
  | PutAccount
  | ChangeAccount
  | PutMember
  | RemoveMember
  | PutCredential
  | RemoveCredential
  | ChangeCredential
  | PatientOperation
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
  /** Minutes east of UTC of the internal date as it was said; 0 when not within -840 to 840. */
  readonly internalZoneMinutes?: number
  /**
   * On a patient's account: the professional address whose exchange this belongs to. Null
   * elsewhere.
   */
  readonly correspondent: string | null
  /** Whose \Seen is meant, where the account's is personal; absent: nobody's, the shared one. */
  readonly personId?: PersonId
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
  /** Whose \Seen is meant, where the account's is personal; absent: nobody's, the shared one. */
  readonly personId?: PersonId
}
/**
 * Between mailboxes of one account, or of two: then the quota of the target holds, `correspondent`
 * is dropped, and each account gives its own modseq (the outcome's is the target's). Personal \Seen
 * marks of every person go along, unless only one of the two accounts has them.
 */
export interface CopyEmails {
  readonly op: 'copy-emails'
  readonly fromMailboxId: MailboxId
  readonly uids: readonly Uid[]
  readonly toMailboxId: MailboxId
  /** Whose \Seen crosses between an account with shared and one with personal marks. */
  readonly personId?: PersonId
}
/** As CopyEmails. */
export interface MoveEmails {
  readonly op: 'move-emails'
  readonly fromMailboxId: MailboxId
  readonly uids: readonly Uid[]
  readonly toMailboxId: MailboxId
  /** As in CopyEmails. */
  readonly personId?: PersonId
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
  /** Refused with `special-use-taken` while another mailbox of the account holds it (RFC 6154). */
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
/**
 * RFC 5464: of a mailbox, or of the whole account when `mailboxId` is null; private to a person, or
 * shared when `personId` is null. Goes with its mailbox. Refused: `metadata-too-big`,
 * `metadata-too-many`.
 */
export interface PutAnnotation {
  readonly op: 'put-annotation'
  readonly accountId: AccountId
  readonly mailboxId: MailboxId | null
  readonly personId: PersonId | null
  /** Lower case, e.g. `/comment`. */
  readonly entry: string
  /** Binary string (one character an octet); null removes. */
  readonly value: string | null
}
export interface PutPerson {
  readonly op: 'put-person'
  readonly person: Omit<Person, 'id'>
}
/**
 * `seenMarks` is `shared` when absent, `sentCopy` as `sentCopyByDefault`, `documentForwarding`
 * `ask`, `absence` null.
 */
export type NewAccount = Omit<Account, 'id' | OptionalAtFirst> &
  Partial<Pick<Account, OptionalAtFirst>>
type OptionalAtFirst = 'seenMarks' | 'sentCopy' | 'documentForwarding' | 'absence'
/**
 * Creates the account and its standard mailboxes (`standardMailboxes` below). Refused:
 * `already-exists`.
 */
export interface PutAccount {
  readonly op: 'put-account'
  readonly account: NewAccount
  /** Index of a `put-person` operation of this batch whose new person owns the account. */
  readonly ownerIndex?: number
}
/**
 * When `seenMarks` becomes personal, the owner and each member get the marks of the shared \Seen;
 * when it becomes shared, the shared \Seen stays as it was before and the marks are dropped.
 */
export interface ChangeAccount {
  readonly op: 'change-account'
  readonly accountId: AccountId
  readonly change: Partial<
    Pick<
      Account,
      | 'displayName'
      | 'entity'
      | 'state'
      | 'acceptsPatientsFirst'
      | 'quotaBytes'
      | 'seenMarks'
      | 'sentCopy'
      | 'documentForwarding'
      | 'absence'
    >
  >
}
/** Where \Seen is personal, a new member has seen nothing yet. */
export interface PutMember {
  readonly op: 'put-member'
  readonly accountId: AccountId
  readonly personId: PersonId
  /** Index of a `put-person` operation of this batch, in place of `personId`. */
  readonly personIndex?: number
  readonly right: MemberRight
  /** Milliseconds, half-open; null is without a bound. */
  readonly fromAt: number | null
  readonly untilAt: number | null
}
export interface RemoveMember {
  readonly op: 'remove-member'
  readonly accountId: AccountId
  readonly personId: PersonId
}
/** Refused: `not-found`; `already-exists`, also for a subject or code of another account. */
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
/** A passkey's counter, or its name for the patient. Refused: `not-found`. */
export interface ChangeCredential {
  readonly op: 'change-credential'
  readonly credentialId: CredentialId
  readonly change: Partial<Pick<Credential, 'secret' | 'label'>>
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
 * An administrator's act on a waiting job, without a lease: due at `dueAt`, or dropped when that is
 * null. Refused with `lease-lost` while a holder works on it, `not-found` when it is gone.
 */
export interface ChangeJob {
  readonly op: 'change-job'
  readonly jobId: JobId
  readonly dueAt: number | null
}
