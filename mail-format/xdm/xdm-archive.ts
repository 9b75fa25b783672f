import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { CodedValue, DocumentAuthor } from '../document-facts.js'

/** An IHE XDM archive (ITI TF-2 3.32; ebRIM 3.0 metadata), read within bounds. */
export interface XdmArchive {
  readonly submissions: readonly XdmSubmission[]
  /** Files that no metadata declare, guides left out: they may be another person's. */
  readonly undeclared: readonly { readonly fileName: string; readonly bytes: Uint8Array }[]
  /** Faults of the whole archive that were accepted with an alarm. */
  readonly alarms: readonly XdmAlarm[]
}

/** One `IHE_XDM/<subset>/METADATA.XML`. */
export interface XdmSubmission {
  readonly subset: string
  readonly uniqueId: string
  readonly sourceId: string
  /** CX of the submission set, split: identifier and assigning authority OID. */
  readonly patientId: { readonly id: string; readonly oid: string } | null
  readonly submissionTime: number | null
  readonly author: DocumentAuthor | null
  readonly contentType: CodedValue | null
  readonly documents: readonly XdmDocument[]
}

export interface XdmDocument {
  readonly entryUuid: string
  readonly uniqueId: string
  readonly fileName: string
  readonly mimeType: string
  readonly title: string
  readonly typeCode: CodedValue | null
  readonly classCode: CodedValue | null
  readonly formatCode: CodedValue | null
  readonly practiceSetting: CodedValue | null
  readonly facilityType: CodedValue | null
  readonly confidentiality: readonly CodedValue[]
  readonly eventCodes: readonly CodedValue[]
  readonly languageCode: string
  readonly creationTime: number | null
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly author: DocumentAuthor | null
  /** patientId (CX) and sourcePatientInfo (PID-3, PID-5, PID-7, PID-8) as one identity. */
  readonly patient: IdentityTraits
  /** What the metadata announce, and whether the file is so. */
  readonly declaredHash: string
  readonly declaredBytes: number | null
  /** Associations: RPLC and XFRM_RPLC targets, entryUUIDs or unique ids as said. */
  readonly replaces: readonly string[]
  /** Availability `Deprecated` or `Archived`: archived; `Deleted`: deleted (CI-SIS JDV_J52). */
  readonly mark: 'none' | 'archived' | 'deleted'
  /** Null when the file is missing in the archive. */
  readonly bytes: Uint8Array | null
  readonly alarms: readonly XdmAlarm[]
}

/** Accepted with an alarm, never silently (dmp.md §3). */
export type XdmAlarm =
  | 'hash-differs'
  | 'hash-form'
  | 'size-differs'
  | 'file-name-case'
  | 'document-missing'
  | 'document-undeclared'
  | 'several-subsets'
  | 'metadata-incomplete'
  /** patientId, sourcePatientInfo and the submission set do not name one person. */
  | 'identity-contradicts'
  /** Two different documents of the archive bear one unique id. */
  | 'unique-id-repeated'
  /** It asks to archive or delete documents that it does not bring: nothing is done. */
  | 'order-without-document'

/** The archive is refused; nothing of it is used. */
export type XdmFault =
  | 'not-a-zip'
  | 'encrypted'
  | 'no-metadata'
  | 'metadata-malformed'
  | 'path-escape'
  | 'symbolic-link'
  | 'duplicate-name'
  | 'too-many-entries'
  | 'too-big'
  | 'ratio-exceeded'
  | 'nested-archive'
