import type { Account } from '../../domain/account.js'
import { reasons } from '../../domain/reasons.js'
import {
  type DeliveryNotice,
  deliveryStatusNotification,
  type RecipientReport,
} from '../../mail-format/delivery-status.js'
import { MessageScanner, withPrefix } from '../../mail-format/scanner.js'
import type { NewMessage } from '../../mailbox-store/contract.js'
import type { OutboundJob } from '../outbound/outbound-job.js'
import { returnPath } from './message-prefix.js'
import type { RelayResult } from './relay-attempt.js'

export type ReturnedContent = NonNullable<DeliveryNotice['returned']>

export interface RelayNoticeFacts {
  readonly at: number
  readonly hostName: string
  readonly leased: { readonly id: number }
  readonly job: OutboundJob
  readonly attempt: { readonly remoteHost: string | null }
  readonly sender: Account
  readonly reported: readonly RelayResult[]
  readonly returned: ReturnedContent | null
}

function recipientReport(facts: RelayNoticeFacts, result: RelayResult): RecipientReport {
  const { recipient, status, remoteReply, reason } = result
  const isFailure = result.outcome === 'failed'
  const report = {
    action: isFailure ? 'failed' : 'relayed',
    status,
    remoteHost: remoteReply === null ? null : facts.attempt.remoteHost,
    // The status has its own advice; only what the status cannot say is named.
    cause: isFailure && reason === 'recipient-outside-trust-space' ? reasons[reason].says : null,
    retryUntil: null,
  } as const
  // A patient never sees a professional's address (mssante.md §7 C), neither here nor in what is
  // returned.
  if (facts.sender.kind === 'patient') {
    const address = `correspondant@${facts.job.domain}`
    return { ...report, address, originalRecipient: null, remoteReply: null, remoteHost: null }
  }
  const { address, originalRecipient } = recipient
  return { ...report, address, originalRecipient, remoteReply }
}

/** The DSN for the sender's inbox: failures, and successes that nobody else will report. */
export function relayNotice(facts: RelayNoticeFacts): NewMessage {
  const { job, sender, hostName, at, reported } = facts
  const hasFailure = reported.some(({ outcome }) => outcome === 'failed')
  // RFC 3461 §6.2: good news needs no more than the header.
  const returned = hasFailure || facts.returned?.kind === 'headers' ? facts.returned : null
  const body = deliveryStatusNotification({
    at,
    hostName,
    from: `postmaster@${job.sender.slice(job.sender.lastIndexOf('@') + 1)}`,
    to: job.sender,
    messageId: `${job.queueId}.${facts.leased.id}.${at}.dsn@${hostName}`,
    envelopeId: job.envelopeId,
    arrivalAt: job.arrivalAt,
    originalMessageId: job.messageIdHeader,
    recipients: reported.map((result) => recipientReport(facts, result)),
    returned: sender.kind === 'patient' ? null : returned,
  })
  const scanner = new MessageScanner()
  scanner.write(body)
  const prefix = Buffer.from(returnPath(''))
  return { prefix, body: { inline: body }, scanned: withPrefix(scanner.finish(), prefix) }
}
