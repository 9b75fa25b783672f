import { type EmailAddress, parseEmailAddress } from '../../../domain/email-address.js'
import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import type { ReplyToStanding } from '../../policy/facts.js'
import type { AddressFacts } from './address-facts.js'

/** What the headers of a scanned message say to the rules. */
export interface HeaderSummary {
  readonly fromFields: number
  readonly fromMailboxes: number
  readonly from: EmailAddress | null
  readonly fromName: string
  /** Addresses of a `Sender:` field; empty without one. */
  readonly senders: readonly EmailAddress[]
  readonly replyToAddresses: readonly EmailAddress[]
  readonly replyTo: readonly ReplyToStanding[]
  readonly patientsInHeaders: readonly string[]
}

const addressOf = (text: string): EmailAddress | null => {
  const parsed = parseEmailAddress(text)
  return parsed.ok ? parsed.value : null
}

function replyToStanding(addresses: AddressFacts, text: string): ReplyToStanding {
  const address = addressOf(text)
  if (address === null) return { kind: 'invalid', inTrustSpace: { ok: true, value: false } }
  return {
    kind: addresses.isPatientAddress(address) ? 'patient' : 'professional',
    inTrustSpace: addresses.inTrustSpace(address.domain),
  }
}

/** Reads names and addresses once, into what rules and plans use. */
export function summariseHeaders(scanned: ScannedMessage, addresses: AddressFacts): HeaderSummary {
  const { envelope, policyHeaders } = scanned
  const { counts } = policyHeaders
  const [author] = envelope.from
  const from = author === undefined ? null : addressOf(author.address)
  // RFC 9051 §7.5.2 fills Sender and Reply-To from From when absent, so the fields are counted.
  const replyTo = (counts['reply-to'] ?? 0) > 0 ? envelope.replyTo : []
  const senders = (counts['sender'] ?? 0) > 0 ? envelope.sender : []
  const readers = [...envelope.to, ...envelope.cc, ...envelope.bcc]
  return {
    fromFields: counts['from'] ?? 0,
    fromMailboxes: envelope.from.length,
    from,
    fromName: author?.name ?? '',
    senders: senders.map(({ address }) => addressOf(address)).filter((found) => found !== null),
    replyToAddresses: replyTo
      .map(({ address }) => addressOf(address))
      .filter((found) => found !== null),
    replyTo: replyTo.map(({ address }) => replyToStanding(addresses, address)),
    patientsInHeaders: readers
      .map(({ address }) => addressOf(address))
      .filter((found) => found !== null)
      .filter((found) => addresses.isPatientAddress(found))
      .map(({ text }) => text),
  }
}
