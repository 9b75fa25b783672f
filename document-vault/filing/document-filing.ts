import type { HoldReason, RecordCode, VaultRefusal } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { DocumentEvidence } from '../store/document-store.js'
import type { VaultStore } from '../store/vault-store.js'
import { maySucceed } from './authorship.js'
import type { Candidate } from './candidate.js'
import { addedMarks } from './document-visibility.js'
import { isReadableCopy } from './readable-copy.js'
import { SeriesKeeper } from './series-keeper.js'
import type { NewMember } from './series-rules.js'
import { isContradictory } from './visibility-codes.js'

export type Filed =
  | { readonly result: 'filed' | 'already-there'; readonly document: StoredDocument }
  | { readonly result: 'held'; readonly document: StoredDocument; readonly reason: HoldReason }
  | { readonly result: 'refused'; readonly code: RecordCode; readonly reason: VaultRefusal }

export interface FilingPlace {
  readonly recordRow: number
  /** `messageKeyOf`. */
  readonly message: string | null
  readonly now: number
  /** Filed by the holder again: a deletion of the same upload is taken back. */
  readonly restores: boolean
}

const refused = (code: RecordCode, reason: VaultRefusal): Filed => ({
  result: 'refused',
  code,
  reason,
})

/** Puts one document into a record, inside the deposit's transaction. */
export class DocumentFiling {
  private readonly series: SeriesKeeper

  constructor(private readonly store: VaultStore) {
    this.series = new SeriesKeeper(store.documents)
  }

  file(candidate: Candidate, evidence: DocumentEvidence, place: FilingPlace): Filed {
    const { documents, blobs } = this.store
    const known = documents.byUniqueId(place.recordRow, candidate.head.uniqueId)
    const isThere = known !== null && known.state !== 'rejected' && !known.deleted
    // A copy that was withdrawn stays so when its message is filed again.
    const beside = isThere ? undefined : this.structuredBeside(candidate, evidence, place)
    if (beside) return { result: 'already-there', document: beside }
    if (known) return this.again(known, candidate, place)
    if (isContradictory(candidate.visibility)) return refused('906', 'invalid')
    // A held document takes its place among the versions when a human has settled it.
    const placement = candidate.hold
      ? null
      : this.series.place(place.recordRow, memberOf(candidate))
    if (placement && !placement.ok)
      return refused(placement.code, placement.code === '901' ? 'not-author' : 'conflict')
    const blob = blobs.put(place.recordRow, candidate.bytes)
    const added = documents.add(place.recordRow, this.row(candidate, evidence, blob, place))
    if (place.message !== null) documents.noteMessage(added, place.message)
    if (placement) this.series.join(added, placement, place.now)
    if (!candidate.head.isPlain) this.withdrawCopies(candidate, evidence, added, place)
    const document = documents.byRow(added.id)!
    return candidate.hold
      ? { result: 'held', document, reason: candidate.hold }
      : { result: 'filed', document }
  }

  /** A human decided: the document takes its place, or cannot. */
  settle(held: StoredDocument, now: number): Filed {
    const { documents } = this.store
    const placement = this.series.place(held.record, {
      ...held.head,
      createdAt: held.created_at,
    })
    if (!placement.ok) return refused(placement.code, 'conflict')
    documents.set(held.id, { state: 'filed', hold_reason: null, filed_at: now })
    this.series.join(documents.byRow(held.id)!, placement, now)
    return { result: 'filed', document: documents.byRow(held.id)! }
  }

