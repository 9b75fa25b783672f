import { type FieldGroup, groupValue, reportFields, typedAddress } from './multipart-report.js'
import type { MimePart } from './scanned-message.js'
import type { ReadOctets } from './search-text.js'

/** A read receipt, RFC 8098 §3. */
export interface DispositionNotification {
  readonly finalRecipient: string
  readonly originalRecipient: string
  /** Message-ID of the message that was read, without brackets. */
  readonly originalMessageId: string
  /** `displayed`, `deleted`, `dispatched`, `processed`... in lower case (RFC 8098 §3.2.6.2). */
  readonly disposition: string
  /** True when a human acted (`manual-action`), not a program. */
  readonly manual: boolean
  readonly reportingUa: string
}

/** One report on one recipient, RFC 3464 §2.3. */
export interface RecipientStatus {
  readonly finalRecipient: string
  readonly originalRecipient: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'unknown'
  /** `5.1.1`, or empty. */
  readonly status: string
  readonly diagnostic: string
}
export interface DeliveryReport {
  readonly reportingMta: string
  readonly originalEnvelopeId: string
  readonly recipients: readonly RecipientStatus[]
}

/** Reads a disposition notification; null when the message is none. */
export function readDispositionNotification(
  root: MimePart,
  read: ReadOctets,
): DispositionNotification | null {
  const group = reportFields(root, 'disposition-notification', read)?.[0]
  if (group === undefined) return null
  const [mode = '', kind = ''] = groupValue(group, 'disposition').toLowerCase().split(';')
  const disposition = kind.trim().split(/[/,]/)[0]!.trim()
  if (disposition === '') return null
  return {
    finalRecipient: typedAddress(group['final-recipient']),
    originalRecipient: typedAddress(group['original-recipient']),
    originalMessageId: groupValue(group, 'original-message-id').replace(/[<>\s]/g, ''),
    disposition,
    manual: mode.trim().startsWith('manual-action'),
    reportingUa: groupValue(group, 'reporting-ua'),
  }
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

function recipientStatus(group: FieldGroup): RecipientStatus {
  const action = groupValue(group, 'action').trim().toLowerCase()
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(groupValue(group, 'status'))
  return {
    finalRecipient: typedAddress(group['final-recipient']),
    originalRecipient: typedAddress(group['original-recipient']),
    action: ACTIONS.find((known) => action.startsWith(known)) ?? 'unknown',
    status: status?.[0] ?? '',
    diagnostic: groupValue(group, 'diagnostic-code'),
  }
}

/** Reads a delivery status notification; null when the message is none. */
export function readDeliveryReport(root: MimePart, read: ReadOctets): DeliveryReport | null {
  const groups = reportFields(root, 'delivery-status', read)
  if (groups === null || groups.length === 0) return null
  const [message, ...others] = groups as [FieldGroup, ...FieldGroup[]]
  // Some MTAs forget the blank line between the two kinds of groups.
  const all = groupValue(message, 'final-recipient') === '' ? others : groups
  return {
    reportingMta: typedAddress(message['reporting-mta']),
    originalEnvelopeId: groupValue(message, 'original-envelope-id'),
    recipients: all
      .filter((group) => groupValue(group, 'final-recipient') !== '')
      .map(recipientStatus),
  }
}
