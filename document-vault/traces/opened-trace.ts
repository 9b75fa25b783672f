import type { VaultAct, VaultTrace } from '../contract/traces.js'
import type { TraceLine } from './trace-line.js'
import { traceSentence } from './trace-sentence.js'

/** A row of the `traces` table. */
export interface StoredTrace {
  readonly sequence: number
  readonly at: number
  readonly act: string
  readonly document_id: string | null
  readonly line: Uint8Array | null
  readonly line_digest: string
  readonly hash: string
}

/** A trace before its sentence: a search looks at many lines, and tells few. */
export type OpenedTrace = Omit<VaultTrace, 'says'>

/** `text` is the opened canonical line; null once the content was erased, or cannot be opened. */
export function openedTrace(stored: StoredTrace, text: string | null): OpenedTrace {
  const line = text === null ? null : readLine(text)
  const { sequence, at, hash, line_digest: lineDigest } = stored
  if (line !== null) return { ...line, hash, lineDigest }
  return {
    sequence,
    at,
    act: stored.act as VaultAct,
    caller: { kind: 'system' },
    door: '',
    outcome: 'done',
    documentId: null,
    documentTitle: '',
    detail: { erased: true },
    hash,
    lineDigest,
  }
}

export const toldTrace = (trace: OpenedTrace): VaultTrace => ({
  ...trace,
  says: traceSentence(trace),
})

/** A line that is no JSON was tampered with: `verify` tells so; the list must not fall over it. */
function readLine(text: string): TraceLine | null {
  try {
    return JSON.parse(text) as TraceLine
  } catch {
    return null
  }
}
