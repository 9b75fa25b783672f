import type { Account, Credential, Member, Person } from '../../domain/account.js'
import type { Clock } from '../../domain/clock.js'
import type { Exchange } from '../../domain/exchange.js'
import { flagBit } from '../../domain/flags.js'
import type {
  AccountId,
  CredentialId,
  JobId,
  MailboxId,
  MessageId,
  ModSeq,
  PersonId,
  Uid,
} from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import type { Profile } from '../../domain/profile.js'
import type { ScannedMessage } from '../../mail-format/scanned-message.js'
import type { Annotation, Job, MailboxRole, StoredMailbox } from '../contract.js'
import { seenBit, seenOwner, withSeen } from '../seen-marks.js'
import type { UidRun } from '../uid-runs.js'
import { Journal, UndoMap } from './undo-map.js'

export interface AccountRow {
  readonly account: Account
  /** The last modseq given. */
  readonly modSeq: number
  /** Names, also of mailboxes that are gone. */
  readonly subscriptions: ReadonlySet<string>
}
export interface MailboxRow {
  readonly id: MailboxId
  readonly accountId: AccountId
  readonly name: string
  readonly role: MailboxRole | null
  readonly uidValidity: number
  readonly uidNext: number
  readonly highestModSeq: ModSeq
  readonly keywords: readonly string[]
  readonly emails: UndoMap<Uid, EmailRow>
  /** Ascending by modSeq, then UID. */
  readonly expunged: readonly (UidRun & { readonly modSeq: ModSeq })[]
  /** The highest modseq that was dropped from `expunged`. */
  readonly expungedFloor: number
}
export interface EmailRow {
  readonly uid: Uid
  readonly messageId: MessageId
  readonly flags: number
  readonly modSeq: ModSeq
  readonly size: number
  readonly internalDate: number
  readonly zoneMinutes: number
  readonly savedAt: number
  readonly correspondent: string | null
  /** Persons who have seen it, where the account's marks are personal. */
  readonly seenBy: readonly PersonId[]
}
export interface AnnotationRow extends Annotation {
  readonly accountId: AccountId
  readonly mailboxId: MailboxId | null
  readonly personId: PersonId | null
}
export interface MessageRow {
  readonly id: MessageId
  readonly content: Uint8Array
  readonly scanned: ScannedMessage
  /** Emails and jobs that refer to it; at 0 it goes at the end of the batch. */
  readonly references: number
}
export interface JobRow {
  readonly job: Job
  readonly lease: string | null
  readonly leaseUntil: number
}
export interface TraceRow {
  readonly line: string
  readonly hash: string
}

export type CounterName =
  | 'account'
  | 'person'
  | 'credential'
  | 'mailbox'
  | 'message'
  | 'job'
  | 'trace'
  | 'uid-validity'

/** Every table of the reference model. Rows are never changed in place, so a refusal rolls back. */
export class MemoryState {
  readonly journal = new Journal()
  readonly counters = new UndoMap<CounterName, number>(this.journal)
  readonly accounts = new UndoMap<AccountId, AccountRow>(this.journal)
  readonly persons = new UndoMap<PersonId, Person>(this.journal)
  /** By `accountId/personId`. */
  readonly members = new UndoMap<string, Member>(this.journal)
  readonly credentials = new UndoMap<CredentialId, Credential>(this.journal)
  readonly profiles = new UndoMap<AccountId, Profile>(this.journal)
  /** Of patients who chose something. */
  readonly patientSettings = new UndoMap<AccountId, PatientSettings>(this.journal)
  /** By `patientId/address`. */
  readonly exchanges = new UndoMap<string, Exchange>(this.journal)
  readonly mailboxes = new UndoMap<MailboxId, MailboxRow>(this.journal)
  readonly messages = new UndoMap<MessageId, MessageRow>(this.journal)
  readonly jobs = new UndoMap<JobId, JobRow>(this.journal)
  /** By account, mailbox, person and entry. */
  readonly annotations = new UndoMap<string, AnnotationRow>(this.journal)
  readonly traces = new UndoMap<number, TraceRow>(this.journal)

  constructor(
    readonly clock: Clock,
    readonly expungedPerMailboxMax: number,
  ) {}

  /** Identifiers are never given twice. */
  next(name: CounterName): number {
    const value = (this.counters.get(name) ?? 0) + 1
    this.counters.set(name, value)
    return value
  }

  /**
   * RFC 9051 §2.3.1.1: never a value that a mailbox had before, also after a restore of an older
   * copy; hence seconds, or the one after the last.
   */
  nextUidValidity(): number {
    const seconds = Math.floor(this.clock.now() / 1000)
    const value = Math.max(seconds, (this.counters.get('uid-validity') ?? 0) + 1)
    this.counters.set('uid-validity', value)
    return value
  }

  nextModSeq(accountId: AccountId): ModSeq {
    const row = this.accounts.get(accountId)!
    this.accounts.set(accountId, { ...row, modSeq: row.modSeq + 1 })
    return (row.modSeq + 1) as ModSeq
  }

  mailboxesOf(accountId: AccountId): MailboxRow[] {
    return this.mailboxes.values().filter((row) => row.accountId === accountId)
  }
  emailsOf(row: MailboxRow): EmailRow[] {
    return row.emails.values().sort((a, b) => a.uid - b.uid)
  }
  /** With the \Seen of `viewer`, where the account's is personal. */
  viewed(row: MailboxRow, viewer: PersonId | null | undefined): (email: EmailRow) => number {
    const person = seenOwner(this.accounts.get(row.accountId)!.account.seenMarks, viewer)
    return ({ flags, seenBy }) =>
      person === null ? flags : withSeen(flags, seenBy.includes(person))
  }
  /** Counts are counted, not kept: the model that engines with counters are compared with. */
  storedMailbox(row: MailboxRow, viewer?: PersonId | null): StoredMailbox {
    const emails = row.emails.values()
    const flagsOf = this.viewed(row, viewer)
    const { id, accountId, name, role, uidValidity, uidNext, highestModSeq, keywords } = row
    return {
      id,
      accountId,
      name,
      role,
      subscribed: this.accounts.get(accountId)!.subscriptions.has(name),
      uidValidity,
      uidNext,
      highestModSeq,
      exists: emails.length,
      unseen: emails.filter((email) => (flagsOf(email) & seenBit) === 0).length,
      deleted: emails.filter(({ flags }) => (flags & flagBit['\\Deleted']) !== 0).length,
      bytes: emails.reduce((sum, { size }) => sum + size, 0),
      keywords,
    }
  }
  usedBytes(accountId: AccountId): number {
    return this.mailboxesOf(accountId)
      .flatMap((row) => row.emails.values())
      .reduce((sum, { size }) => sum + size, 0)
  }
}
