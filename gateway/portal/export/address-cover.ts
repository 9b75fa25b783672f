import { createHmac, randomBytes } from 'node:crypto'
import { domainOf } from '../../../domain/email-address.js'
import type { Envelope } from '../../../mail-format/scanned-message.js'
import {
  createMask,
  type Mask,
  replaceAddresses,
} from '../../../patient-portal/reading/masked-addresses.js'

/** RFC 2606 §2: a domain that never is one. Mail programs read such an address and send nowhere. */
const coverDomain = 'adresse-masquee.invalid'

export interface ExportMasks {
  /** Any address but the patient's own: for fields that hold nothing but correspondents. */
  readonly all: Mask
  /** What the portal hides too: people of the trust space, in running text. */
  readonly known: Mask
  /** Exactly the addresses named in the message: for identifiers, which look like addresses. */
  readonly named: Mask
}

/**
 * A patient never sees a professional's address (mssante.md §7 C 19), in a file no more than on a
 * page. Each address gets a name that stays the same in the whole archive, so that answers still
 * find their sender, and that nobody can turn back: its key is thrown away with the export.
 */
export function createAddressCover(
  patientAddress: string,
  trustedDomains: Iterable<string>,
): (professionalAddress: string | null, envelope: Envelope | null) => ExportMasks {
  const key = randomBytes(32)
  const own = patientAddress.toLowerCase()
  const cover = (found: string): string => {
    // The end of a sentence is no part of the address.
    const end = /[.-]*$/.exec(found)![0]
    const plain = found
      .slice(0, found.length - end.length)
      .toLowerCase()
      .replace(/%40|&#64;/, '@')
    if (plain === own) return found
    const name = createHmac('sha256', key).update(plain).digest('hex').slice(0, 12)
    return `correspondant-${name}@${coverDomain}${end}`
  }
  const domains = [...trustedDomains]
  return (professionalAddress, envelope) => {
    const addresses = [...namesOf(professionalAddress, envelope)].filter((one) => one !== own)
    const also = addresses.map(domainOf)
    return {
      all: (text) => replaceAddresses(text, cover),
      known: createMask({ addresses, domains: [...domains, ...also] }, cover),
      named: createMask({ addresses, domains: [] }, cover),
    }
  }
}

function namesOf(professionalAddress: string | null, envelope: Envelope | null): Set<string> {
  const names = new Set<string>()
  if (professionalAddress !== null) names.add(professionalAddress.toLowerCase())
  if (envelope === null) return names
  const { from, sender, replyTo, to, cc, bcc } = envelope
  for (const { address } of [from, sender, replyTo, to, cc, bcc].flat())
    if (address.includes('@')) names.add(address.toLowerCase())
  return names
}
