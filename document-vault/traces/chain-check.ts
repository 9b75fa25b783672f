import type { Database } from 'better-sqlite3'
import type { RecordSealer } from '../store/record-sealer.js'
import type { StoredTrace } from './opened-trace.js'

import { chainedHash, chainStart, headText, lineDigest, type TraceLine } from './trace-line.js'

export interface ChainFinding {
  readonly invariant: string
  /** French; names a record row and a sequence, never a person. */
  readonly says: string
}

interface HeadRow {
  readonly sequence: number
  readonly hash: string
  readonly sealed: Uint8Array | null
}

interface Reached {
  readonly sequence: number
  readonly hash: string
  /** An erased record: what comes after the erasure has no content either. */
  readonly isErased: boolean
}
const chainHead: Reached = { sequence: 0, hash: chainStart, isErased: false }

/** Lines between two pauses. */
const linesAtOnce = 500

/**
 * Walks every chain from its first line: each hash is computed again from what stands there, each
 * sealed line is opened and compared with its columns, and each end with the sealed head. Yields
 * null where the caller may pause and let others write: an end is read in one step with its head.
 */
export function* verifyChains(
  db: Database,
  sealer: RecordSealer,
  live: { readonly records: Iterable<number>; isLive(record: number): boolean },
): Generator<ChainFinding | null> {
  const known = db
    .prepare<[], number>('SELECT record_row FROM traces UNION SELECT record_row FROM trace_heads')
    .pluck()
    .all()
  const records = [...new Set([...known, ...live.records])].sort((a, b) => a - b)
  for (const record of records) {
    const fault = yield* chainFault(db, sealer, record, live.isLive)
    yield fault === null
      ? null
      : {
          invariant: 'trace-chain',
          says: `Chaîne des traces du dossier n° ${record} rompue : ${fault}`,
        }
  }
}

function* chainFault(
  db: Database,
  sealer: RecordSealer,
  record: number,
  isLive: (record: number) => boolean,
): Generator<null, string | null> {
  const page = db.prepare<[number, number], StoredTrace>(
    `SELECT sequence, at, act, document_id, line, line_digest, hash FROM traces
     WHERE record_row = ? AND sequence > ? ORDER BY sequence LIMIT ${linesAtOnce}`,
  )
  let after = Number.MIN_SAFE_INTEGER
  for (let reached = chainHead; ; ) {
    const rows = page.all(record, after)
    for (const row of rows) {
      const fault = rowFault(record, row, reached, sealer)
      if (fault !== null) return fault
      reached = {
        sequence: row.sequence,
        hash: row.hash,
        isErased: reached.isErased || row.line === null,
      }
    }
    if (rows.length < linesAtOnce) return endFault(db, sealer, record, reached, isLive(record))
    after = reached.sequence
    yield null
  }
}

function rowFault(
  record: number,
  row: StoredTrace,
  before: Reached,
  sealer: RecordSealer,
): string | null {
  if (row.sequence !== before.sequence + 1) return `trace ${before.sequence + 1} absente`
  if (row.hash !== chainedHash(before.hash, row, row.line_digest))
    return `trace ${row.sequence} modifiée ou déplacée`
  if (row.line === null) return null
  const text = sealer.open(record, row.line)
  if (text === null) return `trace ${row.sequence} illisible`
  if (lineDigest(text) !== row.line_digest) return `contenu de la trace ${row.sequence} modifié`
  const line = JSON.parse(text) as TraceLine
  const isAsSaid =
    line.sequence === row.sequence &&
    line.at === row.at &&
    line.act === row.act &&
    line.documentId === row.document_id
  return isAsSaid ? null : `trace ${row.sequence} différente de son contenu`
}

/** The sealed head tells how far the chain went: lines cut off at the end are missed here. */
function endFault(
  db: Database,
  sealer: RecordSealer,
  record: number,
  end: Reached,
  isLive: boolean,
): string | null {
  const head = db
    .prepare<[number], HeadRow>(
      'SELECT sequence, hash, sealed FROM trace_heads WHERE record_row = ?',
    )
    .get(record)
  if (head === undefined) {
    if (end.sequence > 0) return 'fin de chaîne absente'
    return isLive ? 'aucune trace' : null
  }
  if (end.sequence === 0) return `traces 1 à ${head.sequence} absentes`
  if (end.sequence !== head.sequence || end.hash !== head.hash)
    return `${head.sequence} traces attendues, ${end.sequence} trouvées`
  if (head.sealed === null ? !end.isErased : !isGenuine(head, record, sealer))
    return 'fin de chaîne modifiée'
  return isLive && end.isErased ? 'contenu absent' : null
}

const isGenuine = (head: HeadRow, record: number, sealer: RecordSealer): boolean =>
  sealer.open(record, head.sealed!) === headText(head)
