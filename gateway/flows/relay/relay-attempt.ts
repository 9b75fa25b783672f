import type { Reason } from '../../../domain/reasons.js'
import type { OutboundRecipient } from '../../outbound/outbound-job.js'

/** Why a recipient was not relayed (this time). */
export type RelayReason = Extract<
  Reason,
  | 'relay-refused'
  | 'relay-domain-unknown'
  | 'relay-expired'
  | 'relay-deferred'
  | 'relay-peer-untrusted'
  | 'recipient-outside-trust-space'
  | 'white-list-stale'
  | 'exchange-ended'
>

/** What one attempt came to for one recipient. */
export interface RelayResult {
  readonly recipient: OutboundRecipient
  readonly outcome: 'relayed' | 'deferred' | 'failed'
  /** Null when relayed. */
  readonly reason: RelayReason | null
  /** RFC 3463, as the other side gave it or as we know it: `2.1.5`, `4.4.1`, `5.1.1`. */
  readonly status: string
  /** The reply of the other side, one line of US-ASCII; null when the cause is ours. */
  readonly remoteReply: string | null
}

/** One attempt to relay a job. */
export interface RelayAttempt {
  /** The host that answered, or null when none did. */
  readonly remoteHost: string | null
  /** True when the next hop took over the duty of DSNs (RFC 3461 §5.2). */
  readonly honoursDsn: boolean
  readonly results: readonly RelayResult[]
}
