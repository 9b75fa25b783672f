/**
 * What the rules judge on. A flow gathers these before it asks; no rule reads a store, a list or a
 * clock. `Known` facts may be missing, and a missing fact defers.
 */
import type { Account } from '../../domain/account.js'
import type { EmailAddress } from '../../domain/email-address.js'
import type { Exchange } from '../../domain/exchange.js'
import type { IdentityVerdict } from '../../domain/identity-traits.js'
import type { ProfileState } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { ScanDefect } from '../../mail-format/scanned-message.js'
import type { Known } from './verdict.js'

/** A reverse path: the null path, an address, or something that is neither. */
export type SenderPath =
  | { readonly kind: 'null' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'address'; readonly address: EmailAddress }

/** What the white list says of one domain and one peer. */
export interface DomainStanding {
  readonly inTrustSpace: boolean
  /** One of the domain's names is that of the peer's certificate. */
  readonly boundToPeer: boolean
}

/** What a signed-in identity may do with an address. */
export type AddressUse = 'usable' | 'right-missing' | 'not-owned'

export interface SizeFacts {
  /** RFC 1870 SIZE, octets; null when not declared. */
  readonly declaredBytes: number | null
}

export interface ReceiveSenderFacts extends SizeFacts {
  readonly peer: Result<unknown, Reason>
  /** The peer's certificate is that of some operator of the white list. */
  readonly listed: Known<boolean>
  readonly isPatient: boolean
  readonly sender: SenderPath
  /** Of the sender's domain; a null or invalid sender has none. */
  readonly standing: Known<DomainStanding> | null
}

export interface SubmitSenderFacts extends SizeFacts {
  /** `ambiguous`: the certificate opens several accounts and nothing chose one. */
  readonly signedIn: 'no' | 'ambiguous' | 'yes'
  readonly isPatient: boolean
  readonly sender: SenderPath
  readonly use: Known<AddressUse> | null
}

export interface PatientStanding {
  readonly accountClosed: boolean
  readonly state: ProfileState
  /** A test identity on a test gateway, or a real one on a production gateway (mssante.md §4). */
  readonly environmentMatches: boolean
}

export type RecipientTarget =
  | { readonly kind: 'invalid' }
  /** In the citizen domain. `standing` is null for a patient nobody knows. */
  | {
      readonly kind: 'patient'
      readonly matriculeValid: boolean
      readonly standing: Known<PatientStanding | null>
    }
  /** In one of our professional domains. */
  | { readonly kind: 'local'; readonly account: Known<Account | null> }
  | { readonly kind: 'remote'; readonly inTrustSpace: Known<boolean> }

export interface RecipientFacts extends SizeFacts {
  readonly target: RecipientTarget
  /** Octets in use by a target with a quota; null when it has none. */
  readonly used: Known<number> | null
  readonly quotaBytes: number
  /** Recipients accepted so far in the transaction. */
  readonly acceptedRecipients: number
  /** Another patient was named earlier in the transaction, accepted or not. */
  readonly otherPatientNamed: boolean
  readonly senderIsPatient: boolean
  /** This sender, or its operator, has asked for too many unknown patients of late. */
  readonly enumerates: boolean
}

export interface ContentFacts {
  readonly bytes: number
  readonly tooBig: boolean
  readonly complete: boolean
  readonly defects: readonly ScanDefect[]
  readonly receivedHeaders: number
  /** `From:` fields, and addresses in the first of them. */
  readonly fromFields: number
  readonly fromMailboxes: number
  /** The one `From:` address; null when absent, several or broken. */
  readonly from: EmailAddress | null
  readonly sender: SenderPath
  readonly replyTo: readonly ReplyToStanding[]
  /** Addresses of patients among the accepted recipients. */
  readonly patientRecipients: readonly string[]
  /** A second patient was named with RCPT, though refused there. */
  readonly severalPatientsNamed: boolean
  /** Addresses of the citizen domain in To, Cc and Bcc. */
  readonly patientsInHeaders: readonly string[]
}
export interface ReplyToStanding {
  readonly kind: 'invalid' | 'patient' | 'professional'
  readonly inTrustSpace: Known<boolean>
}

/** What an archive of documents, or a document of it, says before anything is committed. */
export type ExaminedDocument = {
  /** INVISIBLE_PATIENT: until it is released. */
  readonly hiddenFromHolder: boolean
} & Pick<IdentityVerdict, 'decision' | 'reason'>

export interface ExaminedArchives {
  /** One at least is broken or dangerous (a bomb, a path escape...): nothing of it was used. */
  readonly refused: boolean
  /** Of all archives of the message, judged against the patient and against each other. */
  readonly documents: readonly ExaminedDocument[]
}

export interface ArchiveFacts {
  readonly toPatient: boolean
  /** Null when the message has no archive of documents. */
  readonly archives: Known<ExaminedArchives | null>
}

/** What could be looked into: `archivesReadable` has deferred the message where nothing could. */
export const documentsIn = ({
  archives,
}: Pick<ArchiveFacts, 'archives'>): readonly ExaminedDocument[] =>
  archives.ok ? (archives.value?.documents ?? []) : []

export interface ReceiveContentFacts extends ContentFacts {
  readonly fromIsPatient: boolean
  /** Of the domain of `From:`. */
  readonly fromStanding: Known<DomainStanding> | null
}
export interface SubmitContentFacts extends ContentFacts {
  readonly fromUse: Known<AddressUse> | null
  /** Of each address in `Sender:`, where there is that field. */
  readonly senderHeaderUse: readonly Known<AddressUse>[]
}

/** A correspondent that the patient's answer would reach. */
export interface ReplyTarget {
  readonly target: RecipientTarget
  readonly used: Known<number> | null
  readonly exchange: Known<Exchange | null>
}
export interface ReplyFacts {
  /** Answers of this patient that were accepted of late. */
  readonly repliesOfLate: number
  readonly profile: Known<ProfileState | null>
  /** Exchange of the screen that the patient answers from. */
  readonly exchange: Known<Exchange | null>
  /** The account of that exchange takes a first message from patients (pharmacies). */
  readonly acceptsPatientsFirst: boolean
  readonly target: ReplyTarget
  /** The message answered; null for a new message in the exchange. */
  readonly answered: Known<{ readonly belongs: boolean; readonly answerable: boolean }> | null
  /** What the form holds; null before it is filled. */
  readonly content: {
    readonly isEmpty: boolean
    readonly bytes: number
    readonly attachments: number
    readonly textCharacters: number
  } | null
}
