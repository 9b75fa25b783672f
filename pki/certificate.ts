import { createHash, type KeyObject } from 'node:crypto'
import { type CertificateName, readName } from './certificate-name.js'
import {
  children,
  DerFault,
  type DerValue,
  derTag,
  expectTag,
  integerOctets,
  readBoolean,
  readDer,
  readNamedBits,
  readOctetBits,
  readOid,
  readSmallInteger,
  readTime,
  sequenceItems,
} from './der-reader.js'
import { type GeneralName, readSubjectAltName } from './general-names.js'
import { type NameConstraints, readNameConstraints } from './name-constraints.js'
import { strongPublicKey } from './signature-check.js'

/** A certificate read from strict DER (RFC 5280 §4). Nothing in it has been trusted yet. */
export interface Certificate {
  readonly der: Buffer
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Lower-case hexadecimal of the INTEGER's octets. */
  readonly serial: string
  readonly issuer: CertificateName
  readonly subject: CertificateName
  readonly notBefore: number
  readonly notAfter: number
  /** Null when the key is weak or of a kind that we refuse. */
  readonly publicKey: KeyObject | null
  readonly subjectPublicKeyInfo: Buffer
  readonly toBeSigned: Buffer
  readonly signatureAlgorithm: DerValue
  readonly signature: Buffer
  readonly extensions: CertificateExtensions
}

export interface CertificateExtensions {
  readonly basicConstraints: {
    readonly authority: boolean
    readonly pathLength: number | null
    readonly critical: boolean
  } | null
  /** Bit positions (RFC 5280 §4.2.1.3). */
  readonly keyUsage: ReadonlySet<number> | null
  readonly extendedKeyUsage: readonly string[] | null
  readonly subjectAltName: readonly GeneralName[]
  readonly nameConstraints: NameConstraints | null
  readonly nameConstraintsCritical: boolean
  readonly subjectAltNameCritical: boolean
  readonly authorityKeyId: Buffer | null
  readonly hasAuthorityKeyId: boolean
  readonly subjectKeyId: Buffer | null
  /** OIDs of critical extensions that this program does not process. */
  readonly unknownCritical: readonly string[]
}

export const extensionOid = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  certificatePolicies: '2.5.29.32',
  policyConstraints: '2.5.29.36',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
} as const

interface RawExtension {
  readonly critical: boolean
  /** Read only when asked for: private extensions need not hold DER. */
  readonly value: DerValue
}

/** Extensions by OID; each at most once (RFC 5280 §4.2). */
export function readExtensionList(list: DerValue | undefined): Map<string, RawExtension> {
  const found = new Map<string, RawExtension>()
  for (const item of sequenceItems(list)) {
    const fields = sequenceItems(item)
    const oid = readOid(fields[0])
    const critical = fields.length === 3 && readBoolean(fields[1])
    const octets = expectTag(fields.at(-1), derTag.octets)
    if (fields.length < 2 || fields.length > 3 || found.has(oid)) throw new DerFault('extension')
    found.set(oid, {
      critical,
      get value() {
        return readDer(octets.contents)
      },
    })
  }
  if (found.size === 0) throw new DerFault('extensions')
  return found
}

function readBasicConstraints(
  raw: RawExtension | undefined,
): CertificateExtensions['basicConstraints'] {
  if (raw === undefined) return null
  const fields = sequenceItems(raw.value)
  const authority = fields[0]?.tag === derTag.boolean && readBoolean(fields[0])
  const rest = fields[0]?.tag === derTag.boolean ? fields.slice(1) : fields
  if (rest.length > 1) throw new DerFault('basicConstraints')
  const pathLength = rest.length === 1 ? readSmallInteger(rest[0]) : null
  return { authority, pathLength, critical: raw.critical }
}

