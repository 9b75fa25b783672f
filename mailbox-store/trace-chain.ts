import { createHash } from 'node:crypto'
import { canonicalJson } from '../domain/canonical-json.js'
import type { AccountId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import type { NewTrace, Trace } from '../domain/trace.js'
import type { BatchTrace } from './contract.js'

/** The hash before the first trace. */
export const traceChainStart = '0'.repeat(64)

/** An account that the same batch creates gets its id inside the transaction (invariant 3). */
export const tracedAccount = (trace: BatchTrace, idOf: (index: number) => number): NewTrace =>
  trace.accountIndex === undefined
    ? trace
    : { ...trace, accountId: idOf(trace.accountIndex) as AccountId }

/** The line that is stored and hashed. */
export function traceLine(trace: NewTrace, sequence: number): string {
  const { at, actor, action, accountId, outcome, reason, messageId } = trace
  const detail = boundedDetail(trace.detail)
  return canonicalJson({
    sequence,
    at,
    actor,
    action,
    accountId,
    outcome,
    reason,
    messageId,
    detail,
  })
}

/** SHA-256 over the previous hash and the line, hexadecimal. */
export const chainedHash = (previousHash: string, line: string): string =>
  createHash('sha256').update(previousHash).update('\n').update(line).digest('hex')

export const traceOfLine = (line: string, hash: string): Trace => ({ ...JSON.parse(line), hash })

/** A trace is never refused for its detail: what is too long is left out, and the trace says so. */
function boundedDetail(detail: NewTrace['detail']): NewTrace['detail'] {
  if (Buffer.byteLength(canonicalJson(detail)) <= limits.traceDetailBytesMax) return detail
  const kept: Record<string, NewTrace['detail'][string]> = { truncated: true }
  let bytesLeft = limits.traceDetailBytesMax - 32
  for (const [key, value] of Object.entries(detail)) {
    const bytes = Buffer.byteLength(canonicalJson({ [key]: value }))
    if (bytes > bytesLeft || bytes > limits.traceDetailBytesMax / 4) continue
    kept[key] = value
    bytesLeft -= bytes
  }
  return kept
}
