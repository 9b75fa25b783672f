import { csvLine } from '../../domain/csv-line.js'
import type { VaultTrace } from '../contract/traces.js'
import { callerLabel } from './caller-label.js'
import { chainedHash, chainStart, lineDigest, type TraceLine, traceText } from './trace-line.js'

const csvHead = [
  'numero',
  'date',
  'acte',
  'porte',
  'issue',
  'qui',
  'genre',
  'document',
  'titre',
  'faits',
  'phrase',
  'condensat',
  'empreinte',
] as const

/** RFC 4180, CRLF, UTF-8 without a byte order mark; dates in ISO 8601, UTC. */
export function traceCsv(traces: Iterable<VaultTrace>): string {
  const lines = [csvLine(csvHead)]
  for (const trace of traces)
    lines.push(
      csvLine([
        trace.sequence,
        new Date(trace.at).toISOString(),
        trace.act,
        trace.door,
        trace.outcome,
        callerLabel(trace.caller),
        trace.caller.kind,
        trace.documentId,
        trace.documentTitle,
        JSON.stringify(trace.detail),
        trace.says,
        trace.lineDigest ?? '',
        trace.hash,
      ]),
    )
  return `${lines.join('\r\n')}\r\n`
}

export interface ExportCheck {
  /** Sequence of the first line that does not hold; null when all hold. */
  readonly brokenAt: number | null
  /** From the first trace of the record on, without a gap: all links were checked. */
  readonly isWhole: boolean
  /** Lines whose content is hidden or was erased: bound by their digest only. */
  readonly withoutContent: number
}

/**
 * Checks exported traces by what stands in them, in any order: every content against its digest,
 * every digest against the hashes. Of an excerpt, links are checked where neighbours are there.
 */
export function checkExport(traces: readonly VaultTrace[]): ExportCheck {
  const sorted = [...traces].sort((a, b) => a.sequence - b.sequence)
  let brokenAt: number | null = null
  let isWhole = true
  let withoutContent = 0
  let previous = { sequence: 0, hash: chainStart }
  for (const trace of sorted) {
    if (!hasContent(trace)) withoutContent++
    const isNext = trace.sequence === previous.sequence + 1
    if (!isNext) isWhole = false
    const isTwice = trace.sequence === previous.sequence
    if (isTwice || !holds(trace, isNext ? previous.hash : null)) brokenAt ??= trace.sequence
    previous = trace
  }
  return { brokenAt, isWhole, withoutContent }
}

const hasContent = (trace: VaultTrace): trace is VaultTrace & TraceLine => trace.salt !== undefined

function holds(trace: VaultTrace, previousHash: string | null): boolean {
  const digest = trace.lineDigest
  if (digest === undefined) return false
  if (hasContent(trace) && lineDigest(traceText(trace)) !== digest) return false
  return previousHash === null || trace.hash === chainedHash(previousHash, trace, digest)
}
