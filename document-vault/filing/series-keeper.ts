import type { StoredDocument } from '../store/document-row.js'
import type { DocumentStore } from '../store/document-store.js'
import { frenchDay } from './french-day.js'
import {
  type FiledMember,
  headOf,
  type NewMember,
  type Placement,
  placeInSeries,
} from './series-rules.js'

export const replacedAct = 'Remplacé par une version plus récente'

/** Reads the versions that a document may touch, and writes where it came to stand. */
export class SeriesKeeper {
  constructor(private readonly documents: DocumentStore) {}

  place(recordRow: number, document: NewMember): Placement {
    return placeInSeries(document, this.near(recordRow, document).map(memberOf))
  }

  /** Joins the series of a placement; afterwards one version of it is not superseded. */
  join(document: StoredDocument, placement: Placement & { ok: true }, now: number): void {
    const [series = document.id, ...others] = placement.series
    for (const other of placement.series) this.inherit(document, other, now)
    for (const other of others) this.documents.mergeSeries(other, series)
    this.documents.set(document.id, { series, version: placement.version })
    const members = this.documents.bySeries(series)
    const head = headOf(members.map(memberOf))
    for (const member of members) {
      const superseded = member.id === head.id ? 0 : 1
      if (superseded === member.superseded) continue
      this.documents.set(member.id, { superseded })
      if (superseded) this.documents.addAct(member, now, `${replacedAct} le ${frenchDay(now)}.`)
    }
  }

  /**
   * What is masked, or hidden from the legal representatives, stays so in its next version: nobody
   * chose otherwise. A document that the patient may not see either cannot be masked (dmp.md §3).
   */
  private inherit(document: StoredDocument, series: number, now: number): void {
    const heads = this.documents.bySeries(series).filter((one) => one.superseded === 0)
    const isMasked = heads.some((one) => one.masked === 1) && !document.hidden_holder
    const isHidden = heads.some((one) => one.hidden_representatives === 1)
    if (isMasked && !document.masked) {
      this.documents.set(document.id, { masked: 1 })
      this.documents.addAct(document, now, 'Masqué aux professionnels comme la version précédente.')
    }
    if (isHidden) this.documents.set(document.id, { hidden_representatives: 1 })
  }

  private near(recordRow: number, document: NewMember): StoredDocument[] {
    const direct = [
      ...document.replaces.map((id) => this.documents.byUniqueId(recordRow, id)),
      ...this.documents.replacersOf(recordRow, document.uniqueId),
      ...document.replaces.flatMap((id) => this.documents.replacersOf(recordRow, id)),
      ...(document.setId === null ? [] : this.documents.bySet(recordRow, document.setId)),
    ]
    const series = new Set(
      direct.flatMap((one) => (one?.state === 'filed' && one.series !== null ? [one.series] : [])),
    )
    return [...series].flatMap((one) => this.documents.bySeries(one))
  }
}

const memberOf = (document: StoredDocument): FiledMember => ({
  id: document.id,
  series: document.series!,
  version: document.version,
  isSuperseded: document.superseded === 1,
  uniqueId: document.head.uniqueId,
  setId: document.head.setId,
  replaces: document.head.replaces,
  createdAt: document.created_at,
  author: document.head.author,
  depositedBy: document.head.depositedBy,
  sender: document.head.sender,
  ...(document.head.actor === undefined ? {} : { actor: document.head.actor }),
})
