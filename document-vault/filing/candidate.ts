import { createHash } from 'node:crypto'
import { documentLimits } from '../../domain/document-limits.js'
import type { Space } from '../../domain/space.js'
import type { Classification, DocumentType } from '../contract/classification.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import type { Deposit, HoldReason, Visibility } from '../contract/vault.js'
import type { DocumentHead } from '../store/document-row.js'
import { documentType } from '../terminology/document-types.js'
import { depositType } from '../terminology/patient-categories.js'
import { actorOf, authorOf } from './authorship.js'
import { isPatientSide } from './document-summary.js'
import { saidMarks } from './document-visibility.js'
import { typeFacts } from './type-facts.js'
import { visibilityOf } from './visibility-codes.js'

/** A document on its way into a record: all that is decided before the database is asked. */
export interface Candidate {
  readonly bytes: Uint8Array
  readonly typeCode: string
  readonly versionNumber: number | null
  readonly createdAt: number
  readonly serviceStart: number | null
  readonly serviceStop: number | null
  readonly visibility: Visibility
  readonly mark: 'none' | 'archived' | 'deleted'
  readonly hold: HoldReason | null
  readonly head: DocumentHead
}

export interface Decided {
  readonly document: ExtractedDocument
  readonly classification: Classification
  readonly shape: string
  /** Of plain documents: made from record and content, so that it is the same when repeated. */
  readonly plainUniqueId: string
  readonly isAnonymous: boolean
}

const reimbursement: Space = 'Données de remboursement'

/** The patient's own upload; what the patient saves from a mail stays the professional's. */
export const isUpload = ({ caller, source }: Deposit): boolean =>
  source.kind === 'portal' && (caller.kind === 'holder' || caller.kind === 'representative')

export function candidateOf(deposit: Deposit, decided: Decided): Candidate {
  const { document } = decided
  const facts = document.declared
  const filed = filedAs(deposit, decided.classification)
  // The document's own code comes first, the envelope's are added (dmp.md §3).
  const said = visibilityOf(facts?.confidentiality ?? [])
  const visibility = { ...said, masked: said.masked || deposit.asked?.masked === true }
  const actor = actorOf(deposit.caller, deposit.source)
  const head: DocumentHead = {
    uniqueId: facts?.uniqueId || decided.plainUniqueId,
    isPlain: facts === null,
    setId: facts?.setId ?? null,
    versionNumber: facts?.versionNumber ?? null,
    replaces: facts?.replaces ?? [],
    // A guess that still waits for a human names nothing.
    title: titleOf(deposit, document, filed.hold === null ? filed.typeLabel : ''),
    fileName: document.fileName || deposit.file.fileName,
    mediaType: document.mediaType,
    bytes: document.bytes.length,
    // XDS wants SHA-1 (ITI TF-3 4.2.3.2.10); nothing here relies on it.
    sha1: createHash('sha1').update(document.bytes).digest('hex'),
    author: facts?.author ?? authorOf(deposit.caller, deposit.source),
    depositedBy: depositorOf(deposit),
    sourceKind: deposit.source.kind,
    ...(deposit.source.submissionId ? { submissionId: deposit.source.submissionId } : {}),
    ...(actor === null ? {} : { actor }),
    sender: deposit.source.sender,
    senderName: deposit.source.senderName,
    typeLabel: filed.typeLabel,
    classCode: filed.classCode,
    classLabel: filed.classLabel,
    space: filed.space,
    holderSpace: filed.holderSpace,
    confidence: filed.confidence,
    grounds: filed.grounds,
    proposals: decided.classification.proposals,
    shape: decided.shape,
    alarms: document.alarms,
    marksSaid: saidMarks(visibility),
    isAnonymous: decided.isAnonymous,
  }
  return {
    bytes: document.bytes,
    typeCode: filed.typeCode,
    versionNumber: head.versionNumber,
    createdAt: facts?.creationTime ?? deposit.source.at,
    serviceStart: facts?.serviceStart ?? null,
    serviceStop: facts?.serviceStop ?? null,
    visibility,
    mark: facts?.mark ?? 'none',
    hold: filed.hold,
    head,
  }
}

