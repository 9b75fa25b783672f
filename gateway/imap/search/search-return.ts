import { type PartialRange, readPartialRange } from '../partial-range.js'
import type { CommandCursor } from '../wire/command-cursor.js'

/** RETURN options of SEARCH and SORT (RFC 9051 §6.4.4, RFC 4731, 5182, 5267 and 9394). */
export interface SearchReturn {
  readonly min: boolean
  readonly max: boolean
  readonly all: boolean
  readonly count: boolean
  readonly save: boolean
  readonly update: boolean
  readonly partial: PartialRange | null
}

export const returnsAll: SearchReturn = {
  min: false,
  max: false,
  all: true,
  count: false,
  save: false,
  update: false,
  partial: null,
}

/** `RETURN (...) `, with the space behind it; null when there is none. */
export function readSearchReturn(cursor: CommandCursor): SearchReturn | null {
  if (!cursor.skipWord('RETURN')) return null
  cursor.space()
  const words = new Set<string>()
  let partial: PartialRange | null = null
  cursor.list(() => {
    const word = cursor.word()
    if (!options.includes(word)) cursor.fail('option de RETURN inconnue')
    words.add(word)
    if (word !== 'PARTIAL') return
    // RFC 9394 §3.1: one PARTIAL, or one ALL, or neither.
    if (partial !== null) cursor.fail('PARTIAL en double')
    cursor.space()
    partial = readPartialRange(cursor)
  }, true)
  if (words.has('ALL') && partial !== null) cursor.fail('PARTIAL et ALL')
  cursor.space()
  // RFC 4731 §3.1: without a result option, ALL is meant. CONTEXT is a hint (RFC 5267 §4.2), and
  // UPDATE asks for what comes later.
  const asksNothing = !results.some((word) => words.has(word))
  return {
    min: words.has('MIN'),
    max: words.has('MAX'),
    all: words.has('ALL') || asksNothing,
    count: words.has('COUNT'),
    save: words.has('SAVE'),
    update: words.has('UPDATE'),
    partial,
  }
}

const results = ['MIN', 'MAX', 'ALL', 'COUNT', 'PARTIAL', 'SAVE']
const options = [...results, 'UPDATE', 'CONTEXT']
