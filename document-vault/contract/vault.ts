/**
 * The document vault as the gateway, the portal, the command line and the FHIR interface see it.
 * All arguments and answers are plain data (structured clone): the vault runs in a thread or in a
 * process of its own, with its own database and keys. Refusals are values.
 *
 * Rules a reader cannot guess:
 * - Every method that reads or changes a record leaves one trace in the record's hash chain, also
 *   when it is refused. The trace and the change are one transaction.
 * - Nothing is destroyed but by `eraseDue` and `eraseRecord`; a deletion is a mark.
 * - A document of one record is never found through another: ids of somebody else are `not-found`,
 *   exactly like ids that never existed.
 */
import type { IdentityTraits, IdentityVerdict } from '../../domain/identity-traits.js'
import type { Result } from '../../domain/result.js'
import type { Space } from '../../domain/space.js'
import type { CodedValue, DocumentAuthor } from '../../mail-format/document-facts.js'
import type { AccessVault } from './access.js'
import type { Caller, RecordKey } from './callers.js'
import type { Classification, Proposal } from './classification.js'
import type { DocumentChange } from './document-change.js'
import type { ProposedFiling } from './proposed-filing.js'
import type { TraceVault } from './traces.js'
import type { VaultRefusal } from './vault-refusal.js'

export interface DocumentVault extends RecordLife, Filing, Reading, AccessVault, TraceVault {
  close(): Promise<void>
}

export type { ProposedFiling, VaultRefusal }

// --- life of the record

export type RecordState = 'open' | 'closed'

export interface RecordSummary {
  readonly state: RecordState
  readonly createdAt: number
  readonly closedAt: number | null
  readonly closingReason: string | null
  /** When a closed record will be erased (ms); null while open. */
  readonly eraseAt: number | null
  readonly documents: number
  readonly held: number
}

export interface RecordLife {
  /** Creates the record, or renews its traits; idempotent. The INS must be whole. */
  putRecord(traits: IdentityTraits, caller: Caller): Promise<Result<void, VaultRefusal>>
  record(key: RecordKey, caller: Caller): Promise<Result<RecordSummary, VaultRefusal>>
  closeRecord(key: RecordKey, reason: string, caller: Caller): Promise<Result<void, VaultRefusal>>
  reopenRecord(key: RecordKey, caller: Caller): Promise<Result<void, VaultRefusal>>
  /** Destroys documents and keys at once; a proof without health content stays in the traces. */
  eraseRecord(key: RecordKey, caller: Caller): Promise<Result<ErasureProof, VaultRefusal>>
  /** Erases closed records whose time has come; answers how many. */
  eraseDue(now: number): Promise<number>
}
export interface ErasureProof {
  readonly documents: number
  readonly bytes: number
  readonly erasedAt: number
  /** Hash of the last trace of the chain. */
  readonly chainHash: string
}

// --- filing

export interface Deposit {
  readonly record: RecordKey
  readonly caller: Caller
  readonly file: {
    readonly bytes: Uint8Array
    readonly fileName: string
    readonly mediaType: string
  }
  readonly source: DepositSource
  /** Asked by a human who saw the document (portal, FHIR): overrides what is read. */
  readonly asked: {
    readonly typeCode: string | null
    readonly title: string | null
    readonly space: Space | null
    readonly masked: boolean
  } | null
  /** What an envelope says (FHIR DocumentReference) of a file that says nothing itself. */
  readonly declares?: {
    readonly uniqueId: string | null
    /** Unique ids of the documents that it replaces. */
    readonly replaces: readonly string[]
    readonly confidentiality: readonly CodedValue[]
    readonly createdAt: number | null
    readonly author?: DocumentAuthor | null
    readonly serviceStart?: number | null
    readonly serviceStop?: number | null
    /** Whom the envelope is about, when it says traits: the guard holds it against the record. */
    readonly patient?: IdentityTraits | null
  }
}
export interface DepositSource {
  readonly kind: 'mail' | 'xdm' | 'portal' | 'fhir' | 'import'
  /** Message-ID without brackets; null elsewhere. */
  readonly messageId: string | null
  /** Professional address, or a software's name: whose earlier choices count. */
  readonly sender: string
  readonly senderName: string
  readonly senderSpeciality: string
  readonly subject: string
  /** When it was sent, ms. */
  readonly at: number
  /** Common to documents that were sent as one set (ITI-65); absent: each deposit is one. */
  readonly submissionId?: string
}

/** One a document (an archive holds several). */
export interface DepositOutcome {
  readonly fileName: string
  readonly uniqueId: string
  readonly result: 'filed' | 'already-there' | 'held' | 'refused'
  /** Null when refused. */
  readonly documentId: string | null
  readonly title: string
  /** `space`: where the caller finds it. */
  readonly classification: Pick<
    Classification,
    'typeCode' | 'typeLabel' | 'classCode' | 'space' | 'confidence' | 'grounds'
  > | null
  /** Why held or refused. */
  readonly reason: HoldReason | VaultRefusal | IdentityVerdict['reason'] | null
  /** DMP code of a refusal (mssante.md §3.2): 900 to 906; null when filed or held. */
  readonly code: RecordCode | null
  /** Accepted with an alarm (`hash-differs`, `size-differs`...); absent: none. */
  readonly alarms?: readonly string[]
}
export type RecordCode = '900' | '901' | '902' | '903' | '904' | '905' | '906'
export type HoldReason =
  | 'not-certain'
  | 'identity-doubt'
  | 'reimbursement'
  | 'nothing-readable'
  | 'unreadable'

