import { createHash } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import { canonicalName } from '../domain/distinguished-name.js'
import { limits } from '../domain/limits.js'
import { err, ok, type Result } from '../domain/result.js'
import { type Certificate, certificatesOfPem, readCertificate } from './certificate.js'
import type { PathFault } from './certificate-rules.js'
import { type CertificationPath, findPath } from './certification-path.js'
import type {
  CertificateFault,
  CertificatePurpose,
  CertificateValidator,
  PeerCertificate,
} from './contract.js'
import {
  type ListSignatures,
  type RevocationFault,
  revocationJudge,
  revocationKnownUntil,
} from './revocation-check.js'
import type { RevocationList } from './revocation-list.js'
import { type RevocationLists, revocationFolder, revocationFunction } from './revocation-lists.js'

export interface CertificateValidatorOptions {
  /** PEM texts, each with one or more root certificates. */
  readonly anchors: readonly string[]
  /** PEM texts of authorities that peers may leave out of their chain. */
  readonly intermediates: readonly string[]
  /** A folder of `.crl` files (DER or PEM), or a function that gives the lists in DER. */
  readonly crls: string | (() => readonly Uint8Array[])
  readonly clock: Clock
  /** How long the lists are taken for unchanged, milliseconds. 0 looks before every validation. */
  readonly crlCheckMs?: number
  /** Told of each refusal, for the log: fingerprint of the leaf and the exact cause. */
  readonly onRefusal?: (refusal: CertificateRefusal) => void
}

export interface CertificateRefusal {
  readonly purpose: CertificatePurpose
  readonly fingerprint: string
  readonly cause: PathFault | RevocationFault
}

type Verdict = Result<PeerCertificate, CertificateFault>

const usageOid: Record<CertificatePurpose, string> = {
  'operator-client': '1.3.6.1.5.5.7.3.2',
  'operator-server': '1.3.6.1.5.5.7.3.1',
  account: '1.3.6.1.5.5.7.3.2',
}
const digitalSignatureBit = 0

/**
 * Stricter than RFC 5280 for the leaf: IGC-Santé names the usage in every certificate
 * (mssante.md §5), so silence and anyExtendedKeyUsage are refused, and authorities are no peers.
 */
function leafServes(leaf: Certificate, purpose: CertificatePurpose): boolean {
  const { extendedKeyUsage, keyUsage, basicConstraints } = leaf.extensions
  return (
    extendedKeyUsage?.includes(usageOid[purpose]) === true &&
    (keyUsage === null || keyUsage.has(digitalSignatureBit)) &&
    basicConstraints?.authority !== true
  )
}

function peerOf(leaf: Certificate): PeerCertificate {
  const pairs = leaf.subject.distinguished.flat()
  return {
    subject: leaf.subject.distinguished,
    subjectText: canonicalName(leaf.subject.distinguished),
    commonName: pairs.find((pair) => pair.type === 'CN')?.value ?? '',
    fingerprint: leaf.fingerprint,
    notAfter: leaf.notAfter,
    dnsNames: leaf.extensions.subjectAltName.flatMap((name) =>
      name.kind === 'dns' ? [name.text.toLowerCase()] : [],
    ),
  }
}

function readAuthorities(pems: readonly string[]): Certificate[] {
  return pems.flatMap(certificatesOfPem).map((der) => {
    const certificate = readCertificate(der)
    if (certificate === null)
      throw new Error("Certificat d'autorité illisible : vérifiez les fichiers PEM configurés")
    return certificate
  })
}

function chainKey(chain: readonly Uint8Array[], purpose: CertificatePurpose): string {
  const hash = createHash('sha256').update(purpose)
  for (const der of chain) hash.update(`|${der.length}|`).update(der)
  return hash.digest('hex')
}

const faultOf = (cause: PathFault | RevocationFault): CertificateFault =>
  cause === 'revoked'
    ? 'operator-certificate-revoked'
    : cause === 'revocation-unknown'
      ? 'revocation-unknown'
      : 'operator-certificate-invalid'

