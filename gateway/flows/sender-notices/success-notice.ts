import { deliveryStatusNotification } from '../../../mail-format/delivery-status.js'
import type { NewMessage } from '../../../mailbox-store/contract.js'
import type { PlannedRecipient } from '../transaction/plan-message.js'
import { noticeMessage } from './notice-message.js'

export interface NoticeFacts {
  readonly at: number
  readonly hostName: string
  readonly queueId: string
  /** Envelope sender of the message, who gets the notice. */
  readonly to: string
  readonly envelopeId: string | null
  readonly messageIdHeader: string | null
  readonly recipients: readonly PlannedRecipient[]
}

/** Whether NOTIFY asks for a word of success (RFC 3461 §4.1). */
export const wantsSuccess = ({ path }: PlannedRecipient): boolean =>
  path.notify?.includes('SUCCESS') ?? false

/**
 * RFC 3461 §6.2: "delivered" for the recipients that asked for it. Its author is of the
 * recipients' domain, which our certificate speaks for: the sender's operator checks `From:` when
 * the reverse path is null.
 */
export function successNotice(facts: NoticeFacts): NewMessage {
  const { at, hostName, queueId, to, envelopeId, messageIdHeader, recipients } = facts
  return noticeMessage(
    deliveryStatusNotification({
      at,
      hostName,
      from: `postmaster@${recipients[0]?.address.domain ?? hostName}`,
      to,
      messageId: `${queueId}.notice@${hostName}`,
      envelopeId,
      arrivalAt: at,
      originalMessageId: messageIdHeader,
      recipients: recipients.map(({ address, path }) => ({
        address: address.text,
        originalRecipient: path.originalRecipient,
        action: 'delivered',
        status: '2.1.5',
        remoteReply: null,
        remoteHost: null,
        cause: null,
        retryUntil: null,
      })),
      returned: null,
    }),
  )
}
