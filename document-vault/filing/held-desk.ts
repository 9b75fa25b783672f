import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type { Filing, HeldDocument, VaultRefusal } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import { documentType } from '../terminology/document-types.js'
import { callerLabel } from '../traces/caller-label.js'
import type { Desk } from './desk.js'
import { DocumentFiling } from './document-filing.js'
import { frenchDay } from './french-day.js'
import { isHeldVisible } from './reading-desk.js'
import { typeFacts } from './type-facts.js'

type Choice = Parameters<Filing['settleHeld']>[2]

/** "À classer": documents that wait for a human. */
export class HeldDesk {
  private readonly filing: DocumentFiling

  constructor(private readonly desk: Desk) {
    this.filing = new DocumentFiling(desk.store)
  }

  heldDocuments(key: RecordKey, caller: Caller): Result<readonly HeldDocument[], VaultRefusal> {
    const request = { key, caller, act: 'document.list', need: 'held' } as const
    return this.desk.visit(request, ({ record }) => {
      const held = this.desk.store.documents
        .all(record.id, 'held')
        .filter((one) => isHeldVisible(one, caller))
      return ok({ value: held.map(heldView), detail: { held: true, count: held.length } })
    })
  }

  settleHeld(
    key: RecordKey,
    documentId: string,
    choice: Choice,
    caller: Caller,
  ): Result<void, VaultRefusal> {
    const detail = 'reject' in choice ? { rejected: true } : { typeCode: choice.typeCode }
    const request = {
      key,
      caller,
      act: 'document.settle',
      need: 'held',
      documentId,
      detail,
    } as const
    return this.desk.visit<void>(request, ({ record, now }) => {
      const { documents } = this.desk.store
      const document = documents.byPublicId(record.id, documentId)
      if (document?.state !== 'held' || !isHeldVisible(document, caller)) return err('not-found')
      const done =
        'reject' in choice
          ? this.reject(document, choice.reject, caller, now)
          : this.accept(document, choice.typeCode, caller, now)
      return done.ok ? ok({ value: undefined, document }) : done
    })
  }

  private reject(document: StoredDocument, reason: string, caller: Caller, now: number) {
    const { documents } = this.desk.store
    const said = reason.trim().slice(0, documentLimits.closingReasonCharsMax)
    if (said === '') return err('motive-missing' as const)
    documents.set(document.id, { state: 'rejected' })
    documents.addAct(document, now, `Écarté par ${callerLabel(caller)} : ${said}`)
    return ok(undefined)
  }

  private accept(document: StoredDocument, typeCode: string, caller: Caller, now: number) {
    const { documents, choices } = this.desk.store
    const type = documentType(typeCode)
    // Reimbursement data are never filed from mail, whoever asks (dmp.md §1).
    if (!type || type.space === 'Données de remboursement') return err('invalid' as const)
    // First, as a refusal changes nothing.
    if (this.filing.settle(document, now).result === 'refused') return err('conflict' as const)
    const { head } = document
    const chosen = `Classé par ${callerLabel(caller)} le ${frenchDay(now)}.`
    documents.set(document.id, { type_code: type.code })
    documents.setHead(document, {
      ...head,
      ...typeFacts(type),
      confidence: 1,
      grounds: [chosen],
      proposals: [],
      isAnonymous: false,
    })
    documents.addAct(document, now, chosen)
    if (head.sender !== '' && head.shape !== '' && document.hold_reason !== 'identity-doubt')
      choices.put(document.record, { sender: head.sender, shape: head.shape, typeCode: type.code })
    return ok(undefined)
  }
}

const heldView = (document: StoredDocument): HeldDocument => ({
  documentId: document.public_id,
  title: document.head.title,
  fileName: document.head.fileName,
  mediaType: document.head.mediaType,
  senderName: document.head.senderName,
  heldAt: document.filed_at,
  reason: document.hold_reason!,
  proposals: document.head.proposals,
  grounds: document.head.grounds,
})
