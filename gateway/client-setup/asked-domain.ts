import { canonicalDomain } from '../../domain/email-address.js'
import type { SetupFacts } from './setup-facts.js'

/**
 * Whose settings a request wants. Only domains are ever compared, never addresses: nobody learns
 * here whether a mailbox exists.
 */
export type AskedDomain =
  | { readonly kind: 'ours'; readonly domain: string }
  /** The request names nobody: the answer is for all our domains. */
  | { readonly kind: 'unnamed' }
  /** Another operator's, or that of the citizens, who read their messages in the portal. */
  | { readonly kind: 'foreign' }

const foreign: AskedDomain = { kind: 'foreign' }

function ofDomain(facts: SetupFacts, text: string): AskedDomain {
  const domain = canonicalDomain(text)
  return domain !== null && facts.professionalDomains.has(domain)
    ? { kind: 'ours', domain }
    : foreign
}

/** An address that anyone may have: what stands after its last `@` decides. */
export function domainOfAddress(facts: SetupFacts, address: string): AskedDomain {
  const at = address.lastIndexOf('@')
  return at < 1 ? foreign : ofDomain(facts, address.slice(at + 1))
}

/** `autoconfig.DOMAIN`, `DOMAIN`: what clients ask when they do not send the address. */
function domainOfHost(facts: SetupFacts, host: string): AskedDomain {
  const name = canonicalDomain(host.replace(/:\d*$/, '').replace(/^autoconfig\./i, ''))
  if (name === null) return { kind: 'unnamed' }
  if (name === facts.citizenDomain) return foreign
  const asked = ofDomain(facts, name)
  // Our own host name, or a name of the machine that we do not know: nobody in particular.
  return asked.kind === 'ours' ? asked : { kind: 'unnamed' }
}

/** An empty address, or the placeholder itself, is no address (both are seen in requests). */
const isNamed = (address: string | undefined): address is string =>
  address !== undefined && address.trim() !== '' && address !== '%EMAILADDRESS%'

export const askedDomain = (
  facts: SetupFacts,
  request: { readonly address: string | undefined; readonly host: string },
): AskedDomain =>
  isNamed(request.address)
    ? domainOfAddress(facts, request.address.trim())
    : domainOfHost(facts, request.host)
