import type { Visibility } from '../contract/vault.js'
import type { DocumentHead, StoredDocument } from '../store/document-row.js'
import { isContradictory } from './visibility-codes.js'

type Mark = keyof Visibility
const columns = {
  masked: 'masked',
  hiddenFromHolder: 'hidden_holder',
  hiddenFromRepresentatives: 'hidden_representatives',
} as const satisfies Record<Mark, keyof StoredDocument>
const marks = Object.keys(columns) as Mark[]

export const saidMarks = (visibility: Visibility): readonly Mark[] =>
  marks.filter((mark) => visibility[mark])

export interface MarkChange {
  readonly head: DocumentHead
  readonly columns: Partial<Record<(typeof columns)[Mark], 1>>
}

/**
 * A document that comes again may bring marks that its first way did not have: the CDA stands both
 * beside and in the archive, whose metadata alone say INVISIBLE_PATIENT (dmp.md §3). Marks are only
 * ever added, each once: what a human has released since is not hidden again by a repetition. Null:
 * nothing new; `contradictory`: nobody but the author would see it.
 */
export function addedMarks(
  known: StoredDocument,
  said: Visibility,
): MarkChange | 'contradictory' | null {
  const before = known.head.marksSaid ?? []
  const fresh = saidMarks(said).filter((mark) => !before.includes(mark))
  // What the holder could read cannot be hidden again (mssante.md §3.5).
  const added = fresh.filter(
    (mark) =>
      known[columns[mark]] === 0 && !(mark === 'hiddenFromHolder' && known.seen_at !== null),
  )
  if (fresh.length === 0) return null
  const after: Visibility = {
    masked: known.masked === 1 || added.includes('masked'),
    hiddenFromHolder: known.hidden_holder === 1 || added.includes('hiddenFromHolder'),
    hiddenFromRepresentatives: false,
  }
  if (added.length > 0 && isContradictory(after)) return 'contradictory'
  return {
    head: { ...known.head, marksSaid: [...before, ...fresh] },
    columns: Object.fromEntries(added.map((mark) => [columns[mark], 1])),
  }
}
