import type { Space } from '../../domain/space.js'
import type { ExtractedDocument } from './extracted-document.js'

/** A row of the type list (JDV_J07 with class and space; document-types.tsv). */
export interface DocumentType {
  readonly code: string
  readonly system: string
  readonly label: string
  readonly classCode: string
  readonly classLabel: string
  /** Null: administrative or technical, in none of the nine spaces. */
  readonly space: Space | null
  /** A second defensible space, or null. */
  readonly alsoAcceptable: Space | '-' | null
  /** In JDV_J66: what the DMP itself takes. */
  readonly inRecordSet: boolean
  readonly depositor: 'professionnel' | 'patient' | 'assurance maladie'
  readonly isLegacy: boolean
}

/** What is known beside the document itself. */
export interface FilingContext {
  readonly depositor: 'professional' | 'patient'
  /** Sender's speciality, e.g. `SM26` or a French label; empty when unknown. */
  readonly senderSpeciality: string
  readonly subject: string
  readonly fileName: string
  /** Earlier human choices of this record, for the same sender and the same shape. */
  readonly remembered: readonly RememberedChoice[]
}
export interface RememberedChoice {
  readonly sender: string
  /** `documentShape` of the document chosen for. */
  readonly shape: string
  readonly typeCode: string
}

export interface Proposal {
  readonly typeCode: string
  readonly label: string
  readonly classCode: string
  readonly space: Space | null
  /** 0 to 1; the three sum to at most 1. */
  readonly probability: number
}

export interface Classification {
  /** Null when nothing is known of the document. */
  readonly typeCode: string | null
  readonly typeLabel: string
  readonly classCode: string
  readonly classLabel: string
  readonly space: Space | null
  /** Probability that the space is right, 0 to 1 (calibrated on `npm run eval`). */
  readonly confidence: number
  /** `held`: "à classer", or reimbursement data, which mail never files. */
  readonly outcome: 'filed' | 'held'
  readonly heldBecause: 'not-certain' | 'reimbursement' | 'nothing-readable' | null
  /** The best three, best first. */
  readonly proposals: readonly Proposal[]
  /** French sentences that a human can check. */
  readonly grounds: readonly string[]
  /** Patient's upload: the category proposed to the patient, as if a professional had sent it. */
  readonly proposedCategory: Space | null
}

export type Classify = (document: ExtractedDocument, context: FilingContext) => Classification
