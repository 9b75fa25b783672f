import { createHash } from 'node:crypto'
import { canonicalJson } from '../../domain/canonical-json.js'
import { documentLimits } from '../../domain/document-limits.js'
import type { VaultTrace } from '../contract/traces.js'

/** What the caller of the chain says; the chain adds the sequence, the salt and the hashes. */
export type NewVaultTrace = Omit<VaultTrace, 'sequence' | 'hash' | 'says' | 'salt' | 'lineDigest'>

/** The facts of one line, as they are hashed and sealed. */
export interface TraceLine extends NewVaultTrace {
  readonly sequence: number
  /**
   * 16 random bytes, hexadecimal, sealed with the content: without them, the digest that outlives
   * an erased record would let a guess ("was it Dr X?") be confirmed.
   */
  readonly salt: string
}

/** The hash before the first trace of a record. */
export const chainStart = '0'.repeat(64)

/** The canonical line: JSON with sorted keys. */
export const traceText = (line: TraceLine): string =>
  canonicalJson({
    sequence: line.sequence,
    at: line.at,
    act: line.act,
    caller: line.caller,
    door: line.door,
    outcome: line.outcome,
    documentId: line.documentId,
    documentTitle: line.documentTitle,
    detail: line.detail,
    salt: line.salt,
  })

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** SHA-256 of the canonical line, hexadecimal. */
export const lineDigest = (text: string): string => sha256(text)

/**
 * The line enters by its digest, so that a chain whose content was erased by rule can still be
 * checked: sequence, time and act stay bound to the hashes.
 */
export const chainedHash = (
  previousHash: string,
  line: { readonly sequence: number; readonly at: number; readonly act: string },
  digest: string,
): string => sha256(`${previousHash}\n${line.sequence}\n${line.at}\n${line.act}\n${digest}`)

/** The end of a chain as it is sealed: how many lines, and the last hash. */
export const headText = (head: { readonly sequence: number; readonly hash: string }): string =>
  `${head.sequence}:${head.hash}`

/** A trace is never refused for its length: what is too long is cut, and the trace says so. */
export function boundedTrace(trace: NewVaultTrace): NewVaultTrace {
  const charsMax = documentLimits.traceTextCharsMax
  const cut = (text: string) => (text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`)
  const entries = Object.entries(trace.detail)
  const kept = entries
    .slice(0, documentLimits.traceDetailFactsMax)
    .map(([key, value]) => [cut(key), typeof value === 'string' ? cut(value) : value] as const)
  const detail = Object.fromEntries(kept)
  const isCut = entries.length > kept.length
  return {
    ...trace,
    documentTitle: cut(trace.documentTitle),
    detail: isCut ? { ...detail, truncated: true } : detail,
  }
}
