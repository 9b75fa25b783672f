import type { TextQuery } from '../../../mailbox-store/contract.js'
import type { ImapSession } from '../imap-session.js'
import { lowerBound } from '../lower-bound.js'
import type { SelectedView } from '../selected/selected-view.js'
import { formatSet } from '../sequence-set.js'
import { someKey } from './search-keys.js'
import { foundRows, type SearchProgram, uidsOf } from './search-program.js'
import type { Rows } from './search-rows.js'

/** A result that its client keeps up to date (RFC 5267 §4.3). UIDs, in the order asked for. */
interface UpdateContext {
  readonly tag: string
  readonly program: SearchProgram
  readonly searchText: (query: TextQuery, view: SelectedView) => Promise<ArrayLike<number>>
  uids: Rows
  /** Modseq of the picture that was looked at last; null: it is to be looked at every time. */
  seen: number | null
}

/** Untagged responses, each with its line end. */
export interface ContextChanges {
  /** In the numbers that the client had before this change: told before EXPUNGE and VANISHED. */
  readonly removed: string
  /** In those that it has afterwards: told after EXISTS. */
  readonly added: string
}

const noChanges: ContextChanges = { removed: '', added: '' }

/** The live results of one selected mailbox; they end with it. */
export class UpdateContexts {
  readonly #contexts = new Map<string, UpdateContext>()

  get size(): number {
    return this.#contexts.size
  }
  has(tag: string): boolean {
    return this.#contexts.has(tag)
  }
  /** False when there is none of this tag. */
  cancel(tag: string): boolean {
    return this.#contexts.delete(tag)
  }

  /** `uids`: what the client was told, in the order asked for. */
  add(tag: string, program: SearchProgram, uids: Rows, session: ImapSession): void {
    this.#contexts.set(tag, { tag, program, uids, searchText: textMemory(session), seen: null })
  }

  /** After the view took a newer picture; `uidsBefore`: as the client numbered them until then. */
  async changes(
    session: ImapSession,
    view: SelectedView,
    now: number,
    uidsBefore: Uint32Array,
  ): Promise<ContextChanges> {
    if (this.#contexts.size === 0) return noChanges
    const before = (uid: number) => lowerBound(uidsBefore, uid) + 1
    const after = (uid: number) => view.sequenceOf(uid)
    let removed = ''
    let added = ''
    for (const context of this.#contexts.values()) {
      const { tag, program } = context
      if (context.seen === view.snapshot.modSeq) continue
      context.seen = isVolatile(program) ? null : view.snapshot.modSeq
      const searchText = (query: TextQuery) => context.searchText(query, view)
      const rows = await foundRows(program, { session, view, now, searchText })
      const uids = uidsOf(rows, view.snapshot)
      const items = differenceOf(context.uids, uids, program, { before, after })
      context.uids = uids
      const start = `* ESEARCH (TAG "${tag}")${program.byUid ? ' UID' : ''}`
      if (items.removed !== '') removed += `${start} REMOVEFROM (${items.removed})\r\n`
      if (items.added !== '') added += `${start} ADDTO (${items.added})\r\n`
    }
    return { removed, added }
  }
}

/** Whether time, or the numbering alone, changes what is found. */
const isVolatile = ({ key }: SearchProgram): boolean =>
  someKey(key, (each) =>
    each.key === 'set' ? !each.byUid : each.key === 'older' || each.key === 'younger',
  )

/**
 * Texts never change: what was found is found again, and only messages that came since make the
 * store look anew.
 */
function textMemory(session: ImapSession): UpdateContext['searchText'] {
  const known = new Map<TextQuery, { readonly uidNext: number; readonly uids: ArrayLike<number> }>()
  return async (query, view) => {
    const { uidNext } = view.snapshot.mailbox
    const found = known.get(query)
    if (found?.uidNext === uidNext) return found.uids
    const uids = await session.searchText(view.id, query)
    known.set(query, { uidNext, uids })
    return uids
  }
}

interface Numberings {
  readonly before: (uid: number) => number
  readonly after: (uid: number) => number
}

/** Pairs of context position and set, as the client applies them one by one (RFC 5267 §4.3.3). */
function differenceOf(
  old: Rows,
  fresh: Rows,
  { byUid, criteria }: SearchProgram,
  { before, after }: Numberings,
): { readonly removed: string; readonly added: string } {
  if (isSame(old, fresh)) return { removed: '', added: '' }
  const gone = runsOutside(old, fresh)
  const come = runsOutside(fresh, old)
  const setOf = (uids: Rows, number: (uid: number) => number): string =>
    formatSet(byUid ? uids : uids.map(number))
  if (criteria === null) {
    // A result in the order of the mailbox needs no positions.
    const all = (runs: readonly Run[]): Rows =>
      Uint32Array.from(runs.flatMap(({ uids }) => [...uids]))
    return {
      removed: gone.length === 0 ? '' : `0 ${setOf(all(gone), before)}`,
      added: come.length === 0 ? '' : `0 ${setOf(all(come), after)}`,
    }
  }
  return {
    // From the end, so that the positions before stay true; additions from the start.
    removed: gone
      .reverse()
      .map(({ position, uids }) => `${position} ${setOf(uids, before)}`)
      .join(' '),
    added: come.map(({ position, uids }) => `${position} ${setOf(uids, after)}`).join(' '),
  }
}

interface Run {
  /** 1 is the first. */
  readonly position: number
  readonly uids: Rows
}

/** Stretches of `list` without an element of `other`. */
function runsOutside(list: Rows, other: Rows): Run[] {
  const known = new Set(other)
  const runs: Run[] = []
  for (let i = 0; i < list.length; ) {
    let j = i
    while (j < list.length && !known.has(list[j]!)) j++
    if (j > i) runs.push({ position: i + 1, uids: list.slice(i, j) })
    i = j + 1
  }
  return runs
}

function isSame(a: Rows, b: Rows): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
