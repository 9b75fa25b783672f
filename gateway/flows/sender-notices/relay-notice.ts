import type { Account } from '../../../domain/account.js'
import { domainOf } from '../../../domain/email-address.js'
import { limits } from '../../../domain/limits.js'
import { reasons } from '../../../domain/reasons.js'
import {
  deliveryStatusNotification,
  type RecipientReport,
} from '../../../mail-format/delivery-status.js'
import type { ReturnedContent } from '../../../mail-format/returned-part.js'
import type { NewMessage } from '../../../mailbox-store/contract.js'
import type { OutboundJob } from '../../outbound/outbound-job.js'
import type { RelayResult } from '../relay/relay-attempt.js'
import { noticeMessage } from './notice-message.js'

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

/** The status has its own advice; only what the status cannot say is named. */
function ownWords(reason: RelayResult['reason']): Pick<RecipientReport, 'cause' | 'toDo'> {
  if (reason === 'exchange-ended')
    return {
      cause: reasons[reason].says,
      toDo: 'Attendez un nouveau message du professionnel, ou joignez-le par une autre voie.',
    }
  const isNamed = reason === 'recipient-outside-trust-space'
  return { cause: isNamed ? reasons[reason].says : null }
}

function recipientReport(facts: RelayNoticeFacts, result: RelayResult): RecipientReport {
  const { recipient, status, reason, outcome } = result
  // What our own side noted (`ECONNREFUSED`) is no reply of a server.
  const remoteReply = /^[245]\d\d\b/.test(result.remoteReply ?? '') ? result.remoteReply : null
  const isFailure = outcome === 'failed'
  const isDelay = outcome === 'deferred'
  const report = {
    action: isFailure ? 'failed' : isDelay ? 'delayed' : 'relayed',
    status,
    remoteHost: remoteReply === null ? null : facts.attempt.remoteHost,
    ...ownWords(isFailure ? reason : null),
    retryUntil: isDelay ? facts.job.arrivalAt + limits.outboundAttemptsMsMax : null,
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

/** The DSN for the sender's inbox: failures, delays, and successes that nobody else will report. */
export function relayNotice(facts: RelayNoticeFacts): NewMessage {
  const { job, sender, hostName, at, reported } = facts
  const hasFailure = reported.some(({ outcome }) => outcome === 'failed')
  // RFC 3461 §6.2: good news needs no more than the header.
  const returned = hasFailure || facts.returned?.kind === 'headers' ? facts.returned : null
  const body = deliveryStatusNotification({
    at,
    hostName,
    from: `postmaster@${domainOf(job.sender)}`,
    to: job.sender,
    messageId: `${job.queueId}.${facts.leased.id}.${at}.dsn@${hostName}`,
    envelopeId: job.envelopeId,
    arrivalAt: job.arrivalAt,
    originalMessageId: job.messageIdHeader,
    recipients: reported.map((result) => recipientReport(facts, result)),
    returned: sender.kind === 'patient' ? null : returned,
  })
  return noticeMessage(body)
}
