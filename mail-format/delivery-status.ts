import { deliveryAdvice } from './delivery-advice.js'
import { encodeHeaderText } from './encoded-words.js'
import { formatMessageDate } from './message-date.js'
import { quotedPrintable } from './quoted-printable.js'
import { freeBoundary, type ReturnedContent, returnedPart } from './returned-part.js'

/** What happened to one recipient, RFC 3464 §2.3. */
export interface RecipientReport {
  readonly address: string
  /** ORCPT of RFC 3461 §4.2 as `type;address` (decoded), or null. */
  readonly originalRecipient: string | null
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** RFC 3463, `5.1.1`. */
  readonly status: string
  /** Reply of the other server, `550 5.1.1 ...`; null when the cause is ours. */
  readonly remoteReply: string | null
  /** Host that gave the reply, or null. */
  readonly remoteHost: string | null
  /** French cause in place of the one that belongs to the status, or null. */
  readonly cause: string | null
  /** French advice in place of the one that belongs to the status; null or absent keeps that. */
  readonly toDo?: string | null
  /** Of `delayed`: until when we go on trying, milliseconds; else null. */
  readonly retryUntil: number | null
}

export interface DeliveryNotice {
  /** Now, milliseconds. */
  readonly at: number
  readonly hostName: string
  /**
   * Author's address, e.g. `postmaster@` our domain; the envelope sender of a DSN is always null.
   */
  readonly from: string
  /** Envelope sender of the message reported on. */
  readonly to: string
  /** Without brackets; unique. */
  readonly messageId: string
  /** ENVID decoded, or null. */
  readonly envelopeId: string | null
  readonly arrivalAt: number
  /** `Message-ID` of the message reported on without brackets, or null. */
  readonly originalMessageId: string | null
  readonly recipients: readonly RecipientReport[]
  /**
   * The message reported on: its header block (RET=HDRS, and always for good news) or all of it.
   */
  readonly returned: ReturnedContent | null
}

/** Printable ASCII on one line: other servers and ESMTP parameters wrote these values. */
const oneLine = (text: string): string =>
  text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 900)
    .trim()

/** RFC 6533 §3: an address outside ASCII has its own type. */
const typedRecipient = (address: string): string =>
  /^[\x21-\x7e]+$/.test(address) ? `rfc822; ${address}` : `utf-8; ${unitext(address)}`

/** RFC 6533 §3 utf-8-addr-xtext. */
const unitext = (address: string): string =>
  [...address]
    .map((c) =>
      /[\x21-\x7e]/.test(c) && !/[\\+=]/.test(c)
        ? c
        : `\\x{${c.codePointAt(0)!.toString(16).toUpperCase()}}`,
    )
    .join('')

const titles = {
  failed: 'Message non remis',
  delayed: 'Message retardé',
  delivered: 'Message remis',
  relayed: 'Message transmis',
  expanded: 'Message transmis à une liste',
} as const

const sentences = {
  failed: "Votre message n'a pas pu être remis à :",
  delayed: "Votre message n'a pas encore pu être remis à :",
  delivered: 'Votre message a été remis dans la boîte de :',
  relayed: 'Votre message a été transmis au serveur de :',
  expanded: 'Votre message a été transmis à la liste :',
} as const

const actionOrder = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

function recipientText(report: RecipientReport): string[] {
  const { address, action, status, cause, remoteReply, retryUntil } = report
  if (action !== 'failed' && action !== 'delayed') return [`- ${address}`]
  const advice = deliveryAdvice(status)
  const lines = [`- ${address}`, `  Cause : ${cause ?? advice.cause} (code ${status}).`]
  if (action === 'failed') lines.push(`  À faire : ${report.toDo ?? advice.toDo}`)
  else if (retryUntil !== null)
    lines.push(`  Nouveaux essais jusqu'au ${formatMessageDate(retryUntil)}. Rien à faire.`)
  if (remoteReply !== null) lines.push(`  Réponse du serveur : ${oneLine(remoteReply)}`)
  return lines
}

/** The part for people: one paragraph an outcome, French. */
function humanText(notice: DeliveryNotice): string {
  const lines: string[] = []
  for (const action of actionOrder) {
    const reports = notice.recipients.filter((report) => report.action === action)
    if (reports.length === 0) continue
    lines.push(sentences[action], '', ...reports.flatMap(recipientText), '')
  }
  lines.push(`Message reçu de vous le ${formatMessageDate(notice.arrivalAt)}.`)
  lines.push('Ceci est un avis automatique : inutile de répondre.', '')
  return lines.join('\n')
}

/** RFC 3464 §2.3: one group of fields a recipient. */
function recipientFields(report: RecipientReport): string[] {
  const { originalRecipient, remoteHost, remoteReply, retryUntil } = report
  const fields = ['']
  if (originalRecipient !== null) fields.push(`Original-Recipient: ${oneLine(originalRecipient)}`)
  fields.push(`Final-Recipient: ${typedRecipient(report.address)}`)
  fields.push(`Action: ${report.action}`, `Status: ${report.status}`)
  if (remoteHost !== null) fields.push(`Remote-MTA: dns; ${oneLine(remoteHost)}`)
  if (remoteReply !== null) fields.push(`Diagnostic-Code: smtp; ${oneLine(remoteReply)}`)
  if (retryUntil !== null) fields.push(`Will-Retry-Until: ${formatMessageDate(retryUntil)}`)
  return fields
}

/** RFC 3464 §2.2: fields of the message, then those of each recipient. */
function statusFields(notice: DeliveryNotice): string[] {
  const fields = [`Reporting-MTA: dns; ${notice.hostName}`]
  if (notice.envelopeId !== null) fields.push(`Original-Envelope-Id: ${oneLine(notice.envelopeId)}`)
  fields.push(`Arrival-Date: ${formatMessageDate(notice.arrivalAt)}`)
  return [...fields, ...notice.recipients.flatMap(recipientFields)]
}

function headerLines(notice: DeliveryNotice, boundary: string): string[] {
  const actions = actionOrder.filter((a) => notice.recipients.some((r) => r.action === a))
  const reference = notice.originalMessageId
  return [
    `From: ${encodeHeaderText('Système de messagerie')} <${notice.from}>`,
    `To: <${notice.to}>`,
    `Date: ${formatMessageDate(notice.at)}`,
    `Message-ID: <${notice.messageId}>`,
    ...(reference === null ? [] : [`In-Reply-To: <${reference}>`, `References: <${reference}>`]),
    `Subject: ${encodeHeaderText(titles[actions[0] ?? 'failed'])}`,
    // RFC 3834 §5: robots must not answer it. RFC 3464 §2 wants the null reverse path, which the
    // caller sets.
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"`,
  ]
}

/**
 * A delivery status notification (RFC 3464) as octets with CRLF line ends: French text,
 * machine-readable fields, and what is returned of the message. Send it with the null reverse path,
 * and never about a message that had one.
 */
export function deliveryStatusNotification(notice: DeliveryNotice): Uint8Array {
  const boundary = freeBoundary(notice.returned, 'dsn', notice.messageId)
  const lines = [
    ...headerLines(notice, boundary),
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(humanText(notice)),
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    ...statusFields(notice),
    '',
    `--${boundary}`,
  ]
  const head = Buffer.from(lines.join('\r\n'))
  // Without anything returned the third part is left out (RFC 3464 §2 makes it optional).
  if (notice.returned === null) return Buffer.concat([head, Buffer.from('--\r\n')])
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return Buffer.concat([head, Buffer.from('\r\n'), returnedPart(notice.returned), tail])
}
