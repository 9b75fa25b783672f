import type { HiddenAddresses } from '../contract.js'

export const maskedAddress = '[adresse masquée]'

// Bounded on both sides: an unbounded local part would make a long run of letters quadratic.
const anyAddress = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?:@|%40|&#64;)[A-Za-z0-9.-]{1,253}/g

export type Mask = (text: string) => string

/**
 * A patient never sees a professional's address (mssante.md §7 C 19): signatures, quoted heads
 * (`Le ..., Dr X <...> a écrit`) and names that mail clients fill with the address are covered as
 * well as header fields.
 */
export function createMask(hidden: HiddenAddresses): Mask {
  const exact = hidden.addresses.filter((address) => address !== '').map((a) => a.toLowerCase())
  const domains = new Set(hidden.domains.map((domain) => domain.toLowerCase()))
  const isHidden = (found: string): boolean => {
    const plain = found.toLowerCase().replace(/%40|&#64;/, '@')
    if (exact.some((address) => plain.includes(address))) return true
    const domain = plain.slice(plain.lastIndexOf('@') + 1).replace(/[.-]+$/, '')
    return domains.has(domain)
  }
  return (text) => text.replace(anyAddress, (found) => (isHidden(found) ? maskedAddress : found))
}
