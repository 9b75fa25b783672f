import type { StoredDocument } from '../store/document-row.js'

/**
 * The versions that a patient's side may see. Where the newest one is not released yet, the newest
 * of the others stands as it stood before: that something replaced it must not be learnt either.
 */
export function seenVersions(
  documents: readonly StoredDocument[],
  isVisible: (document: StoredDocument) => boolean,
): StoredDocument[] {
  const visible = documents.filter(isVisible)
  const withoutHead = new Set(
    documents.filter((one) => !one.superseded && !isVisible(one)).map((one) => one.series),
  )
  if (withoutHead.size === 0) return visible
  const newest = new Map<number | null, StoredDocument>()
  for (const one of visible) {
    const other = newest.get(one.series)
    const isNewer =
      !other ||
      one.version > other.version ||
      (one.version === other.version && one.created_at >= other.created_at)
    if (withoutHead.has(one.series) && isNewer) newest.set(one.series, one)
  }
  return visible.map((one) =>
    newest.get(one.series)?.id === one.id ? { ...one, superseded: 0 } : one,
  )
}
