import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Caller, RecordKey } from '../contract/callers.js'
import type { VaultAct } from '../contract/traces.js'
import type {
  DocumentContent,
  DocumentPage,
  DocumentQuery,
  HistoryEntry,
  VaultRefusal,
} from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { RecordRow } from '../store/record-store.js'
import { isAuthor } from './authorship.js'
import type { Desk } from './desk.js'
import { cursorOf, matchesQuery, newestFirst, startAfter } from './document-query.js'
import { isPatientSide, summaryOf } from './document-summary.js'
import { seenVersions } from './seen-versions.js'
import { replacedAct } from './series-keeper.js'
import type { Visit } from './visit.js'

/** Lists, contents and histories: what a caller may not read is not there. */
export class ReadingDesk {
  constructor(private readonly desk: Desk) {}

  documents(
    key: RecordKey,
    query: DocumentQuery,
    caller: Caller,
  ): Result<DocumentPage, VaultRefusal> {
    const { documents } = this.desk.store
    const hasOwn = (record: RecordRow) =>
      documents.all(record.id, 'filed').some((one) => isAuthor(one.head, caller))
    const request = { key, caller, act: 'document.list', need: 'read', isAuthor: hasOwn } as const
    return this.desk.visit(request, (visit) => {
      const found = this.seen(visit, documents.all(visit.record.id, 'filed'))
        .filter((one) => matchesQuery(one, query, caller))
        .sort(newestFirst)
      const start = startAfter(found, query.after)
      if (start === null) return err('invalid')
      const limit = Math.max(1, Math.min(query.limit, documentLimits.vaultPageDocumentsMax))
      const page = found.slice(start, start + limit)
      const isLast = start + page.length >= found.length
      const value = {
        documents: page.map((one) => summaryOf(one, caller)),
        next: isLast ? null : cursorOf(page.at(-1)!),
        total: found.length,
      }
      return ok({ value, detail: { count: page.length, ...queryDetail(query) } })
    })
  }

  content(
    key: RecordKey,
    documentId: string,
    caller: Caller,
  ): Result<DocumentContent, VaultRefusal> {
    return this.one(key, documentId, caller, 'document.read', (document, visit) => {
      const { documents, blobs } = this.desk.store
      const bytes = blobs.read(visit.record.id, document.blob)
      if (caller.kind === 'holder' && document.seen_at === null)
        documents.set(document.id, { seen_at: visit.now })
      const [seen = document] = this.seen(visit, this.versions(document)).filter(
        ({ id }) => id === document.id,
      )
      return { summary: summaryOf(seen, caller), bytes }
    })
  }

  history(
    key: RecordKey,
    documentId: string,
    caller: Caller,
  ): Result<readonly HistoryEntry[], VaultRefusal> {
    return this.one(key, documentId, caller, 'document.history', (document, visit) => {
      const { documents } = this.desk.store
      const isReplaced = (one: StoredDocument) => one.superseded === 1 || !isPatientSide(caller)
      const actsOf = (one: StoredDocument) =>
        documents.acts(one).filter(({ says }) => isReplaced(one) || !says.startsWith(replacedAct))
      return this.seen(visit, this.versions(document))
        .reverse()
        .map((one) => ({ summary: summaryOf(one, caller), acts: actsOf(one) }))
    })
  }

  private one<T>(
    key: RecordKey,
    documentId: string,
    caller: Caller,
    act: VaultAct,
    read: (document: StoredDocument, visit: Visit) => T,
  ): Result<T, VaultRefusal> {
    const find = (record: RecordRow) => this.desk.store.documents.byPublicId(record.id, documentId)
    const isOwn = (record: RecordRow) => {
      const document = find(record)
      return document !== null && isAuthor(document.head, caller)
    }
    const request = { key, caller, act, need: needOf(find, key, this.desk, caller), documentId }
    return this.desk.visit({ ...request, isAuthor: isOwn }, (visit) => {
      const document = find(visit.record)
      if (!document || !this.isReadable(visit, document)) return err('not-found')
      return ok({ value: read(document, visit), document })
    })
  }

  /** Held documents have their own readers: see `isHeldVisible`. */
  private isReadable(visit: Visit, document: StoredDocument): boolean {
    if (document.state === 'held') return isHeldVisible(document, visit.caller)
    return document.state === 'filed' && this.isVisible(visit, document)
  }
  private versions(document: StoredDocument): StoredDocument[] {
    const { documents } = this.desk.store
    return document.series === null ? [document] : documents.bySeries(document.series)
  }
  /** Those of `all`, whole series, that stand in the list of the caller. */
  private seen(visit: Visit, all: readonly StoredDocument[]): StoredDocument[] {
    const isVisible = (one: StoredDocument) => this.isVisible(visit, one)
    return isPatientSide(visit.caller) ? seenVersions(all, isVisible) : all.filter(isVisible)
  }
  private isVisible(visit: Visit, document: StoredDocument): boolean {
    return this.desk.gate.mayRead(visit.caller, visit.door, document)
  }
}

/** An administrator's door is for held documents only. */
function needOf(
  find: (record: RecordRow) => StoredDocument | null,
  key: RecordKey,
  desk: Desk,
  caller: Caller,
): 'read' | 'held' {
  if (caller.kind !== 'administrator') return 'read'
  const record = desk.store.records.find(key)
  return record && find(record)?.state === 'held' ? 'held' : 'read'
}

/**
 * A doubt about whose document it is: administrators alone. What is hidden from the patient is not
 * shown to the patient's side while it waits either.
 */
export function isHeldVisible(document: StoredDocument, caller: Caller): boolean {
  switch (caller.kind) {
    case 'administrator':
      return true
    case 'holder':
      return document.hold_reason !== 'identity-doubt' && document.hidden_holder === 0
    case 'representative':
      return (
        document.hold_reason !== 'identity-doubt' &&
        document.hidden_holder === 0 &&
        document.hidden_representatives === 0
      )
    default:
      return false
  }
}

function queryDetail(query: DocumentQuery): Record<string, string | number> {
  const { space, typeCode, words, createdFrom, createdTo } = query
  return {
    ...(space ? { space } : {}),
    ...(typeCode ? { typeCode: typeCode.join(' ') } : {}),
    ...(words ? { words } : {}),
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
  }
}
