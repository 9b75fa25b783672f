import type { SortCriterion, TextQuery } from '../../../mailbox-store/contract.js'
import type { ImapLimits } from '../imap-limits.js'
import type { ImapSession } from '../imap-session.js'
import { lowerBound } from '../lower-bound.js'
import type { SelectedView } from '../selected/selected-view.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { readSearchKeys, type SearchKey, someKey } from './search-keys.js'
import type { SearchProgress } from './search-progress.js'
import { noRows, type Rows } from './search-rows.js'
import { SearchRun } from './search-run.js'

/** What SEARCH, SORT and THREAD look for, and in which order. */
export interface SearchProgram {
  readonly byUid: boolean
  readonly key: SearchKey
  /** Null: in the order of the mailbox. */
  readonly criteria: readonly SortCriterion[] | null
}

const charsets = ['UTF-8', 'US-ASCII']

/**
 * Reads the keys behind a character set up to the end of the command; a refusal (the text of NO)
 * where they are not searched for.
 */
export function readCharsetAndKeys(
  cursor: CommandCursor,
  charset: string | null,
  limits: ImapLimits,
): SearchKey | string {
  if (charset !== null && !charsets.includes(charset.toUpperCase())) {
    // RFC 9051 §7.1. The keys cannot be read without it.
    return `[BADCHARSET (${charsets.join(' ')})] Jeu de caracteres non pris en charge`
  }
  const key = readSearchKeys(cursor, {
    nestingMax: limits.imapNestingMax,
    rangesMax: limits.imapSetRangesMax,
    keysMax: limits.imapSearchKeysMax,
  })
  cursor.end()
  const texts = textsOf(key)
  if (texts.length > limits.imapSearchTextsMax) return '[LIMIT] Trop de textes cherches'
  const isTooLong = texts.some((text) => Buffer.byteLength(text) > limits.imapSearchTextBytesMax)
  return isTooLong ? '[LIMIT] Texte cherche trop long' : key
}

function textsOf(key: SearchKey): string[] {
  const texts: string[] = []
  someKey(key, (each) => {
    if (each.key === 'text') texts.push(each.query.value)
    return false
  })
  return texts
}

export interface ProgramRunOptions {
  readonly session: ImapSession
  readonly view: SelectedView
  /** Milliseconds. */
  readonly now: number
  readonly searchText?: (query: TextQuery) => Promise<ArrayLike<number>>
  readonly progress?: SearchProgress
  /** True once nobody waits for the answer any more. */
  readonly isGone?: () => boolean
}

/** Rows of the view's snapshot in the order asked for. */
export async function foundRows(program: SearchProgram, options: ProgramRunOptions): Promise<Rows> {
  const { session, view } = options
  const searchText = (query: TextQuery) => session.searchText(view.id, query)
  const rows = await new SearchRun({ searchText, ...options }).rows(program.key)
  if (program.criteria === null || rows.length < 2) return rows
  const sorted = await session.sorted(view.id, program.criteria)
  return sorted === null ? noRows : inOrder(rows, view.snapshot.uids, sorted)
}

/** The rows in the order of `sorted`, which names every UID of the mailbox. */
function inOrder(rows: Rows, uids: Uint32Array, sorted: Uint32Array): Rows {
  const rowOf = rowLookup(uids)
  const isFound = new Uint8Array(uids.length)
  for (let i = 0; i < rows.length; i++) isFound[rows[i]!] = 1
  const ordered = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < sorted.length; i++) {
    const row = rowOf(sorted[i]!)
    if (row >= 0 && isFound[row] === 1) ordered[count++] = row
  }
  return ordered.subarray(0, count)
}

/** Row of a UID, or -1. By a table while UIDs lie close together, as they nearly always do. */
function rowLookup(uids: Uint32Array): (uid: number) => number {
  const first = uids[0] ?? 0
  const span = (uids.at(-1) ?? 0) - first + 1
  if (span > uids.length * 8 + 1_024) {
    return (uid) => {
      const row = lowerBound(uids, uid)
      return uids[row] === uid ? row : -1
    }
  }
  const rows = new Int32Array(span).fill(-1)
  for (let i = 0; i < uids.length; i++) rows[uids[i]! - first] = i
  return (uid) => rows[uid - first] ?? -1
}

export function uidsOf(rows: Rows, { uids }: { readonly uids: Uint32Array }): Rows {
  const found = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) found[i] = uids[rows[i]!]!
  return found
}

/** As the client asked for them: UIDs, or sequence numbers of its numbering. */
export function numbersOf(rows: Rows, view: SelectedView, byUid: boolean): Rows {
  if (byUid) return uidsOf(rows, view.snapshot)
  const numbers = new Uint32Array(rows.length)
  const { uids } = view.snapshot
  const { hasGhosts } = view
  for (let i = 0; i < rows.length; i++) {
    numbers[i] = hasGhosts ? view.sequenceOf(uids[rows[i]!]!) : rows[i]! + 1
  }
  return numbers
}
