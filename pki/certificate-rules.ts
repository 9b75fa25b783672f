import type { Certificate } from './certificate.js'

/** Why a certificate or a path is refused. For logs and tests; peers only see the reason's text. */
export type PathFault =
  | 'malformed'
  | 'weak-key'
  | 'not-yet-valid'
  | 'expired'
  | 'unknown-critical-extension'
  | 'authority-incomplete'
  | 'not-an-authority'
  | 'end-entity-with-authority-rights'
  | 'subject-empty'
  | 'issuer-empty'
  | 'serial'
  | 'name-constraints-misplaced'
  | 'usage'
  | 'no-path'
  | 'path-too-long'
  | 'names'
  | 'too-complex'

const keyCertSignBit = 5

/** RFC 5280 §4.1.2.5: whole seconds, both ends included. */
function dateFault(certificate: Certificate, now: number): PathFault | null {
  if (now < certificate.notBefore) return 'not-yet-valid'
  return now >= certificate.notAfter + 1_000 ? 'expired' : null
}

const isAuthority = (certificate: Certificate): boolean =>
  certificate.extensions.basicConstraints?.authority === true

/** Rules for every certificate, whatever its place in the path. */
function commonFault(certificate: Certificate, now: number): PathFault | null {
  const { extensions } = certificate
  if (certificate.publicKey === null) return 'weak-key'
  if (extensions.unknownCritical.length > 0) return 'unknown-critical-extension'
  if (certificate.issuer.key === '') return 'issuer-empty'
  // §4.2.1.10: only in authorities, and always critical.
  if (extensions.nameConstraints !== null)
    if (!isAuthority(certificate) || !extensions.nameConstraintsCritical)
      return 'name-constraints-misplaced'
  // §4.2.1.9: pathLenConstraint and keyCertSign belong to authorities.
  if (!isAuthority(certificate))
    if (extensions.keyUsage?.has(keyCertSignBit)) return 'end-entity-with-authority-rights'
  return dateFault(certificate, now)
}

/** §4.1.2.2: positive, at most 20 octets. Anchors are excused: several old public roots have 0. */
function serialFault(certificate: Certificate): PathFault | null {
  const octets = Buffer.from(certificate.serial, 'hex')
  const fine = octets.length <= 20 && octets[0]! < 0x80 && octets.some((o) => o !== 0)
  return fine ? null : 'serial'
}

/** §4.2.1.1: every certificate but a self-signed one names the key of its authority. */
const authorityKeyFault = (certificate: Certificate): PathFault | null =>
  certificate.extensions.authorityKeyId === null ? 'malformed' : null

export function leafFault(certificate: Certificate, now: number): PathFault | null {
  const { extensions, subject } = certificate
  // §4.1.2.6: a certificate without subject has its names in a critical subjectAltName.
  if (subject.key === '' && !extensions.subjectAltNameCritical) return 'subject-empty'
  return commonFault(certificate, now) ?? serialFault(certificate) ?? authorityKeyFault(certificate)
}

/** §6.1.4 (k), (n) and the extensions that §4.2.1 demands of authorities. */
function authorityFault(certificate: Certificate): PathFault | null {
  const { extensions } = certificate
  if (!isAuthority(certificate)) return 'not-an-authority'
  if (!extensions.basicConstraints!.critical) return 'authority-incomplete'
  if (certificate.subject.key === '') return 'subject-empty'
  if (extensions.keyUsage !== null && !extensions.keyUsage.has(keyCertSignBit))
    return 'not-an-authority'
  return extensions.subjectKeyId === null ? 'authority-incomplete' : null
}

export const intermediateFault = (certificate: Certificate, now: number): PathFault | null =>
  commonFault(certificate, now) ??
  authorityFault(certificate) ??
  serialFault(certificate) ??
  authorityKeyFault(certificate)

export const isSelfIssued = (certificate: Certificate): boolean =>
  certificate.issuer.key === certificate.subject.key

/**
 * An anchor is a name and a key (§6.1.1 d): it needs no key identifier of an authority above it.
 */
export const anchorFault = (certificate: Certificate, now: number): PathFault | null =>
  commonFault(certificate, now) ?? authorityFault(certificate)

const anyUsage = '2.5.29.37.0'

/** §4.2.1.12: without the extension every usage is allowed. */
export function usageAllowed(certificate: Certificate, usage: string | null): boolean {
  const { extendedKeyUsage } = certificate.extensions
  if (usage === null || extendedKeyUsage === null) return true
  return extendedKeyUsage.includes(usage) || extendedKeyUsage.includes(anyUsage)
}
