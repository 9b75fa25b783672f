import { reasons } from '../../domain/reasons.js'
import type { RelayReason, RelayResult } from '../flows/relay/relay-attempt.js'
import type { OutboundRecipient } from './outbound-job.js'

const replyCharactersMax = 400

/** One printable line: it ends in a DSN, and the other side wrote it. */
const oneLine = (text: string): string =>
  text
    .replace(/\r?\n/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, replyCharactersMax)

/** RFC 3463 code of a reply, when it has one of the same class; `5.0.0` otherwise. */
function statusOf(reply: string): string {
  const [, code, status] = /^([245])\d\d[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(reply) ?? []
  if (code === undefined) return '4.4.2'
  return status?.startsWith(code) ? status : `${code}.0.0`
}

/**
 * A 5yz is final, anything else is tried again (RFC 5321 §4.2.1). 503 means that the session went
 * wrong.
 */
export function refusedBy(reply: string, recipient: OutboundRecipient): RelayResult {
  const isFinal = reply.startsWith('5') && !reply.startsWith('503')
  return {
    recipient,
    outcome: isFinal ? 'failed' : 'deferred',
    reason: isFinal ? 'relay-refused' : 'relay-deferred',
    status: isFinal || !reply.startsWith('5') ? statusOf(reply) : '4.5.1',
    remoteReply: oneLine(reply),
  }
}

export const relayedBy = (reply: string, recipient: OutboundRecipient): RelayResult => ({
  recipient,
  outcome: 'relayed',
  reason: null,
  status: statusOf(reply),
  remoteReply: oneLine(reply),
})

/** Not relayed for a cause on our side of the wire. */
export const stoppedBy = (
  reason: RelayReason,
  recipient: OutboundRecipient,
  says: string | null = null,
): RelayResult => ({
  recipient,
  outcome: reasons[reason].retry === 'later' ? 'deferred' : 'failed',
  reason,
  status: reasons[reason].smtp.slice(4),
  remoteReply: says === null ? null : oneLine(says),
})
