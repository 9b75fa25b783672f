import type { DocumentToProvide, RecordConnector } from '../connectors/connector.js'
import type { ForwardOutcome } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { VaultStore } from '../store/vault-store.js'
import type { Desk } from './desk.js'
import { summaryOf } from './document-summary.js'
import type { Visit } from './visit.js'

const system = { kind: 'system' } as const

/** Sends documents on, each once, the versions of a series in their order. */
export class ForwardingDesk {
  /** Being sent now: two jobs for one document must not cross. */
  private readonly underWay = new Set<number>()

  constructor(
    private readonly desk: Desk,
    private readonly connector: RecordConnector,
  ) {}

  async forward(documentId: string): Promise<ForwardOutcome> {
    const { store } = this.desk
    const document = store.documents.anywhere(documentId)
    const record = document && store.records.byRow(document.record)
    if (!document || !record) return failed('906', 'Document inconnu.')
    const known = earlierOutcome(document)
    if (known) return known
    const barrier =
      ownBarrier(document) ?? (this.connector.isEmbedded ? null : earlierBarrier(document, store))
    if (barrier) return barrier
    if (this.underWay.has(document.id)) return later("L'envoi est déjà en cours.")
    this.underWay.add(document.id)
    try {
      const outcome = await this.connector.provide(this.toProvide(document))
      this.note(document, outcome)
      return outcome
    } finally {
      this.underWay.delete(document.id)
    }
  }

  private toProvide(document: StoredDocument): DocumentToProvide {
    const { store } = this.desk
    const earlier = earlierVersions(document, store)
      .filter((one) => earlierOutcome(one) !== null)
      .reverse()
    return {
      patient: store.records.traits(document.record),
      summary: summaryOf(document, system),
      bytes: store.blobs.read(document.record, document.blob),
      replaces: earlier.map((one) => one.head.uniqueId),
    }
  }

  private note(before: StoredDocument, outcome: ForwardOutcome): void {
    const { store } = this.desk
    // Patience is no act: the record's chain would tell of each try.
    if (outcome.kind === 'later') return
    store.transaction(() => {
      const document = store.documents.byRow(before.id)
      const record = store.records.byRow(before.record)
      // Erased while it was on its way.
      if (!document || !record || earlierOutcome(document)) return
      const now = store.clock.now()
      const kept: Kept = outcome.kind === 'done' ? { where: outcome.where } : { code: outcome.code }
      store.documents.set(document.id, { forwarded: JSON.stringify(kept) })
      const visit: Visit = { record, caller: system, door: 'system', now }
      const detail = { to: this.connector.name, result: outcome.kind }
      this.desk.trace(visit, 'document.forward', {
        document,
        outcome: outcome.kind === 'failed' ? 'refused' : 'done',
        detail: outcome.kind === 'failed' ? { ...detail, code: outcome.code } : detail,
      })
    })
  }
}

const failed = (code: '900' | '906', says: string): ForwardOutcome => ({
  kind: 'failed',
  code,
  says,
})
const later = (says: string): ForwardOutcome => ({ kind: 'later', says })

/** As kept: where it arrived, or the code of a failure, after which it may be tried again. */
type Kept = { readonly where: string } | { readonly code: string }
const keptOf = (document: StoredDocument): Kept | null =>
  document.forwarded === null ? null : (JSON.parse(document.forwarded) as Kept)

function earlierOutcome(document: StoredDocument): ForwardOutcome | null {
  const kept = keptOf(document)
  return kept && 'where' in kept ? { kind: 'done', where: kept.where } : null
}

/** Why it cannot go now, or never. */
function ownBarrier(document: StoredDocument): ForwardOutcome | null {
  if (document.state === 'rejected') return failed('906', 'Le document a été écarté.')
  if (document.state === 'held') return later('Le document est à classer.')
  return document.deleted ? failed('906', 'Le document a été supprimé.') : null
}

/** What came by mail has a job of its own; a version that came otherwise is never sent on. */
function earlierBarrier(document: StoredDocument, store: VaultStore): ForwardOutcome | null {
  const waiting = earlierVersions(document, store).find(
    ({ head, deleted, forwarded }) =>
      forwarded === null && !deleted && (head.sourceKind === 'mail' || head.sourceKind === 'xdm'),
  )
  return waiting ? later("Une version antérieure n'est pas encore transmise.") : null
}

const earlierVersions = (document: StoredDocument, store: VaultStore): StoredDocument[] =>
  document.series === null
    ? []
    : store.documents
        .bySeries(document.series)
        .filter((one) => one.id !== document.id && comesBefore(one, document))

const comesBefore = (one: StoredDocument, document: StoredDocument): boolean =>
  one.superseded !== document.superseded ? one.superseded === 1 : one.version < document.version
