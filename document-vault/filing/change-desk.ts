import { err, ok, type Result } from '../../domain/result.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type { DocumentChange, DocumentSummary, VaultRefusal } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { RecordRow } from '../store/record-store.js'
import { documentType } from '../terminology/document-types.js'
import { depositSpace } from '../terminology/patient-categories.js'
import { callerLabel } from '../traces/caller-label.js'
import { isAuthor } from './authorship.js'
import { changeRefusal } from './change-rules.js'
import type { Desk } from './desk.js'
import { summaryOf } from './document-summary.js'
import { frenchDay } from './french-day.js'
import { typeFacts } from './type-facts.js'

/** Marks, type and category of one document; nothing is ever destroyed here. */
export class ChangeDesk {
  constructor(private readonly desk: Desk) {}

  change(
    key: RecordKey,
    documentId: string,
    change: DocumentChange,
    caller: Caller,
  ): Result<DocumentSummary, VaultRefusal> {
    const { documents } = this.desk.store
    const find = (record: RecordRow) => documents.byPublicId(record.id, documentId)
    const isOwn = (record: RecordRow) => {
      const document = find(record)
      return document !== null && isAuthor(document.head, caller)
    }
    const need = isAnnouncement(change, caller) ? 'read' : 'document-change'
    const request = { key, caller, act: 'document.change', need, documentId } as const
    const label =
      change.kind === 'reclassify' ? { label: documentType(change.typeCode)?.label ?? '' } : {}
    const detail = { ...change, ...label }
    return this.desk.visit({ ...request, isAuthor: isOwn, detail }, (visit) => {
      const document = find(visit.record)
      if (document?.state !== 'filed') return err('not-found')
      const isSeen = this.desk.gate.mayRead(caller, visit.door, document)
      if (!isSeen && !isAuthor(document.head, caller)) return err('not-found')
      const refusal = changeRefusal(document, change, caller)
      if (refusal) return err(refusal)
      this.apply(document, change)
      const says = `${actOf(change)} par ${callerLabel(caller)} le ${frenchDay(visit.now)}.`
      documents.addAct(document, visit.now, says)
      const changed = documents.byRow(document.id)!
      return ok({ value: summaryOf(changed, caller), document: changed })
    })
  }

  private apply(document: StoredDocument, change: DocumentChange): void {
    const { documents } = this.desk.store
    const { head } = document
    if (change.kind === 'categorise')
      documents.setHead(document, { ...head, holderSpace: change.space })
    else if (change.kind === 'reclassify') this.reclassify(document, change.typeCode)
    else for (const one of this.marked(document, change)) documents.set(one, markOf(change))
    if (change.kind !== 'delete') return
    const isWithdrawn = change.withdrawn === true
    if (isWithdrawn !== (head.isWithdrawn === true))
      documents.setHead(document, { ...head, isWithdrawn })
  }

  /** A version that is masked would still be read in the one before it. */
  private marked(document: StoredDocument, { kind }: MarkChange): readonly number[] {
    if (kind !== 'mask' && kind !== 'hide-from-representatives') return [document.id]
    return this.desk.store.documents
      .bySeries(document.series!)
      .filter((one) => one.id === document.id || kind !== 'mask' || !one.hidden_holder)
      .map(({ id }) => id)
  }

  private reclassify(document: StoredDocument, typeCode: string): void {
    const { documents } = this.desk.store
    const { head } = document
    const type = documentType(typeCode)!
    documents.set(document.id, { type_code: type.code })
    documents.setHead(document, {
      ...head,
      ...typeFacts(type),
      holderSpace: depositSpace(type.code),
      confidence: 1,
      grounds: ['Type corrigé par une personne.'],
    })
  }
}

/** The release after the announcement: by whoever may read the document. */
const isAnnouncement = (change: DocumentChange, caller: Caller): boolean =>
  change.kind === 'hide-from-holder' && !change.hidden && caller.kind === 'professional'

type MarkChange = Exclude<DocumentChange, { kind: 'categorise' | 'reclassify' }>

function markOf(change: MarkChange) {
  switch (change.kind) {
    case 'mask':
      return { masked: Number(change.masked) }
    case 'hide-from-holder':
      return { hidden_holder: Number(change.hidden) }
    case 'hide-from-representatives':
      return { hidden_representatives: Number(change.hidden) }
    case 'archive':
      return { archived: Number(change.archived) }
    case 'delete':
      return { deleted: Number(change.deleted) }
  }
}

function actOf(change: DocumentChange): string {
  switch (change.kind) {
    case 'mask':
      return change.masked ? 'Masqué aux professionnels' : 'Démasqué aux professionnels'
    case 'hide-from-holder':
      return change.hidden ? 'Rendu invisible au patient' : 'Rendu visible au patient'
    case 'hide-from-representatives':
      return change.hidden
        ? 'Rendu invisible aux représentants légaux'
        : 'Rendu visible aux représentants légaux'
    case 'reclassify':
      return 'Type corrigé'
    case 'categorise':
      return `Rangé dans « ${change.space} »`
    case 'archive':
      return change.archived ? 'Archivé' : 'Sorti des archives'
    case 'delete':
      return change.deleted ? 'Supprimé' : 'Suppression annulée'
  }
}
