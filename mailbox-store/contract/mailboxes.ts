/** Mailboxes and emails as readers see them. */
import type { Exchange } from '../../domain/exchange.js'
import type { AccountId, MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import type { Envelope, MimePart } from '../../mail-format/scanned-message.js'

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

/** Everything that an account holds, for QUOTA (RFC 9208 §5). */
export interface AccountUsage {
  readonly bytes: number
  readonly messages: number
  readonly mailboxes: number
}

/** RFC 5464 §3: `entry` in lower case, e.g. `/comment`; the value is a binary string. */
export interface Annotation {
  readonly entry: string
  readonly value: string
}

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
 * shared between sessions. Never written to by readers. Where the account's `\Seen` is personal,
 * `flags` and `mailbox.unseen` are those of the viewer who asked.
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
  /** Minutes east of UTC in which each internal date was said (RFC 9051 §6.3.12 keeps a zone). */
  readonly zones: Int16Array
  /** Milliseconds: when each email came into this mailbox (SAVEDATE, RFC 8514). */
  readonly savedAt: Float64Array
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
  readonly zoneMinutes: number
  readonly savedAt: number
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

export interface CorrespondenceCount {
  readonly professionalAddress: string
  readonly total: number
  readonly unseen: number
  /** Messages with an attachment. */
  readonly withAttachment: number
  readonly hasDraft: boolean
  /** Null when there is nothing but a draft. */
  readonly last: CorrespondenceEmail | null
}

export interface EmailPlace {
  readonly accountId: AccountId
  readonly mailboxId: MailboxId
  readonly role: MailboxRole | null
  readonly uid: Uid
  readonly internalDate: number
  /** Where \Seen is personal: by anyone. */
  readonly seen: boolean
}

/** Of one exchange, from the patient's side of it; times are internal dates. */
export interface ExchangeActivity {
  readonly exchange: Exchange
  readonly messages: number
  /** Null when there is none. */
  readonly lastFromPatientAt: number | null
  readonly lastFromProfessionalAt: number | null
  /**
   * The first message of the patient that the professional neither answered nor marked as handled;
   * null when there is none.
   */
  readonly unansweredSinceAt: number | null
  readonly lastSubject: string
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
