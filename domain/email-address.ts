import { domainToASCII } from 'node:url'
import { err, ok, type Result } from './result.js'

/** One mailbox address, parsed once: `text` is its canonical lower-case form `local@domain`. */
export interface EmailAddress {
  readonly local: string
  /** Lower case, IDNA A-labels (RFC 5891). */
  readonly domain: string
  readonly text: string
}

// RFC 5321 §4.1.2 Dot-string. Quoted local parts are legal but no operator issues them.
const localPart = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Parses an addr-spec. Local parts compare without case here: no MSSanté operator tells two
 * mailboxes apart by case, and a patient's matricule may come as `2a` or `2A` (Corsica).
 */
export function parseEmailAddress(text: string): Result<EmailAddress, 'address-invalid'> {
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > 254) return err('address-invalid')
  const local = text.slice(0, at)
  const domain = canonicalDomain(text.slice(at + 1))
  if (local.length > 64 || !localPart.test(local) || domain === null) return err('address-invalid')
  return ok({ local: local.toLowerCase(), domain, text: `${local.toLowerCase()}@${domain}` })
}

/** Lower case and IDNA; null when it is not a domain name. Address literals are refused. */
export function canonicalDomain(text: string): string | null {
  const ascii = domainToASCII(text.trim().replace(/\.$/, '')).toLowerCase()
  if (ascii === '' || ascii.length > 253) return null
  const labels = ascii.split('.')
  return labels.every((label) => domainLabel.test(label)) ? ascii : null
}