export interface HeldDocument {
  readonly documentId: string
  readonly title: string
  readonly fileName: string
  readonly mediaType: string
  readonly senderName: string
  readonly heldAt: number
  readonly reason: HoldReason
  readonly proposals: readonly Proposal[]
  readonly grounds: readonly string[]
}

export interface Filing {
  /**
   * What `deposit` would do, for a human who then decides: nothing is kept, and nothing of the
   * record is told, so there is no trace. Empty for a file that cannot be read.
   */
  propose(deposit: Deposit): Promise<Result<readonly ProposedFiling[], VaultRefusal>>
  /** Idempotent by unique id (and by content for plain files of one message). */
  deposit(deposit: Deposit): Promise<Result<readonly DepositOutcome[], VaultRefusal>>
  /** Identity doubts are shown to administrators only: it may be another person's document. */
  heldDocuments(
    key: RecordKey,
    caller: Caller,
  ): Promise<Result<readonly HeldDocument[], VaultRefusal>>
  /** A human's choice; remembered for the same sender and shape in this record. */
  settleHeld(
    key: RecordKey,
    documentId: string,
    choice: { readonly typeCode: string } | { readonly reject: string },
    caller: Caller,
  ): Promise<Result<void, VaultRefusal>>
  /** For the forwarding job: sends one document on by the configured connector. */
  forward(documentId: string): Promise<ForwardOutcome>
}
export type ForwardOutcome =
  | { readonly kind: 'done'; readonly where: string }
  /** An earlier version of the series is not through yet, or the other side asks for patience. */
  | { readonly kind: 'later'; readonly says: string }
  | { readonly kind: 'failed'; readonly code: RecordCode; readonly says: string }

// --- reading and changing

export interface Visibility {
  /** MASQUE_PS: professionals but the author and the referring doctor do not see it. */
  readonly masked: boolean
  /** INVISIBLE_PATIENT: until released; a document once seen cannot be hidden again. */
  readonly hiddenFromHolder: boolean
  /** INVISIBLE_REPRESENTANTS_LEGAUX. */
  readonly hiddenFromRepresentatives: boolean
}

export interface DocumentSummary {
  readonly documentId: string
  readonly uniqueId: string
  readonly setId: string | null
  readonly version: number
  /** Documents sent as one set have the same; absent: all of one deposit are. */
  readonly submissionId?: string
  /** Unique ids of the versions that this one replaced, nearest first; absent: none are known. */
  readonly replaces?: readonly string[]
  readonly status: 'current' | 'superseded' | 'archived' | 'deleted'
  readonly title: string
  readonly typeCode: string
  readonly typeLabel: string
  readonly classCode: string
  readonly classLabel: string
  /**
   * Where the caller finds it: a patient's upload is Espace personnel for professionals, its
   * category for the patient.
   */
  readonly space: Space | null
  /** Category code of the patient application (ORD_SOIN, BIOLOGIE...; mssante.md §3.4). */
  readonly category: string
  readonly mediaType: string
  readonly bytes: number
  /** SHA-1 hex, as XDS wants it. */
  readonly sha1: string
  readonly fileName: string
  readonly authorName: string
  readonly authorId: string
  readonly organisation: string
  readonly depositedBy: 'professional' | 'patient' | 'insurer'
  readonly sourceKind: DepositSource['kind']
  readonly createdAt: number
  readonly filedAt: number
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly visibility: Visibility
  readonly confidence: number
  readonly grounds: readonly string[]
  /** The caller has not opened it yet (holder only; else false). */
  readonly isNew: boolean
}

export interface DocumentQuery {
  readonly documentId?: string
  readonly uniqueId?: string
  readonly space?: Space | null
  readonly typeCode?: readonly string[]
  readonly classCode?: readonly string[]
  /** Default: current only. */
  readonly status?: readonly DocumentSummary['status'][]
  /** Creation time, ms, both ends inclusive. */
  readonly createdFrom?: number
  readonly createdTo?: number
  readonly serviceFrom?: number
  readonly serviceTo?: number
  /** Words of the title or the author's name; folded. */
  readonly words?: string
  /** Newest first; opaque. */
  readonly after?: string | null
  readonly limit: number
}
export interface DocumentPage {
  readonly documents: readonly DocumentSummary[]
  /** For the next page; null at the end. */
  readonly next: string | null
  readonly total: number
}
export interface DocumentContent {
  readonly summary: DocumentSummary
  readonly bytes: Uint8Array
}
export interface HistoryEntry {
  readonly summary: DocumentSummary
  /** French: `Remplacé le ...`, `Classé par ...`. */
  readonly acts: readonly { readonly at: number; readonly says: string }[]
}

export type { DocumentChange }

export interface Reading {
  documents(
    key: RecordKey,
    query: DocumentQuery,
    caller: Caller,
  ): Promise<Result<DocumentPage, VaultRefusal>>
  /** The content; traced as a reading. */
  content(
    key: RecordKey,
    documentId: string,
    caller: Caller,
  ): Promise<Result<DocumentContent, VaultRefusal>>
  /** All versions of the series, newest first, and what happened to them. */
  history(
    key: RecordKey,
    documentId: string,
    caller: Caller,
  ): Promise<Result<readonly HistoryEntry[], VaultRefusal>>
  change(
    key: RecordKey,
    documentId: string,
    change: DocumentChange,
    caller: Caller,
  ): Promise<Result<DocumentSummary, VaultRefusal>>
}
