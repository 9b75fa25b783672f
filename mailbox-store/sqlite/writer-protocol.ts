import type { StagedBodyId } from '../../domain/ids.js'
import type { Batch, CommitNotice, CommitResult, LeasedJob } from '../contract.js'

/**
 * What crosses to the writer worker. A group of batches goes as one JSON text, one list of long
 * strings and one buffer that is transferred: cloning the object tree of each message would cost
 * the event loop more than the rest of a commit.
 */
export interface WireMessage {
  readonly bytes: number
  readonly headerBytes: number
  readonly hasAttachment: boolean
  /**
   * Octets in the group's buffer: prefix and inline body, or the prefix alone before a staged body.
   */
  readonly start: number
  readonly end: number
  readonly staged: StagedBodyId | null
  /** Index into the group's texts of preview, envelope, body structure, body and structure JSON. */
  readonly texts: number
}
export interface WireBatch extends Omit<Batch, 'messages'> {
  readonly messages: readonly WireMessage[]
}

export type WriterRequest =
  | {
      readonly kind: 'commit'
      readonly group: number
      /** JSON of WireBatch[]. */
      readonly batches: string
      readonly texts: readonly string[]
      readonly content: Uint8Array<ArrayBuffer>
    }
  | {
      readonly kind: 'stage'
      readonly request: number
      readonly staged: StagedBodyId
      readonly ordinal: number
      readonly data: Uint8Array<ArrayBuffer>
    }
  | { readonly kind: 'abort-stage'; readonly request: number; readonly staged: StagedBodyId }
  | {
      readonly kind: 'claim'
      readonly request: number
      readonly queue: string
      readonly max: number
      readonly now: number
      readonly leaseMs: number
    }
  | { readonly kind: 'close' }

export type WriterAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'open-failed'; readonly code: string; readonly file: string }
  | {
      readonly kind: 'committed'
      readonly group: number
      /** JSON of CommitResult[], in the order of the group. */
      readonly results: string
      readonly notice: CommitNotice | null
    }
  | {
      readonly kind: 'staged'
      readonly request: number
      readonly failure: StageFailure | null
      /** Under which the chunks lie; null after a failure or an abort. */
      readonly messageId: number | null
    }
  | { readonly kind: 'claimed'; readonly request: number; readonly jobs: readonly LeasedJob[] }
  /** Contents that were removed: caches and the search index may forget them. */
  | { readonly kind: 'removed'; readonly messageIds: readonly number[] }
  | { readonly kind: 'failed'; readonly event: string; readonly code: string }
  | { readonly kind: 'closed' }

export type StageFailure = Extract<CommitResult, { ok: false }>['reason']

export interface WriterSettings {
  readonly file: string
  readonly role: 'gateway' | 'tool'
  readonly expungedPerMailboxMax: number
  readonly pageCountMax: number | undefined
  /** How long an unreferenced content stays readable for sessions that still show it. */
  readonly unusedKeptMs: number
  /** A shared cell with the clock of a test, or null for the system's. */
  readonly fixedClock: SharedArrayBuffer | null
}
