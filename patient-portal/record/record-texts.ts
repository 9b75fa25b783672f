import type { DocumentSummary } from '../../document-vault/contract/vault.js'
import type { Space } from '../../domain/space.js'
import { typeset } from '../language/french-format.js'
import { accessTexts, noticeTexts, traceTexts } from './texts/access-texts.js'
import { documentListTexts, documentTexts } from './texts/document-texts.js'
import { attachmentTexts, heldTexts, uploadTexts } from './texts/filing-texts.js'
import { spaceTexts } from './texts/space-texts.js'

/** Every word of the pages about documents, traces and access, in both languages. */
export const recordTexts = {
  documents: documentListTexts,
  document: documentTexts,
  held: heldTexts,
  upload: uploadTexts,
  attachment: attachmentTexts,
  traces: traceTexts,
  notices: noticeTexts,
  access: accessTexts,
} as const

/** Who wrote it; of an upload, the patient themself. */
export const authorOf = (
  document: Pick<DocumentSummary, 'authorName' | 'organisation' | 'depositedBy'>,
): string =>
  [document.authorName, document.organisation].filter((part) => part !== '').join(', ') ||
  (document.depositedBy === 'patient' ? recordTexts.documents.byPatient : '')

/** Labels of types abbreviate; people with little ease read whole words. Always French. */
export const plainLabel = (label: string): string =>
  typeset(label.replace(/\bCR\b/g, 'Compte rendu'))

export const spaceName = (space: Space | null): string =>
  space === null ? recordTexts.documents.none : spaceTexts[space]
