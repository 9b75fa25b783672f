import type { Space } from '../../domain/space.js'
import type { Caller } from '../contract/callers.js'
import type { DocumentSummary, Visibility } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import { depositType, patientCategory } from '../terminology/patient-categories.js'

export const visibilityOfRow = (
  row: Pick<StoredDocument, 'masked' | 'hidden_holder' | 'hidden_representatives'>,
): Visibility => ({
  masked: row.masked === 1,
  hiddenFromHolder: row.hidden_holder === 1,
  hiddenFromRepresentatives: row.hidden_representatives === 1,
})

/** A deletion hides a supersession, which hides an archiving. */
export function statusOf(document: StoredDocument): DocumentSummary['status'] {
  if (document.deleted) return 'deleted'
  if (document.superseded) return 'superseded'
  return document.archived ? 'archived' : 'current'
}

export const isPatientSide = (caller: Caller): boolean =>
  caller.kind === 'holder' || caller.kind === 'representative'

/** The holder's own ordering; a patient's upload is Espace personnel for everybody else. */
export function spaceFor(document: StoredDocument, caller: Caller): Space | null {
  const { holderSpace, space } = document.head
  return isPatientSide(caller) ? (holderSpace ?? space) : space
}

/** `holderSpace` set: the category of that space; else the type's own. */
const categoryOf = (document: StoredDocument): string => {
  const { holderSpace } = document.head
  if (holderSpace === null) return patientCategory(document.type_code)
  if (holderSpace === 'Données de remboursement') return 'REMB'
  return patientCategory(depositType(holderSpace))
}

export function summaryOf(document: StoredDocument, caller: Caller): DocumentSummary {
  const { head } = document
  return {
    documentId: document.public_id,
    uniqueId: head.uniqueId,
    setId: head.setId,
    version: document.version,
    replaces: head.replaces,
    ...(head.submissionId ? { submissionId: head.submissionId } : {}),
    status: statusOf(document),
    title: head.title,
    typeCode: document.type_code,
    typeLabel: head.typeLabel,
    classCode: head.classCode,
    classLabel: head.classLabel,
    space: spaceFor(document, caller),
    category: categoryOf(document),
    mediaType: head.mediaType,
    bytes: head.bytes,
    sha1: head.sha1,
    fileName: head.fileName,
    authorName: head.author.name,
    authorId: head.author.id,
    organisation: head.author.organisation,
    depositedBy: head.depositedBy,
    sourceKind: head.sourceKind,
    createdAt: document.created_at,
    filedAt: document.filed_at,
    serviceStart: document.service_start,
    serviceStop: document.service_stop,
    visibility: visibilityOfRow(document),
    confidence: head.confidence,
    grounds: head.grounds,
    isNew: caller.kind === 'holder' && document.seen_at === null,
  }
}
