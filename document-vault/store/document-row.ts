import type { Space } from '../../domain/space.js'
import type { DocumentAuthor } from '../../mail-format/document-facts.js'
import type { Proposal } from '../contract/classification.js'
import type { DepositSource, HoldReason, Visibility } from '../contract/vault.js'

/** A row of `documents`, as SQLite holds it. */
export interface DocumentRow {
  readonly id: number
  readonly public_id: string
  readonly record: number
  readonly series: number | null
  readonly version: number
  readonly state: 'filed' | 'held' | 'rejected'
  readonly hold_reason: HoldReason | null
  readonly superseded: number
  readonly archived: number
  readonly deleted: number
  readonly masked: number
  readonly hidden_holder: number
  readonly hidden_representatives: number
  readonly type_code: string
  readonly created_at: number
  readonly filed_at: number
  readonly service_start: number | null
  readonly service_stop: number | null
  readonly seen_at: number | null
  readonly forwarded: string | null
  readonly blob: number
  readonly head: Buffer
}

/** What is sealed of a document beside its content. */
export interface DocumentHead {
  readonly uniqueId: string
  /** A file that declares nothing; its unique id is made here. */
  readonly isPlain: boolean
  readonly setId: string | null
  /** As declared; null when not said. */
  readonly versionNumber: number | null
  readonly replaces: readonly string[]
  readonly title: string
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha1: string
  readonly author: DocumentAuthor
  readonly depositedBy: 'professional' | 'patient' | 'insurer'
  readonly sourceKind: DepositSource['kind']
  readonly submissionId?: string
  readonly sender: string
  readonly senderName: string
  readonly typeLabel: string
  readonly classCode: string
  readonly classLabel: string
  /** As professionals see it. */
  readonly space: Space | null
  /** Where the holder finds it: by choice, or of a patient's upload. Null: as the type says. */
  readonly holderSpace: Space | null
  readonly confidence: number
  readonly grounds: readonly string[]
  readonly proposals: readonly Proposal[]
  /** `documentShape`, for the choices to come. */
  readonly shape: string
  readonly alarms: readonly string[]
  /** Visibility marks that its deposits said; absent: none. */
  readonly marksSaid?: readonly (keyof Visibility)[]
  /** The person behind a deposit by an interface that knows persons (authorship.ts). */
  readonly actor?: { readonly nationalId: string; readonly structureId: string }
  /** Deleted because the rest of its submission was refused. */
  readonly isWithdrawn?: boolean
  /** A plain file of a mail that does not say whose it is. */
  readonly isAnonymous?: boolean
}

export interface StoredDocument extends Omit<DocumentRow, 'head'> {
  readonly head: DocumentHead
}
