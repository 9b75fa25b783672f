import { limits } from '../domain/limits.js'
import { err, ok, type Result } from '../domain/result.js'
import type { Certificate } from './certificate.js'
import {
  anchorFault,
  intermediateFault,
  isSelfIssued,
  leafFault,
  type PathFault,
  usageAllowed,
} from './certificate-rules.js'
import type { GeneralName } from './general-names.js'
import { namesAllowed } from './name-constraints.js'
import type { RevocationFault } from './revocation-check.js'
import { signatureHolds } from './signature-check.js'

/**
 * Building and validating a certification path (RFC 5280 §6, RFC 4158): depth first from the leaf,
 * each certificate judged before its issuers are looked for, within a fixed budget of work.
 */
export interface PathRequest {
  readonly leaf: Certificate
  /** Untrusted: what the peer sent and what we have on file. */
  readonly intermediates: readonly Certificate[]
  readonly anchors: readonly Certificate[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** OID of the extended key usage that the whole path must allow; null for none. */
  readonly usage: string | null
  /** Intermediates at most; self-issued ones do not count (RFC 5280 §6.1.4 l). */
  readonly intermediatesMax?: number
  /**
   * A last check of a complete path (revocation): null accepts, a fault goes on to the next path.
   */
  readonly judge?: (path: readonly Certificate[]) => RevocationFault | null
}

/** Leaf first, anchor last. */
export type CertificationPath = readonly Certificate[]

export interface PathRefusal {
  readonly fault: PathFault
  /** What `judge` said of the first complete path that it refused. */
  readonly judged: RevocationFault | null
}

interface Search {
  readonly request: PathRequest
  readonly intermediatesMax: number
  signatures: number
  readonly comparisons: { left: number }
  fault: PathFault
  judged: RevocationFault | null
}

/** RFC 5280 §6.1.4 (b), (c): an authority constrains all certificates below it. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const { subject, extensions } = certificate
  const names: GeneralName[] = [...extensions.subjectAltName]
  if (subject.key !== '') names.push({ kind: 'directory', name: subject })
  // §4.2.1.10: an e-mail constraint reaches the old attribute when there is no rfc822Name.
  if (!names.some((name) => name.kind === 'email'))
    for (const { type, value } of subject.distinguished.flat())
      if (type === 'EMAILADDRESS') names.push({ kind: 'email', text: value })
  return names
}

function pathFault(path: CertificationPath, search: Search): PathFault | null {
  // §6.1.4 (l), (m): intermediates below an authority, self-issued ones not counted.
  let below = 0
  for (const [i, certificate] of path.entries()) {
    if (i === 0) continue
    const { pathLength } = certificate.extensions.basicConstraints!
    if (pathLength !== null && below > pathLength) return 'path-too-long'
    if (!isSelfIssued(certificate)) below++
    const constraints = certificate.extensions.nameConstraints
    if (constraints === null) continue
    for (const [j, lower] of path.slice(0, i).entries()) {
      // §6.1.3 (b): self-issued intermediates are excused, a self-issued leaf is not.
      if (j > 0 && isSelfIssued(lower)) continue
      if (!namesAllowed(namesOf(lower), constraints, search.comparisons))
        return search.comparisons.left < 0 ? 'too-complex' : 'names'
    }
  }
  return null
}

/** AKI and SKI guide the search; a mismatch of both excludes (RFC 4158 §3.5.12). */
function mayHaveIssued(issuer: Certificate, subject: Certificate): boolean {
  if (issuer.subject.key !== subject.issuer.key) return false
  const wanted = subject.extensions.authorityKeyId
  const offered = issuer.extensions.subjectKeyId
  return wanted === null || offered === null || wanted.equals(offered)
}

function signatureChecks(subject: Certificate, issuer: Certificate, search: Search): boolean {
  if (search.signatures-- <= 0) return false
  const { signatureAlgorithm, toBeSigned, signature } = subject
  return (
    issuer.publicKey !== null &&
    signatureHolds(signatureAlgorithm, toBeSigned, signature, issuer.publicKey)
  )
}

/** A path that holds the same name and key twice goes in a circle (RFC 4158 §2.4.2). */
const isRepeated = (path: CertificationPath, candidate: Certificate): boolean =>
  path.some(
    (one) =>
      one.subject.key === candidate.subject.key &&
      one.subjectPublicKeyInfo.equals(candidate.subjectPublicKeyInfo),
  )

function completed(path: CertificationPath, search: Search): boolean {
  const fault = pathFault(path, search)
  if (fault !== null) {
    search.fault = fault
    return false
  }
  const judged = search.request.judge?.(path) ?? null
  if (judged === null) return true
  search.judged ??= judged
  return false
}

function extend(path: CertificationPath, search: Search): CertificationPath | null {
  const { request } = search
  const last = path.at(-1)!
  for (const anchor of request.anchors) {
    if (search.signatures <= 0) break
    if (!mayHaveIssued(anchor, last)) continue
    const fault = anchorFault(anchor, request.now)
    if (fault !== null) search.fault = fault
    if (fault !== null || !signatureChecks(last, anchor, search)) continue
    const complete = [...path, anchor]
    if (completed(complete, search)) return complete
  }
  const counted = path.slice(1).filter((one) => !isSelfIssued(one)).length
  const full = counted >= search.intermediatesMax
  if (full) search.fault = 'path-too-long'
  for (const candidate of request.intermediates) {
    if (search.signatures <= 0 || path.length > limits.certificateChainMax) break
    if (full && !isSelfIssued(candidate)) continue
    if (!mayHaveIssued(candidate, last) || isRepeated(path, candidate)) continue
    const fault =
      intermediateFault(candidate, request.now) ??
      (usageAllowed(candidate, request.usage) ? null : 'usage')
    if (fault !== null) search.fault = fault
    if (fault !== null || !signatureChecks(last, candidate, search)) continue
    const found = extend([...path, candidate], search)
    if (found !== null) return found
  }
  return null
}

/** The first valid path, or why there is none (the fault met last, which is the most telling). */
export function findPath(request: PathRequest): Result<CertificationPath, PathRefusal> {
  const search: Search = {
    request,
    intermediatesMax: request.intermediatesMax ?? limits.certificatePathIntermediatesMax,
    signatures: limits.certificateSignaturesMax,
    comparisons: { left: limits.nameConstraintComparisonsMax },
    fault: 'no-path',
    judged: null,
  }
  const fault =
    leafFault(request.leaf, request.now) ??
    (usageAllowed(request.leaf, request.usage) ? null : 'usage')
  if (fault !== null) return err({ fault, judged: null })
  const path = extend([request.leaf], search)
  if (path !== null) return ok(path)
  return err({
    fault: search.signatures <= 0 ? 'too-complex' : search.fault,
    judged: search.judged,
  })
}
