import type { DocumentType } from '../contract/classification.js'
import type { DocumentHead } from '../store/document-row.js'

/** What a document's head says of its type. */
export const typeFacts = ({
  label,
  classCode,
  classLabel,
  space,
}: DocumentType): Pick<DocumentHead, 'typeLabel' | 'classCode' | 'classLabel' | 'space'> => ({
  typeLabel: label,
  classCode,
  classLabel,
  space,
})
