import type { Classification } from '../contract/classification.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import type { Deposit } from '../contract/vault.js'

/** A file that no extractor could read, as it came. */
export const unreadableDocument = ({ file }: Deposit): ExtractedDocument => ({
  format: 'unsupported',
  // Never shown as what it says it is.
  mediaType: 'application/octet-stream',
  fileName: file.fileName,
  bytes: file.bytes,
  title: '',
  headings: [],
  text: '',
  textSource: 'none',
  pages: null,
  declared: null,
  alarms: ['unreadable'],
})

export const unreadClassification: Classification = {
  typeCode: null,
  typeLabel: '',
  classCode: '',
  classLabel: '',
  space: null,
  confidence: 0,
  outcome: 'held',
  heldBecause: 'nothing-readable',
  proposals: [],
  grounds: ["Le fichier n'a pas pu être lu."],
  proposedCategory: null,
}