/** The state behind one validator: verdicts live as long as the set of lists stays the same. */
class Validation {
  private readonly verdicts = new Map<string, { verdict: Verdict; until: number }>()
  private readonly signatures: ListSignatures = new Map()
  private version = -1

  constructor(
    private readonly options: CertificateValidatorOptions,
    private readonly anchors: readonly Certificate[],
    private readonly intermediates: readonly Certificate[],
    private readonly lists: RevocationLists,
  ) {}

  async validate(chain: readonly Uint8Array[], purpose: CertificatePurpose): Promise<Verdict> {
    if (chain.length === 0) return err('operator-certificate-missing')
    const octets = chain.reduce((sum, der) => sum + der.length, 0)
    if (chain.length > limits.certificateChainMax || octets > limits.certificateBytesMax)
      return this.refuse(purpose, chain[0]!, 'too-complex')
    const { version, lists } = await this.lists.current()
    if (version !== this.version) {
      this.verdicts.clear()
      this.signatures.clear()
      this.version = version
    }
    const now = this.options.clock.now()
    const key = chainKey(chain, purpose)
    const known = this.verdicts.get(key)
    if (known !== undefined && now < known.until) return known.verdict
    const fresh = this.judge(chain, purpose, lists, now)
    if (this.verdicts.size >= limits.certificateVerdictsMax)
      this.verdicts.delete(this.verdicts.keys().next().value!)
    this.verdicts.set(key, fresh)
    return fresh.verdict
  }

  private judge(
    chain: readonly Uint8Array[],
    purpose: CertificatePurpose,
    lists: readonly RevocationList[],
    now: number,
  ): { verdict: Verdict; until: number } {
    const refusal = (cause: PathFault | RevocationFault) => ({
      verdict: this.refuse(purpose, chain[0]!, cause),
      until: now + limits.certificateRefusalMsMax,
    })
    const [leaf, ...sent] = chain.map(readCertificate)
    if (leaf === null || leaf === undefined) return refusal('malformed')
    if (!leafServes(leaf, purpose)) return refusal('usage')
    const found = findPath({
      leaf,
      // A damaged extra certificate of the peer proves nothing and harms nothing.
      intermediates: [...this.intermediates, ...sent.filter((one) => one !== null)],
      anchors: this.anchors,
      now,
      usage: usageOid[purpose],
      judge: revocationJudge(lists, now, this.signatures),
    })
    if (!found.ok) return refusal(found.error.judged ?? found.error.fault)
    return { verdict: ok(peerOf(leaf)), until: validUntil(found.value, lists) }
  }

  private refuse(
    purpose: CertificatePurpose,
    leaf: Uint8Array,
    cause: PathFault | RevocationFault,
  ): Verdict {
    const fingerprint = createHash('sha256').update(leaf).digest('hex')
    this.options.onRefusal?.({ purpose, fingerprint, cause })
    return err(faultOf(cause))
  }
}

const validUntil = (path: CertificationPath, lists: readonly RevocationList[]): number =>
  Math.min(...path.map((one) => one.notAfter), revocationKnownUntil(lists, path))

/**
 * Throws, with a French text for the administrator, when the configured authorities are unreadable.
 */
export function createCertificateValidator(
  options: CertificateValidatorOptions,
): CertificateValidator {
  const anchors = readAuthorities(options.anchors)
  if (anchors.length === 0)
    throw new Error("Aucun certificat d'autorité racine : vérifiez les fichiers PEM configurés")
  const { crls, clock, crlCheckMs = 1_000 } = options
  const lists =
    typeof crls === 'string'
      ? revocationFolder(crls, clock, crlCheckMs)
      : revocationFunction(crls, clock, crlCheckMs)
  const validation = new Validation(options, anchors, readAuthorities(options.intermediates), lists)
  return { validate: (chain, purpose) => validation.validate(chain, purpose) }
}
