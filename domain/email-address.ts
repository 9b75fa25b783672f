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

/**
 * Lower case and IDNA, one final dot forgiven; null when it is not a domain name. Address literals
 * and IPv4 addresses in any spelling are refused.
 */
export function canonicalDomain(text: string): string | null {
  // The URL parser behind domainToASCII drops tabs and line ends and decodes %61: two spellings of
  // one name must not slip through as one, so only letters, digits, hyphens and dots reach it.
  if (/[\x00-\x2c\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]/.test(text)) return null
  const ascii = domainToASCII(text.replace(/\.$/, '')).toLowerCase()
  if (ascii === '' || ascii.length > 253) return null
  const labels = ascii.split('.')
  if (/^\d+$/.test(labels.at(-1)!)) return null
  return labels.every((label) => domainLabel.test(label)) ? ascii : null
}

/** What stands behind the last `@` of a text that was not parsed, as written. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
