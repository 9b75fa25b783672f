import { type CertificateName, readName } from './certificate-name.js'
import { children, DerFault, type DerValue, derTag, expectTag, readDer } from './der-reader.js'

/** GeneralName (RFC 5280 §4.2.1.6), as far as we can compare it. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly octets: Buffer }
  | { readonly kind: 'directory'; readonly name: CertificateName }
  /** otherName, x400Address, ediPartyName, registeredID: never matched, only counted. */
  | { readonly kind: `other-${number}` }

const textKinds = new Map([
  [0x81, 'email'],
  [0x82, 'dns'],
  [0x86, 'uri'],
] as const)

export function readGeneralName(value: DerValue): GeneralName {
  const kind = textKinds.get(value.tag as 0x81 | 0x82 | 0x86)
  if (kind !== undefined) {
    // IA5String: a NUL or a high octet here is an old way to cheat on names.
    if (value.contents.some((c) => c < 0x20 || c > 0x7e)) throw new DerFault('IA5String')
    return { kind, text: value.contents.toString('latin1') }
  }
  if (value.tag === 0x87) return { kind: 'ip', octets: value.contents }
  if (value.tag === 0xa4) return { kind: 'directory', name: readName(readDer(value.contents)) }
  if ((value.tag & 0xc0) === 0x80 && (value.tag & 0x1f) <= 8)
    return { kind: `other-${value.tag & 0x1f}` }
  throw new DerFault('GeneralName')
}

/** RFC 5280 §4.2.1.6: dNSName in preferred syntax; a wildcard only as the whole leftmost label. */
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const dnsName = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`, 'i')
export const isDnsName = (text: string): boolean => text.length <= 253 && dnsName.test(text)

const isMailbox = (text: string): boolean => /^[^@\s]+@[^@\s]+$/.test(text)

/** subjectAltName: at least one name, each of a valid form. */
export function readSubjectAltName(value: DerValue): GeneralName[] {
  const names = children(expectTag(value, derTag.sequence)).map(readGeneralName)
  if (names.length === 0) throw new DerFault('empty subjectAltName')
  for (const name of names) {
    if (name.kind === 'dns' && !isDnsName(name.text)) throw new DerFault('dNSName')
    if (name.kind === 'email' && !isMailbox(name.text)) throw new DerFault('rfc822Name')
    if (name.kind === 'ip' && name.octets.length !== 4 && name.octets.length !== 16)
      throw new DerFault('iPAddress')
  }
  return names
}
