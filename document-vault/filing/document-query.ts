import { foldText } from '../../mail-format/text-folding.js'
import type { Caller } from '../contract/callers.js'
import type { DocumentQuery } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import { spaceFor, statusOf } from './document-summary.js'

/** All conditions but the page; titles are sealed, so this is done on what was opened. */
export function matchesQuery(
  document: StoredDocument,
  query: DocumentQuery,
  caller: Caller,
): boolean {
  const isAmong = (value: string, wanted: readonly string[] | undefined) =>
    wanted === undefined || wanted.includes(value)
  return (
    isAmong(statusOf(document), query.status ?? defaultStatus(query)) &&
    (query.documentId === undefined || document.public_id === query.documentId) &&
    (query.uniqueId === undefined || document.head.uniqueId === query.uniqueId) &&
    (query.space === undefined || spaceFor(document, caller) === query.space) &&
    isAmong(document.type_code, query.typeCode) &&
    isAmong(document.head.classCode, query.classCode) &&
    isWithin(document.created_at, query.createdFrom, query.createdTo) &&
    overlapsService(document, query) &&
    hasWords(document, query.words ?? '')
  )
}

/** One document by its id is found in any state. */
const defaultStatus = (query: DocumentQuery) =>
  query.documentId === undefined && query.uniqueId === undefined ? ['current'] : undefined

const isWithin = (at: number, from = -Infinity, to = Infinity): boolean => at >= from && at <= to

function overlapsService(document: StoredDocument, query: DocumentQuery): boolean {
  const { serviceFrom, serviceTo } = query
  if (serviceFrom === undefined && serviceTo === undefined) return true
  const start = document.service_start ?? document.service_stop
  const stop = document.service_stop ?? document.service_start
  if (start === null || stop === null) return false
  return stop >= (serviceFrom ?? -Infinity) && start <= (serviceTo ?? Infinity)
}

function hasWords(document: StoredDocument, words: string): boolean {
  const wanted = foldText(words).split(' ').filter(Boolean)
  if (wanted.length === 0) return true
  const { title, author, typeLabel } = document.head
  const text = foldText(`${title} ${author.name} ${author.organisation} ${typeLabel}`)
  return wanted.every((word) => text.includes(word))
}

/** Newest first; the id settles equal times. */
export const newestFirst = (a: StoredDocument, b: StoredDocument): number =>
  b.created_at - a.created_at || b.id - a.id

export const cursorOf = (document: StoredDocument): string =>
  Buffer.from(`${document.created_at}:${document.public_id}`).toString('base64url')

/** Where the next page starts in a list that is newest first; null: no cursor of ours. */
export function startAfter(
  documents: readonly StoredDocument[],
  after: string | null | undefined,
): number | null {
  if (!after) return 0
  const form = /^(-?\d+):([\w-]+)$/.exec(Buffer.from(after, 'base64url').toString('utf8'))
  if (!form) return null
  const index = documents.findIndex((document) => document.public_id === form[2])
  if (index >= 0) return index + 1
  // The document at the cursor went out of the list meanwhile: go on by time.
  const next = documents.findIndex((document) => document.created_at < Number(form[1]))
  return next < 0 ? documents.length : next
}
