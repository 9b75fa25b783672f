import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { CodedValue, DocumentAuthor } from '../document-facts.js'

/**
 * What a CDA R2 document says of itself (HL7 CDA R2; ANS volet Structuration Minimale). Read with a
 * streaming parser: no entity is resolved, no style sheet is run.
 */
export interface CdaDocument {
  /** 1: nonXMLBody; 3: structuredBody. */
  readonly level: 1 | 3
  /** True when the CDA was inside an XSL style sheet (the self-presenting form). */
  readonly selfPresenting: boolean
  /** `root` or `root^extension`: the XDS uniqueId. Empty when absent. */
  readonly uniqueId: string
  readonly setId: string | null
  readonly versionNumber: number | null
  /** Unique ids of the documents that this one replaces (relatedDocument RPLC). */
  readonly replaces: readonly string[]
  readonly code: CodedValue | null
  readonly title: string
  /** Milliseconds, or null. */
  readonly effectiveTime: number | null
  readonly confidentiality: readonly CodedValue[]
  readonly languageCode: string
  readonly templateIds: readonly string[]
  readonly patient: IdentityTraits
  /** Other patient identifiers (IPP), `root^extension`. */
  readonly otherPatientIds: readonly string[]
  readonly author: DocumentAuthor | null
  readonly custodian: string
  /** documentationOf/serviceEvent effectiveTime, milliseconds. */
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly practiceSetting: CodedValue | null
  readonly facilityType: CodedValue | null
  readonly sections: readonly CdaSection[]
  /** Level 1: the wrapped file. */
  readonly body: { readonly mediaType: string; readonly bytes: Uint8Array } | null
  /** Stable words: `too-deep`, `too-big`, `truncated`, `not-well-formed`... */
  readonly alarms: readonly string[]
}

/**
 * In document order; nested sections follow their parent. `text`: the narrative, one line a block.
 */
export interface CdaSection {
  readonly code: CodedValue | null
  readonly title: string
  readonly text: string
  readonly depth: number
}
