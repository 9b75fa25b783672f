import { MessageScanner, withPrefix } from '../../mail-format/scanner.js'
import type { NewMessage } from '../../mailbox-store/contract.js'
import { messageDate } from './message-prefix.js'
import type { PlannedRecipient } from './plan-message.js'

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

/** Printable ASCII on one line: what we quote came in as an ESMTP parameter. */
const oneLine = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)

/** RFC 3464 §2.3: one group of fields a recipient. */
function recipientFields({ address, path }: PlannedRecipient): string[] {
  const original = path.originalRecipient
  return [
    '',
    ...(original === null ? [] : [`Original-Recipient: ${oneLine(original)}`]),
    `Final-Recipient: rfc822;${address.text}`,
    'Action: delivered',
    'Status: 2.1.5',
  ]
}

/**
 * RFC 3461 §6.2: "delivered" for the recipients that asked for it. Its author is of the
 * recipients' domain, which our certificate speaks for: the sender's operator checks `From:` when
 * the reverse path is null.
 */
export function successNotice(facts: NoticeFacts): NewMessage {
  const { at, hostName, queueId, recipients } = facts
  const boundary = `=_${queueId}_notice`
  const domain = recipients[0]?.address.domain ?? hostName
  const reference =
    facts.messageIdHeader === null ? [] : [`In-Reply-To: <${facts.messageIdHeader}>`]
  const lines = [
    `From: "Remise de courrier" <postmaster@${domain}>`,
    `To: <${facts.to}>`,
    `Date: ${messageDate(at)}`,
    `Message-ID: <${queueId}.notice@${hostName}>`,
    ...reference,
    'Subject: Message remis (delivery status notification)',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Votre message a été remis dans la boîte de :',
    ...recipients.map(({ address }) => `- ${address.text}`),
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns;${hostName}`,
    ...(facts.envelopeId === null ? [] : [`Original-Envelope-Id: ${oneLine(facts.envelopeId)}`]),
    `Arrival-Date: ${messageDate(at)}`,
    ...recipients.flatMap(recipientFields),
    '',
    `--${boundary}--`,
    '',
  ]
  const body = Buffer.from(lines.join('\r\n'))
  const scanner = new MessageScanner()
  scanner.write(body)
  const prefix = Buffer.from('Return-Path: <>\r\n')
  return { prefix, body: { inline: body }, scanned: withPrefix(scanner.finish(), prefix) }
}
