import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import type { DistinguishedName } from '../domain/distinguished-name.js'
import { attributeOid } from './attribute-types.js'
import { der } from './der-writer.js'

/** A certificate authority that can sign: its name, its key, and the key identifier it gives. */
export interface Issuer {
  readonly subject: DistinguishedName
  readonly key: KeyObject
}

export const keyUsageBit = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5, crlSign: 6 }
export const extendedKeyUsageOid = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const

/** What a certificate says. Times in milliseconds since 1970. */
export interface CertificateRequest {
  readonly subject: DistinguishedName
  readonly publicKey: KeyObject
  readonly notBefore: number
  readonly notAfter: number
  /** Null for an end entity. */
  readonly authority: { readonly pathLength: number | null } | null
  readonly keyUsage: readonly (keyof typeof keyUsageBit)[]
  readonly extendedKeyUsage: readonly (keyof typeof extendedKeyUsageOid)[]
  /** DNS names and IP addresses. */
  readonly hosts: readonly string[]
  readonly crlUrl: string | null
  /** 16 octets; random when left out. */
  readonly serial?: Uint8Array
}

/** RFC 5280 §4.1.2.4: C is a PrintableString, the rest UTF8String; the least specific RDN first. */
export function encodeName(name: DistinguishedName): Buffer {
  const rdns = [...name].reverse().map((rdn) =>
    der.setOf(
      ...rdn.map(({ type, value }) => {
        const text = type === 'C' ? der.printable(value) : der.utf8(value)
        return der.sequence(der.oid(attributeOid(type)), text)
      }),
    ),
  )
  return der.sequence(...rdns)
}

const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' })

/**
 * RFC 5280 §4.2.1.2 (1): SHA-1 of the BIT STRING's octets. An identifier, no security rests on it.
 */
export function keyIdentifier(key: KeyObject): Buffer {
  const spki = spkiOf(key)
  // SubjectPublicKeyInfo ends with the BIT STRING; its contents begin after the algorithm.
  const outer = spki[1]! & 0x80 ? 2 + (spki[1]! & 0x7f) : 2
  const algorithmLength = 2 + spki[outer + 1]!
  const bits = spki.subarray(outer + algorithmLength)
  const header = bits[1]! & 0x80 ? 2 + (bits[1]! & 0x7f) : 2
  return createHash('sha1')
    .update(bits.subarray(header + 1))
    .digest()
}

/** The signature algorithm that belongs to a key: ECDSA or RSA, both with SHA-256. */
export const signatureAlgorithm = (key: KeyObject): Buffer =>
  key.asymmetricKeyType === 'rsa'
    ? der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing())
    : der.sequence(der.oid('1.2.840.10045.4.3.2'))

export const extension = (oid: string, critical: boolean, value: Uint8Array): Buffer =>
  der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value))

/** RFC 5280 §4.2.1.1. */
export const authorityKeyIdentifier = (key: KeyObject): Buffer =>
  extension('2.5.29.35', false, der.sequence(der.implicit(0, keyIdentifier(key))))

function ipOctets(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number))
  const [head = '', tail] = host.split('::')
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'))
  const left = groups(head)
  const right = tail === undefined ? [] : groups(tail)
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return Buffer.from([...left, ...middle, ...right].map((g) => g.padStart(4, '0')).join(''), 'hex')
}

function extensions(request: CertificateRequest, issuer: Issuer): Buffer {
  const list: Buffer[] = [
    authorityKeyIdentifier(issuer.key),
    extension('2.5.29.14', false, der.octets(keyIdentifier(request.publicKey))),
    extension('2.5.29.15', true, der.namedBits(request.keyUsage.map((u) => keyUsageBit[u]))),
  ]
  const { authority } = request
  if (authority !== null) {
    const length = authority.pathLength === null ? [] : [der.integer(authority.pathLength)]
    list.push(extension('2.5.29.19', true, der.sequence(der.boolean(true), ...length)))
  } else list.push(extension('2.5.29.19', true, der.sequence()))
  if (request.extendedKeyUsage.length > 0) {
    const usages = request.extendedKeyUsage.map((u) => der.oid(extendedKeyUsageOid[u]))
    list.push(extension('2.5.29.37', false, der.sequence(...usages)))
  }
  if (request.hosts.length > 0) {
    const names = request.hosts.map((host) =>
      isIP(host) ? der.implicit(7, ipOctets(host)) : der.implicit(2, Buffer.from(host, 'ascii')),
    )
    list.push(extension('2.5.29.17', false, der.sequence(...names)))
  }
  if (request.crlUrl !== null) {
    const fullName = der.explicit(0, der.implicit(6, Buffer.from(request.crlUrl, 'ascii')))
    const point = der.sequence(der.explicit(0, fullName))
    list.push(extension('2.5.29.31', false, der.sequence(point)))
  }
  return der.explicit(3, der.sequence(...list))
}

/** 128 random bits, positive (RFC 5280 §4.1.2.2 wants at most 20 octets). */
export function randomSerial(): Buffer {
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  return serial
}

/** Signs a to-be-signed structure: `SEQUENCE { tbs, algorithm, signature }`. */
export const signedStructure = (toBeSigned: Uint8Array, key: KeyObject): Buffer =>
  der.sequence(toBeSigned, signatureAlgorithm(key), der.bits(sign('sha256', toBeSigned, key)))

/** An X.509 v3 certificate in DER. For a root, the issuer is the subject itself. */
export function issueCertificate(request: CertificateRequest, issuer: Issuer): Buffer {
  const toBeSigned = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(request.serial ?? randomSerial()),
    signatureAlgorithm(issuer.key),
    encodeName(issuer.subject),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    encodeName(request.subject),
    spkiOf(request.publicKey),
    extensions(request, issuer),
  )
  return signedStructure(toBeSigned, issuer.key)
}

export const certificatePem = (certificate: Uint8Array): string => {
  const lines = Buffer.from(certificate)
    .toString('base64')
    .match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
