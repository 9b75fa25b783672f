import { readSequenceRanges, type SequenceRange, star } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'

/** The QRESYNC parameter of SELECT and EXAMINE (RFC 7162 §3.2.5): what the client knows. */
export interface ResyncRequest {
  readonly uidValidity: number
  readonly modSeq: number
  /** Null: every UID that the mailbox ever gave. */
  readonly knownUids: readonly SequenceRange[] | null
  /** A sample of the client's numbering, ascending (RFC 7162 §3.2.5.2). */
  readonly matches: readonly NumberedRun[]
}

/** `length` messages in a row: numbers from `sequence`, UIDs from `uid`. */
export interface NumberedRun {
  readonly sequence: number
  readonly uid: number
  readonly length: number
}

/** `(uidvalidity modseq [known-uids] [(sequences uids)])`. */
export function readResyncRequest(cursor: CommandCursor, rangesMax: number): ResyncRequest {
  cursor.expect('(')
  const uidValidity = cursor.number()
  if (uidValidity === 0) cursor.fail('UIDVALIDITY invalide')
  cursor.space()
  const modSeq = cursor.modSeq()
  let knownUids: readonly SequenceRange[] | null = null
  let matches: readonly NumberedRun[] = []
  const passesSpace = (): boolean => cursor.skip(' ')
  const isList = (): boolean => cursor.peek === '('
  if (passesSpace()) {
    if (isList()) matches = readMatches(cursor, rangesMax)
    else {
      knownUids = readKnown(cursor, rangesMax)
      if (passesSpace()) matches = readMatches(cursor, rangesMax)
    }
  }
  cursor.expect(')')
  return { uidValidity, modSeq, knownUids, matches }
}

/** RFC 7162 §7: without `*`, as its meaning changed since the client wrote its cache. */
function readKnown(cursor: CommandCursor, rangesMax: number): readonly SequenceRange[] {
  const ranges = readSequenceRanges(cursor, rangesMax)
  if (ranges.some(({ from, to }) => from === star || to === star)) cursor.fail('* non permis')
  return ranges
}

function readMatches(cursor: CommandCursor, rangesMax: number): NumberedRun[] {
  cursor.expect('(')
  const sequences = readAscending(cursor, rangesMax)
  cursor.space()
  const uids = readAscending(cursor, rangesMax)
  cursor.expect(')')
  return pairedRuns(sequences, uids) ?? cursor.fail('listes de longueurs differentes')
}

function readAscending(cursor: CommandCursor, rangesMax: number): readonly SequenceRange[] {
  const ranges = readKnown(cursor, rangesMax)
  let last = 0
  for (const { from, to } of ranges) {
    if (from <= last || to < from) cursor.fail('liste croissante attendue')
    last = to
  }
  return ranges
}

/** The n-th number with the n-th UID, without writing the ranges out. Null when one is longer. */
function pairedRuns(
  sequences: readonly SequenceRange[],
  uids: readonly SequenceRange[],
): NumberedRun[] | null {
  const runs: NumberedRun[] = []
  let [i, j, usedSequences, usedUids] = [0, 0, 0, 0]
  while (i < sequences.length && j < uids.length) {
    const sequence = sequences[i]!.from + usedSequences
    const uid = uids[j]!.from + usedUids
    const length = Math.min(sequences[i]!.to - sequence, uids[j]!.to - uid) + 1
    runs.push({ sequence, uid, length })
    usedSequences += length
    usedUids += length
    if (sequence + length > sequences[i]!.to) [i, usedSequences] = [i + 1, 0]
    if (uid + length > uids[j]!.to) [j, usedUids] = [j + 1, 0]
  }
  return i === sequences.length && j === uids.length ? runs : null
}
