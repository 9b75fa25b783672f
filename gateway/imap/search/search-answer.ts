import { partialOf, partialText } from '../partial-range.js'
import { formatSet } from '../sequence-set.js'
import { WireLine } from '../wire/wire-line.js'
import type { SearchReturn } from './search-return.js'
import type { Rows } from './search-rows.js'

/** What was found, in the order asked for: `numbers[i]` is how the client names `rows[i]`. */
export interface SearchFindings {
  readonly rows: Rows
  readonly numbers: Rows
  readonly byUid: boolean
  /** Of every row of the snapshot; null when MODSEQ was not searched for. */
  readonly modSeqs: Float64Array | null
}

/** `* SEARCH 2 3 (MODSEQ 7)` or `* SORT ...` (RFC 3501 §7.2.5, RFC 5256 §4, RFC 7162 §3.1.6). */
export function plainAnswer(word: 'SEARCH' | 'SORT', findings: SearchFindings): Uint8Array {
  const line = new WireLine().text(`* ${word}`).spaced(findings.numbers)
  const { rows, modSeqs } = findings
  if (modSeqs && rows.length > 0) line.text(` (MODSEQ ${highest(rows, modSeqs)})`)
  return line.end()
}

/**
 * `* ESEARCH (TAG "a") UID COUNT 2 ALL 4,7` (RFC 9051 §7.3.4, RFC 4731 §3.1): of an empty result
 * nothing but COUNT is said. Null: SAVE alone says nothing.
 */
export function extendedAnswer(
  tag: string,
  returns: SearchReturn,
  findings: SearchFindings,
): Uint8Array | null {
  const { min, max, all, count, partial } = returns
  if (!min && !max && !all && !count && partial === null) return null
  const { rows, numbers, byUid, modSeqs } = findings
  const line = new WireLine().text(`* ESEARCH (TAG "${tag}")${byUid ? ' UID' : ''}`)
  const isEmpty = rows.length === 0
  // RFC 5267 §3.1: of SORT, the first and the last in its order.
  if (min && !isEmpty) line.text(' MIN ').number(numbers[0]!)
  if (max && !isEmpty) line.text(' MAX ').number(numbers.at(-1)!)
  if (count) line.text(` COUNT ${rows.length}`)
  if (partial !== null) {
    const part = partialOf(numbers, partial)
    line.text(` PARTIAL (${partialText(partial)} `)
    if (part.length === 0) line.text('NIL)')
    else line.text(`${formatSet(part)})`)
  }
  if (all && !isEmpty) line.text(` ALL ${formatSet(numbers)}`)
  if (modSeqs && !isEmpty) {
    const named = namedRows(returns, rows)
    if (named.length > 0) line.text(` MODSEQ ${highest(named, modSeqs)}`)
  }
  return line.end()
}

/**
 * The rows that the answer is about: all of them once ALL or COUNT is asked for, else those of MIN,
 * MAX and PARTIAL. So for SAVE (RFC 5182 §2.4, RFC 9394 §3.2) and for MODSEQ (RFC 4731 §3.2,
 * RFC 7162 §3.1.10).
 */
export function namedRows({ min, max, all, count, partial }: SearchReturn, rows: Rows): Rows {
  if (all || count || (!min && !max && partial === null)) return rows
  const named = new Set<number>(partial === null ? [] : partialOf(rows, partial))
  if (min && rows.length > 0) named.add(rows[0]!)
  if (max && rows.length > 0) named.add(rows.at(-1)!)
  return Uint32Array.from(named).sort()
}

function highest(rows: Rows, modSeqs: Float64Array): number {
  let found = 0
  for (let i = 0; i < rows.length; i++) {
    const modSeq = modSeqs[rows[i]!]!
    if (modSeq > found) found = modSeq
  }
  return found
}