  /** The same unique id: from mail and from the record, or sent again. */
  private again(known: StoredDocument, candidate: Candidate, place: FilingPlace): Filed {
    const { documents, blobs } = this.store
    if (blobs.find(place.recordRow, candidate.bytes) !== known.blob)
      return refused('906', 'conflict')
    if (known.state === 'rejected') return refused('906', 'conflict')
    const marks = this.addMarks(known, candidate)
    if (marks) return marks
    if (known.state === 'held')
      return { result: 'held', document: known, reason: known.hold_reason! }
    if (candidate.mark !== 'none' && !this.isMarked(known, candidate.mark)) {
      if (!maySucceed(known.head, candidate.head)) return refused('901', 'not-author')
      documents.set(known.id, { [candidate.mark]: 1 })
      const says =
        candidate.mark === 'deleted' ? 'Supprimé par son auteur.' : 'Archivé par son auteur.'
      documents.addAct(known, place.now, says)
    }
    if ((place.restores || known.head.isWithdrawn) && known.deleted) {
      documents.set(known.id, { deleted: 0 })
      documents.setHead(known, { ...documents.byRow(known.id)!.head, isWithdrawn: false })
      documents.addAct(known, place.now, 'Déposé de nouveau après une suppression.')
      return { result: 'filed', document: documents.byRow(known.id)! }
    }
    return { result: 'already-there', document: documents.byRow(known.id)! }
  }
  /** Null: what the repetition says of who may see it is known, or is noted now. */
  private addMarks(known: StoredDocument, candidate: Candidate): Filed | null {
    const { documents } = this.store
    const change = addedMarks(known, candidate.visibility)
    if (change === null) return null
    if (change === 'contradictory') return refused('906', 'invalid')
    // A stranger's repetition hides nothing.
    if (!maySucceed(known.head, candidate.head)) return null
    documents.setHead(known, change.head)
    if (Object.keys(change.columns).length > 0) documents.set(known.id, change.columns)
    return null
  }
  private isMarked(known: StoredDocument, mark: 'archived' | 'deleted'): boolean {
    return known[mark] === 1
  }

  /** The structured document of the same message that this file shows to people. */
  private structuredBeside(candidate: Candidate, evidence: DocumentEvidence, place: FilingPlace) {
    // Like another document but for the person it names: that is no copy.
    const isDoubtful = candidate.hold === 'identity-doubt'
    if (!candidate.head.isPlain || isDoubtful || place.message === null) return undefined
    const beside = this.store.documents.ofMessage(place.recordRow, place.message)
    return beside.find(
      (one) => one.state === 'filed' && !one.head.isPlain && isReadableCopy(one, evidence),
    )
  }
  /** The readable copy came first: the structured document stands for both. */
  private withdrawCopies(
    candidate: Candidate,
    evidence: DocumentEvidence,
    added: StoredDocument,
    place: FilingPlace,
  ): void {
    if (place.message === null || candidate.hold) return
    const { documents } = this.store
    for (const one of documents.ofMessage(place.recordRow, place.message)) {
      if (one.id === added.id || !one.head.isPlain || !isReadableCopy(evidence, one)) continue
      if (one.hold_reason === 'identity-doubt') continue
      if (one.state === 'held') documents.set(one.id, { state: 'rejected' })
      else documents.set(one.id, { deleted: 1 })
      documents.addAct(one, place.now, 'Copie lisible du document structuré du même message.')
    }
  }

  private row(c: Candidate, evidence: DocumentEvidence, blob: number, place: FilingPlace) {
    return {
      state: c.hold ? ('held' as const) : ('filed' as const),
      holdReason: c.hold,
      version: c.versionNumber ?? 1,
      archived: c.mark === 'archived',
      deleted: c.mark === 'deleted',
      masked: c.visibility.masked,
      hiddenFromHolder: c.visibility.hiddenFromHolder,
      hiddenFromRepresentatives: c.visibility.hiddenFromRepresentatives,
      typeCode: c.typeCode,
      createdAt: c.createdAt,
      filedAt: place.now,
      serviceStart: c.serviceStart,
      serviceStop: c.serviceStop,
      blob,
      head: c.head,
      evidence: place.message === null ? null : evidence,
    }
  }
}

const memberOf = (candidate: Candidate): NewMember => ({
  ...candidate.head,
  createdAt: candidate.createdAt,
})
