import type { CommandCursor } from './wire/command-cursor.js'

/** `*` is kept as this value until the set meets a mailbox. */
export const star = Number.POSITIVE_INFINITY

/** RFC 9051 §9 seq-range: both ends included, in any order, `*` as `star`. */
export interface SequenceRange {
  readonly from: number
  readonly to: number
}

/** `$`: what the last SEARCH RETURN (SAVE) found (RFC 5182 §2.1). */
export const savedResult = '$'
export type SequenceSet = readonly SequenceRange[] | typeof savedResult

/** Reads `1:3,5,*`, or `$`. */
export function readSequenceSet(cursor: CommandCursor, rangesMax: number): SequenceSet {
  return cursor.skip(savedResult) ? savedResult : readSequenceRanges(cursor, rangesMax)
}

/** Reads `1:3,5,*`. Numbers are 1 to 4294967295. Fails above `rangesMax` ranges. */
export function readSequenceRanges(
  cursor: CommandCursor,
  rangesMax: number,
): readonly SequenceRange[] {
  const parts = cursor.sequenceText().split(',')
  if (parts.length > rangesMax) cursor.fail('trop d intervalles')
  return parts.map((part) => {
    const ends = part.split(':')
    if (ends.length > 2) cursor.fail('intervalle invalide')
    const from = sequenceNumber(ends[0]!, cursor)
    const to = ends.length === 2 ? sequenceNumber(ends[1]!, cursor) : from
    return { from, to }
  })
}

function sequenceNumber(text: string, cursor: CommandCursor): number {
  if (text === '*') return star
  const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= 4_294_967_295 ? value : cursor.fail('numero de message invalide')
}

/** Replaces `*` by `last`, orders, and merges: ascending ranges without overlap. */
export function normalised(set: readonly SequenceRange[], last: number): SequenceRange[] {
  const ranges = set
    .map(({ from, to }) => {
      const a = from === star ? last : from
      const b = to === star ? last : to
      return a <= b ? { from: a, to: b } : { from: b, to: a }
    })
    .sort((a, b) => a.from - b.from)
  const merged: SequenceRange[] = []
  for (const range of ranges) {
    const previous = merged.at(-1)
    if (previous && range.from <= previous.to + 1) {
      if (range.to > previous.to) merged[merged.length - 1] = { from: previous.from, to: range.to }
    } else merged.push(range)
  }
  return merged
}

/**
 * `[1,2,3,7]` -> `1:3,7`, keeping the order given (COPYUID pairs source and target by position).
 */
export function formatSet(numbers: ArrayLike<number>): string {
  const parts: string[] = []
  for (let i = 0; i < numbers.length; ) {
    let j = i
    while (j + 1 < numbers.length && numbers[j + 1] === numbers[j]! + 1) j++
    parts.push(j === i ? `${numbers[i]}` : `${numbers[i]}:${numbers[j]}`)
    i = j + 1
  }
  return parts.join(',')
}
