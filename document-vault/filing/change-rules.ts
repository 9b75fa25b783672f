import type { Caller } from '../contract/callers.js'
import type { DocumentChange, VaultRefusal } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import { documentType } from '../terminology/document-types.js'
import { isAuthor } from './authorship.js'
import { isPatientSide } from './document-summary.js'

/** Why this caller may not change this document so; null: may (dmp.md TD3.3, §3 marks). Pure. */
export function changeRefusal(
  document: StoredDocument,
  change: DocumentChange,
  caller: Caller,
): VaultRefusal | null {
  const isOwn = isAuthor(document.head, caller)
  switch (change.kind) {
    case 'mask':
      if (change.masked && document.hidden_holder) return 'invalid'
      return isOwn || isPatientSide(caller) ? null : 'not-author'
    case 'hide-from-holder':
      return hidingRefusal(document, change.hidden, caller, isOwn)
    case 'hide-from-representatives':
      if (caller.kind === 'representative') return 'forbidden'
      return isOwn || caller.kind === 'holder' ? null : 'not-author'
    case 'reclassify':
      return reclassifyRefusal(document, change.typeCode, caller, isOwn)
    case 'categorise':
      if (!isPatientSide(caller)) return 'forbidden'
      return change.space === 'Données de remboursement' ? 'invalid' : null
    case 'archive':
      return isOwn || isPatientSide(caller) ? null : 'not-author'
    case 'delete':
      // Carers and representatives take back what the patient's side brought, not a report.
      if (caller.kind === 'representative')
        return document.head.depositedBy === 'patient' ? null : 'forbidden'
      return isOwn || caller.kind === 'holder' ? null : 'not-author'
  }
}

/**
 * Hidden until the announcement, then released; what the holder could see cannot be hidden again
 * (mssante.md §3.5). Whoever may read it may announce it.
 */
function hidingRefusal(
  document: StoredDocument,
  hidden: boolean,
  caller: Caller,
  isOwn: boolean,
): VaultRefusal | null {
  if (caller.kind !== 'professional' && !isOwn) return 'forbidden'
  if (!hidden) return null
  if (!isOwn) return 'not-author'
  if (document.masked) return 'invalid'
  if (document.hidden_holder) return null
  return document.seen_at === null ? null : 'already-visible'
}

function reclassifyRefusal(
  document: StoredDocument,
  typeCode: string,
  caller: Caller,
  isOwn: boolean,
): VaultRefusal | null {
  if (!isOwn && !isPatientSide(caller)) return 'not-author'
  const type = documentType(typeCode)
  if (!type || type.space === 'Données de remboursement') return 'invalid'
  // An upload stays an upload, and a report does not become one.
  const isUpload = document.head.depositedBy === 'patient'
  return (type.depositor === 'patient') === isUpload ? null : 'invalid'
}