interface FiledAs {
  readonly typeCode: string
  readonly typeLabel: string
  readonly classCode: string
  readonly classLabel: string
  readonly space: Space | null
  readonly holderSpace: Space | null
  readonly confidence: number
  readonly grounds: readonly string[]
  readonly hold: HoldReason | null
}

function filedAs(deposit: Deposit, classification: Classification): FiledAs {
  const { confidence, grounds } = classification
  if (isUpload(deposit)) return uploadedAs(deposit, classification)
  const asked = deposit.asked?.typeCode ? documentType(deposit.asked.typeCode) : null
  const type = asked ?? (classification.typeCode ? documentType(classification.typeCode) : null)
  const isReimbursement = (type?.space ?? classification.space) === reimbursement
  // Reimbursement data come from the insurer alone (dmp.md §1).
  const hold: HoldReason | null =
    isReimbursement && deposit.caller.kind !== 'insurer'
      ? 'reimbursement'
      : asked || classification.outcome === 'filed' || deposit.caller.kind === 'insurer'
        ? null
        : (classification.heldBecause ?? 'not-certain')
  return {
    ...(type ? typed(type) : untyped(classification)),
    // Saved from a mail by the patient, who chose where.
    holderSpace: isPatientSide(deposit.caller) ? chosenSpace(deposit) : null,
    confidence: asked ? 1 : confidence,
    grounds: asked ? ['Type indiqué par le déposant.'] : grounds,
    hold,
  }
}

/** Not even its holder brings something among the insurer's data. */
function chosenSpace({ asked }: Deposit): Space | null {
  const space = asked?.space ?? null
  return space === reimbursement ? null : space
}

const typed = (type: DocumentType) => ({
  typeCode: type.code,
  ...typeFacts(type),
})
const untyped = (classification: Classification) => ({
  typeCode: classification.typeCode ?? '',
  typeLabel: classification.typeLabel,
  classCode: classification.classCode,
  classLabel: classification.classLabel,
  space: classification.space,
})

/**
 * Espace personnel for professionals, the chosen or proposed category for the patient; never held,
 * as nobody else's filing depends on it (mssante.md §3.4).
 */
function uploadedAs(deposit: Deposit, classification: Classification): FiledAs {
  const asked = deposit.asked
  const ofPatients = (code: string | null | undefined): DocumentType | null => {
    const type = code ? documentType(code) : null
    return type?.depositor === 'patient' ? type : null
  }
  const chosen = asked?.space ?? null
  const type =
    ofPatients(asked?.typeCode) ??
    (chosen ? documentType(depositType(chosen)) : ofPatients(classification.typeCode)) ??
    documentType(depositType(classification.proposedCategory))!
  const space: Space = 'Espace personnel'
  const category = chosen ?? classification.proposedCategory
  return {
    ...typed(type),
    space,
    holderSpace: category === reimbursement ? space : (category ?? space),
    confidence: chosen || asked?.typeCode ? 1 : classification.confidence,
    grounds: chosen ? ['Catégorie choisie par le patient.'] : classification.grounds,
    hold: null,
  }
}

function depositorOf(deposit: Deposit): DocumentHead['depositedBy'] {
  if (deposit.caller.kind === 'insurer') return 'insurer'
  return isUpload(deposit) ? 'patient' : 'professional'
}

function titleOf(deposit: Deposit, document: ExtractedDocument, typeLabel: string): string {
  const title = [deposit.asked?.title, document.title, typeLabel, document.fileName, 'Document']
  return title
    .find((text) => text?.trim())!
    .trim()
    .slice(0, documentLimits.documentTitleCharactersMax)
}