function readExtensions(list: DerValue | undefined): CertificateExtensions {
  const raw = readExtensionList(list)
  const mayBeCritical: readonly string[] = [
    extensionOid.basicConstraints,
    extensionOid.keyUsage,
    extensionOid.extendedKeyUsage,
    extensionOid.subjectAltName,
    extensionOid.nameConstraints,
    // No policy is required of a path (RFC 5280 §6.1.1: initial set is any-policy), so it
    // restricts nothing.
    extensionOid.certificatePolicies,
  ]
  const unknownCritical = [...raw].filter(([o, e]) => e.critical && !mayBeCritical.includes(o))
  const usage = raw.get(extensionOid.keyUsage)
  const keyUsage = usage === undefined ? null : readNamedBits(usage.value)
  if (keyUsage?.size === 0) throw new DerFault('keyUsage')
  const extended = raw.get(extensionOid.extendedKeyUsage)
  const extendedKeyUsage =
    extended === undefined ? null : sequenceItems(extended.value).map(readOid)
  if (extendedKeyUsage?.length === 0) throw new DerFault('extendedKeyUsage')
  const names = raw.get(extensionOid.subjectAltName)
  const constraints = raw.get(extensionOid.nameConstraints)
  const authorityKey = raw.get(extensionOid.authorityKeyId)
  const keyId = authorityKey && sequenceItems(authorityKey.value).find((f) => f.tag === 0x80)
  const subjectKey = raw.get(extensionOid.subjectKeyId)
  const access = raw.get(extensionOid.authorityInfoAccess)
  if (access !== undefined && sequenceItems(access.value).length === 0) throw new DerFault('AIA')
  return {
    basicConstraints: readBasicConstraints(raw.get(extensionOid.basicConstraints)),
    keyUsage,
    extendedKeyUsage,
    subjectAltName: names === undefined ? [] : readSubjectAltName(names.value),
    subjectAltNameCritical: names?.critical ?? false,
    nameConstraints: constraints === undefined ? null : readNameConstraints(constraints.value),
    nameConstraintsCritical: constraints?.critical ?? false,
    authorityKeyId: keyId?.contents ?? null,
    hasAuthorityKeyId: authorityKey !== undefined,
    subjectKeyId: subjectKey ? expectTag(subjectKey.value, derTag.octets).contents : null,
    // RFC 5280 §4.2.1.11 makes policy constraints critical; we do not process them, marked or not.
    unknownCritical: [
      ...unknownCritical.map(([o]) => o),
      ...(raw.has(extensionOid.policyConstraints) ? [extensionOid.policyConstraints] : []),
    ],
  }
}

function readTbs(der: Buffer): Certificate {
  const [tbs, algorithm, bits, ...rest] = sequenceItems(readDer(der))
  if (rest.length > 0) throw new DerFault('certificate')
  const fields = sequenceItems(tbs)
  const version = expectTag(fields[0], 0xa0)
  // Version 3 only: older ones cannot say whether they are authorities.
  if (readSmallInteger(readDer(version.contents)) !== 2) throw new DerFault('version')
  const [, serial, innerAlgorithm, issuer, validity, subject, spki, ...optional] = fields
  const outer = expectTag(algorithm, derTag.sequence)
  // RFC 5280 §4.1.1.2: both algorithm fields must be the same.
  if (!outer.encoding.equals(expectTag(innerAlgorithm, derTag.sequence).encoding))
    throw new DerFault('algorithms differ')
  const times = sequenceItems(validity)
  if (times.length !== 2) throw new DerFault('validity')
  if (optional.length !== 1) throw new DerFault('extensions')
  const subjectPublicKeyInfo = expectTag(spki, derTag.sequence).encoding
  return {
    der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    serial: integerOctets(serial).toString('hex'),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(times[0]),
    notAfter: readTime(times[1]),
    publicKey: strongPublicKey(subjectPublicKeyInfo),
    subjectPublicKeyInfo,
    toBeSigned: tbs!.encoding,
    signatureAlgorithm: outer,
    signature: readOctetBits(bits),
    extensions: readExtensions(children(expectTag(optional[0], 0xa3))[0]),
  }
}

/** Null when the octets are not a well-formed v3 certificate. */
export function readCertificate(octets: Uint8Array): Certificate | null {
  try {
    return readTbs(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength))
  } catch (error) {
    if (error instanceof DerFault) return null
    throw error
  }
}

/** The DER of every certificate in PEM text. Other blocks and text between are passed over. */
export function certificatesOfPem(pem: string): Buffer[] {
  const blocks = pem.matchAll(
    /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g,
  )
  return [...blocks].map((block) => Buffer.from(block[1]!, 'base64'))
}
