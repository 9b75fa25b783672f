import type { DeclaredFacts } from './extracted-document.js'

/** A document that declares nothing of itself; each reader adds its `source` and what it found. */
export const nothingDeclared: Omit<DeclaredFacts, 'source'> = {
  uniqueId: '',
  setId: null,
  versionNumber: null,
  replaces: [],
  typeCode: null,
  metadataTypeCode: null,
  classCode: null,
  confidentiality: [],
  patient: null,
  metadataPatient: null,
  author: null,
  practiceSetting: null,
  creationTime: null,
  serviceStart: null,
  serviceStop: null,
  mark: 'none',
}
