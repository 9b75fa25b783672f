import type { DistinguishedName } from '../domain/distinguished-name.js'
import type { Reason } from '../domain/reasons.js'
import type { Result } from '../domain/result.js'

/** A peer certificate that passed the checks of a purpose. */
export interface PeerCertificate {
  readonly subject: DistinguishedName
  /** canonicalName(subject): the key under which certificates are registered. */
  readonly subjectText: string
  /** For people: the CN. */
  readonly commonName: string
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string
  readonly notAfter: number
  /** DNS names of the subjectAltName. */
  readonly dnsNames: readonly string[]
}

/**
 * `operator-client`: a SERV SSL certificate that opens an SMTP session to us (EKU clientAuth).
 * `operator-server`: the same presented by a remote operator that we connect to (EKU serverAuth).
 * `person`: PRO or PS, clientAuth. `organisation`: ORG AUTH_CLI, clientAuth. `account` takes both
 * of these.
 */
export type CertificatePurpose = 'operator-client' | 'operator-server' | 'account'

export type CertificateFault = Extract<
  Reason,
  | 'operator-certificate-missing'
  | 'operator-certificate-invalid'
  | 'operator-certificate-revoked'
  | 'revocation-unknown'
>

/**
 * Chain, dates, usages and revocation (RFC 5280 §6). One instance a trust anchor set; reloads CRLs
 * by itself.
 */
export interface CertificateValidator {
  /**
   * `chain`: DER certificates as the peer sent them, leaf first. Results are cached by fingerprint
   * until the next CRL.
   */
  validate(
    chain: readonly Uint8Array[],
    purpose: CertificatePurpose,
  ): Promise<Result<PeerCertificate, CertificateFault>>
}

/** The white list of the trust space (mssante.md §1.3). A domain maps to a set of operator DNs. */
export interface WhiteList {
  /** Null when the list is older than allowed: callers defer (`white-list-stale`). */
  state(): { readonly generatedAt: number; readonly stale: boolean; readonly domains: number }
  has(domain: string): boolean
  /** True when one of the domain's DNs equals the name. */
  binds(domain: string, subject: DistinguishedName): boolean
  /** True when any domain has the name: its holder is an operator of the trust space. */
  lists(subject: DistinguishedName): boolean
}
