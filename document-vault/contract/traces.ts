import type { Result } from '../../domain/result.js'
import type { Caller, RecordKey } from './callers.js'
import type { VaultRefusal } from './vault-refusal.js'

export type VaultAct =
  | 'record.create'
  | 'record.change'
  | 'record.close'
  | 'record.reopen'
  | 'record.erase'
  | 'record.look'
  | 'document.file'
  | 'document.hold'
  | 'document.refuse'
  | 'document.settle'
  | 'document.list'
  | 'document.read'
  | 'document.history'
  | 'document.change'
  | 'document.forward'
  | 'access.look'
  | 'access.change'
  | 'access.emergency'
  | 'traces.read'
  | 'notice.acknowledge'

/**
 * One line of a record's chain: who did what, when, on what, with which result.
 * `hash` = SHA-256 over the previous hash, the sequence, the time, the act and the digest of the
 * canonical line (`document-vault/traces/trace-line.ts`; how to check it: docs/vault-access.md).
 */
export interface VaultTrace {
  readonly sequence: number
  readonly at: number
  readonly act: VaultAct
  readonly caller: Caller
  /**
   * How the door was open: `holder`, `representative`, `referring-doctor`, `authorised`,
   * `care-team`, `author`, `break-glass`, `regulation`, `deposit`, `administrator`, `system`; empty
   * when none was open.
   */
  readonly door: string
  readonly outcome: 'done' | VaultRefusal | 'held' | 'refused'
  readonly documentId: string | null
  /** Title at that time; empty when the act is not about one document. */
  readonly documentTitle: string
  /** Motive of an emergency access, query, change: small flat facts. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  readonly hash: string
  /** SHA-256 of the canonical line: what binds a line whose content is hidden or was erased. */
  readonly lineDigest?: string
  /** Part of the canonical line; absent when the content is hidden or was erased. */
  readonly salt?: string
  /** One plain French sentence for the holder. */
  readonly says: string
}

export interface TraceQuery {
  readonly from?: number
  readonly to?: number
  readonly act?: readonly VaultAct[]
  /** Part of a name. */
  readonly who?: string
  readonly onlyEmergencies?: boolean
  /** Leaves out what the holder did: it would drown what others did. */
  readonly withoutHolder?: boolean
  readonly documentId?: string
  /** Sequence of the last trace of the page before. */
  readonly after?: number | null
  /** At most documentLimits.tracePageRowsMax are given. */
  readonly limit: number
}

export interface TraceVault {
  /** Newest first. Readable by the holder, and by administrators for the record's life. */
  traces(
    key: RecordKey,
    query: TraceQuery,
    caller: Caller,
  ): Promise<Result<readonly VaultTrace[], VaultRefusal>>
  /** The first broken link of any chain, and other violated invariants; empty when all is well. */
  check(): Promise<readonly { readonly invariant: string; readonly says: string }[]>
}
