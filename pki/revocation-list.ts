import { createHash } from 'node:crypto'
import { type Certificate, readExtensionList } from './certificate.js'
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
  readOctetBits,
  readOid,
  readSmallInteger,
  readTime,
  sequenceItems,
} from './der-reader.js'
import { signatureHolds } from './signature-check.js'

/** A complete v2 CRL (RFC 5280 §5) read from strict DER. Its signature has not been checked yet. */
export interface RevocationList {
  /** SHA-256 of the DER. */
  readonly fingerprint: string
  readonly issuer: CertificateName
  readonly thisUpdate: number
  readonly nextUpdate: number
  /** Serial (hexadecimal octets) to the time of revocation. */
  readonly revoked: ReadonlyMap<string, number>
  readonly scope: 'all' | 'end-entities' | 'authorities'
  readonly toBeSigned: Buffer
  readonly signatureAlgorithm: DerValue
  readonly signature: Buffer
}

const oid = { number: '2.5.29.20', issuingPoint: '2.5.29.28' }
const crlSignBit = 6

/**
 * RFC 5280 §5.2.5. Indirect lists, lists of some reasons and of attribute certificates are not for
 * us.
 */
function readScope(value: DerValue): RevocationList['scope'] {
  let scope: RevocationList['scope'] = 'all'
  for (const field of sequenceItems(value)) {
    const flag = (): boolean => readBoolean({ ...field, tag: derTag.boolean })
    if (field.tag === 0xa0) continue
    if (field.tag === 0x81 && flag()) scope = 'end-entities'
    else if (field.tag === 0x82 && flag()) scope = 'authorities'
    else throw new DerFault('issuing distribution point')
  }
  return scope
}

function readScopeOfExtensions(list: DerValue | undefined): RevocationList['scope'] {
  const extensions = readExtensionList(list)
  const number = extensions.get(oid.number)
  // RFC 5280 §5.2.3: the number is mandatory and not critical.
  if (number === undefined || number.critical) throw new DerFault('CRL number')
  integerOctets(number.value)
  const known = [oid.number, oid.issuingPoint]
  // A critical extension that we do not process (delta, §5.2.4) makes the list unusable.
  for (const [name, { critical }] of extensions)
    if (critical && !known.includes(name)) throw new DerFault('critical CRL extension')
  const point = extensions.get(oid.issuingPoint)
  return point === undefined ? 'all' : readScope(point.value)
}

function readEntries(list: DerValue | undefined): Map<string, number> {
  const revoked = new Map<string, number>()
  if (list === undefined) return revoked
  for (const entry of children(list)) {
    const [serial, at, extensions] = sequenceItems(entry)
    if (extensions !== undefined)
      for (const item of children(expectTag(extensions, derTag.sequence))) {
        const fields = sequenceItems(item)
        // RFC 5280 §5.3: with an unknown critical entry extension (indirect lists) nothing is
        // certain.
        if (fields.length === 3 && readBoolean(fields[1])) throw new DerFault('critical entry')
        readOid(fields[0])
      }
    revoked.set(integerOctets(serial).toString('hex'), readTime(at))
  }
  return revoked
}

function readList(der: Buffer): RevocationList {
  const [tbs, algorithm, bits] = sequenceItems(readDer(der))
  const fields = sequenceItems(tbs)
  if (readSmallInteger(fields[0]) !== 1) throw new DerFault('CRL version')
  const outer = expectTag(algorithm, derTag.sequence)
  if (!outer.encoding.equals(expectTag(fields[1], derTag.sequence).encoding))
    throw new DerFault('algorithms differ')
  const rest = fields.slice(5)
  const entries = rest[0]?.tag === derTag.sequence ? rest.shift() : undefined
  const extensions = expectTag(rest[0], 0xa0)
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    issuer: readName(fields[2]),
    thisUpdate: readTime(fields[3]),
    nextUpdate: readTime(fields[4]),
    revoked: readEntries(entries),
    scope: readScopeOfExtensions(children(extensions)[0]),
    toBeSigned: tbs!.encoding,
    signatureAlgorithm: outer,
    signature: readOctetBits(bits),
  }
}

/** Null when the octets are not a complete CRL that we can process. PEM is accepted too. */
export function readRevocationList(octets: Uint8Array): RevocationList | null {
  const raw = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
  const pem = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END/.exec(
    raw[0] === 0x30 ? '' : raw.toString('latin1'),
  )
  try {
    return readList(pem === null ? raw : Buffer.from(pem[1]!, 'base64'))
  } catch (error) {
    if (error instanceof DerFault) return null
    throw error
  }
}

/** True when the authority signed the list and may sign lists (RFC 5280 §6.3.3 (f), (g)). */
export function listSignedBy(list: RevocationList, authority: Certificate): boolean {
  const { keyUsage } = authority.extensions
  return (
    list.issuer.key === authority.subject.key &&
    (keyUsage === null || keyUsage.has(crlSignBit)) &&
    authority.publicKey !== null &&
    signatureHolds(list.signatureAlgorithm, list.toBeSigned, list.signature, authority.publicKey)
  )
}
