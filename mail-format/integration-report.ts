import { encodeHeaderText } from './encoded-words.js'
import { formatMessageDate } from './message-date.js'
import { quotedPrintable } from './quoted-printable.js'
import { freeBoundary, type ReturnedContent, returnedPart } from './returned-part.js'

/** Tells a sender what became of the documents of a message (mssante.md §3.2). */
export interface IntegrationReport {
  /** Now, milliseconds. */
  readonly at: number
  readonly hostName: string
  /** Author's address; the envelope sender is always null. */
  readonly from: string
  readonly to: string
  /** Without brackets; unique. */
  readonly messageId: string
  readonly subject: string
  /** French, for people. */
  readonly text: string
  /** `Message-ID` of the message reported on without brackets, or null. */
  readonly originalMessageId: string | null
  /** A disposition notification (RFC 8098), which somebody asked for; null: a plain mail. */
  readonly disposition: {
    /** Who answers for the message. */
    readonly recipient: string
    /** Null: `processed`. ASCII. */
    readonly error: { readonly code: string; readonly label: string } | null
  } | null
  readonly returned: ReturnedContent | null
}

/** RFC 8098 §3.1; Original-Recipient and Original-Message-ID are asked for by the ANS volet. */
function dispositionFields(report: IntegrationReport): string[] {
  const { recipient, error } = report.disposition!
  const { hostName, originalMessageId } = report
  const outcome = error === null ? 'processed' : `processed/Error: ${error.code}^${error.label}`
  return [
    `Reporting-UA: ${hostName}; mss-gateway`,
    `Original-Recipient: rfc822;${recipient}`,
    `Final-Recipient: rfc822;${recipient}`,
    ...(originalMessageId === null ? [] : [`Original-Message-ID: <${originalMessageId}>`]),
    `Disposition: automatic-action/MDN-sent-automatically; ${outcome}`,
    ...(error === null ? [] : [`Error: ${error.code}^${error.label}`]),
  ]
}

/**
 * As octets with CRLF line ends: `multipart/report` with a disposition, else `multipart/mixed`,
 * or plain text where nothing is returned. Send it with the null reverse path.
 */
export function integrationReport(report: IntegrationReport): Uint8Array {
  const { originalMessageId: reference, disposition, returned } = report
  const boundary = freeBoundary(returned, 'mdn', report.messageId)
  const type =
    disposition === null
      ? 'multipart/mixed'
      : 'multipart/report; report-type=disposition-notification'
  const text = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(report.text),
  ]
  const head = [
    `From: ${encodeHeaderText('Système de messagerie')} <${report.from}>`,
    `To: <${report.to}>`,
    `Date: ${formatMessageDate(report.at)}`,
    `Message-ID: <${report.messageId}>`,
    ...(reference === null ? [] : [`In-Reply-To: <${reference}>`, `References: <${reference}>`]),
    `Subject: ${encodeHeaderText(report.subject)}`,
    // RFC 3834 §5: robots must not answer it.
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
  ]
  if (disposition === null && returned === null)
    return Buffer.from([...head, ...text, ''].join('\r\n'))
  const lines = [...head, `Content-Type: ${type};\r\n boundary="${boundary}"`, '']
  lines.push(`--${boundary}`, ...text, `--${boundary}`)
  if (disposition !== null) {
    const fields = dispositionFields(report)
    lines.push('Content-Type: message/disposition-notification', '', ...fields, '')
    lines.push(`--${boundary}`)
  }
  const begun = Buffer.from(lines.join('\r\n'))
  if (returned === null) return Buffer.concat([begun, Buffer.from('--\r\n')])
  const end = Buffer.from(`\r\n--${boundary}--\r\n`)
  return Buffer.concat([begun, Buffer.from('\r\n'), returnedPart(returned), end])
}
