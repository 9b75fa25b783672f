import type { SequenceRange } from './sequence-set.js'
import type { CommandCursor } from './wire/command-cursor.js'

/** RFC 9394 §3.1 (RFC 5267 §4.4) partial-range: 1 is the first result, -1 the last. */
export interface PartialRange {
  readonly fromEnd: boolean
  readonly low: number
  readonly high: number
}

/** Reads `1:100` or `-1:-100`, in any order of its ends; no `*`, no mixed signs. */
export function readPartialRange(cursor: CommandCursor): PartialRange {
  const found = /^(-?)([1-9]\d{0,9}):(-?)([1-9]\d{0,9})$/.exec(cursor.atom())
  if (found === null || found[1] !== found[3]) return cursor.fail('intervalle PARTIAL invalide')
  const [a, b] = [Number(found[2]), Number(found[4])]
  if (a > 4_294_967_295 || b > 4_294_967_295) return cursor.fail('intervalle PARTIAL invalide')
  return { fromEnd: found[1] === '-', low: Math.min(a, b), high: Math.max(a, b) }
}

/** As the answer repeats it: `4:2` is the same as `2:4`, and told so. */
export const partialText = ({ fromEnd, low, high }: PartialRange): string =>
  fromEnd ? `-${low}:-${high}` : `${low}:${high}`

/** The results of that range; in their own order, and those that are there (RFC 9394 §3.1). */
export function partialOf(
  results: Uint32Array<ArrayBuffer>,
  { fromEnd, low, high }: PartialRange,
): Uint32Array<ArrayBuffer> {
  const count = results.length
  return fromEnd
    ? results.subarray(Math.max(0, count - high), Math.max(0, count - low + 1))
    : results.subarray(low - 1, high)
}

/** The same of ascending ranges, whose every number is a result (UID FETCH, RFC 9394 §3.4). */
export function partialOfRanges(
  ranges: readonly SequenceRange[],
  { fromEnd, low, high }: PartialRange,
): SequenceRange[] {
  const count = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const first = fromEnd ? count - high + 1 : low
  const last = fromEnd ? count - low + 1 : high
  const part: SequenceRange[] = []
  let before = 0
  for (const { from, to } of ranges) {
    const start = Math.max(from, from + first - before - 1)
    const end = Math.min(to, from + last - before - 1)
    if (start <= end) part.push({ from: start, to: end })
    before += to - from + 1
  }
  return part
}
