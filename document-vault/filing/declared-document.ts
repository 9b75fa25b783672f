import type { DeclaredFacts, ExtractedDocument } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import type { Deposit } from '../contract/vault.js'

/**
 * A document with what its envelope says of it (FHIR). A document that speaks for itself keeps its
 * own words; only the patient of the envelope is held beside its own, for the guard.
 */
export function declaredDocument(
  document: ExtractedDocument,
  { declares }: Deposit,
): ExtractedDocument {
  if (!declares) return document
  const own = document.declared
  if (own === null) return { ...document, declared: factsOf(declares) }
  const said = declares.patient ?? null
  const isSilent = own.patient === null && own.metadataPatient === null
  const patient = isSilent ? said : own.patient
  const metadataPatient = isSilent ? null : (own.metadataPatient ?? said)
  const confidentiality = [...own.confidentiality, ...declares.confidentiality]
  const replaces = own.replaces.length > 0 ? own.replaces : declares.replaces
  return { ...document, declared: { ...own, patient, metadataPatient, confidentiality, replaces } }
}

const factsOf = (said: NonNullable<Deposit['declares']>): DeclaredFacts => ({
  ...nothingDeclared,
  source: 'fhir',
  uniqueId: said.uniqueId ?? '',
  replaces: said.replaces,
  confidentiality: said.confidentiality,
  patient: said.patient ?? null,
  author: said.author ?? null,
  creationTime: said.createdAt,
  serviceStart: said.serviceStart ?? null,
  serviceStop: said.serviceStop ?? null,
})
