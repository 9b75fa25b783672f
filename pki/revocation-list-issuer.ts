import {
  authorityKeyIdentifier,
  encodeName,
  extension,
  type Issuer,
  signatureAlgorithm,
  signedStructure,
} from './certificate-issuer.js'
import { der } from './der-writer.js'

/** A revoked serial number (lower-case hexadecimal) and when. */
export interface Revocation {
  readonly serial: string
  readonly at: number
}

export interface RevocationListRequest {
  readonly number: number
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly revoked: readonly Revocation[]
}

/**
 * A complete v2 CRL in DER (RFC 5280 §5), with the CRL number and the authority's key identifier.
 */
export function issueRevocationList(request: RevocationListRequest, issuer: Issuer): Buffer {
  const entries = request.revoked.map(({ serial, at }) =>
    der.sequence(der.integer(Buffer.from(serial, 'hex')), der.time(at)),
  )
  const extensions = der.sequence(
    authorityKeyIdentifier(issuer.key),
    extension('2.5.29.20', false, der.integer(request.number)),
  )
  const toBeSigned = der.sequence(
    der.integer(1),
    signatureAlgorithm(issuer.key),
    encodeName(issuer.subject),
    der.time(request.thisUpdate),
    der.time(request.nextUpdate),
    // RFC 5280 §5.1.2.6: the list is absent when nothing is revoked.
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    der.explicit(0, extensions),
  )
  return signedStructure(toBeSigned, issuer.key)
}
