import { uris } from '../terminology/code-systems.js'

export interface FhirIdentifier {
  readonly system: string
  readonly value: string
}

const oidForm = /^\d+(\.\d+)+$/
const uriForm = /^[a-z][a-z0-9+.-]*:\S+$/i

/**
 * An XDS uniqueId as FHIR writes it (ITI TF-2 Appendix Z.9.1): an OID and a UUID are URNs; a CDA id
 * with an extension has the root as its system.
 */
export function identifierOf(uniqueId: string): FhirIdentifier {
  const [root = '', ...rest] = uniqueId.split('^')
  if (rest.length > 0 && oidForm.test(root))
    return { system: `urn:oid:${root}`, value: rest.join('^') }
  // A system that is no OID, as `uniqueIdOf` keeps it.
  if (rest.length > 0 && uriForm.test(root)) return { system: root, value: rest.join('^') }
  return { system: uris.rfc3986, value: oidForm.test(uniqueId) ? `urn:oid:${uniqueId}` : uniqueId }
}

/** The other way; a system that is no OID stays before the value, so that nothing collides. */
export function uniqueIdOf({ system, value }: FhirIdentifier): string {
  if (system === uris.rfc3986 || system === '')
    return value.startsWith('urn:oid:') ? value.slice(8) : value
  const root = system.startsWith('urn:oid:') ? system.slice(8) : system
  return `${root}^${value}`
}
