import forge from 'node-forge'
import { err, ok, type Result } from '../domain/result.js'

/** How a PKCS#12 file protects its certificates (RFC 7292 appendix C, RFC 8018). */
export type Pkcs12Protection = 'aes' | 'triple-des' | 'rc2-40' | 'none'

export interface Pkcs12Certificates {
  readonly protection: Pkcs12Protection
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[]
}

export type Pkcs12Fault = 'not-pkcs12' | 'password-wrong' | 'cipher-unknown' | 'no-certificate'

const pbe = '060a2a864886f70d010c01'
const schemes: readonly (readonly [oid: string, protection: Pkcs12Protection])[] = [
  ['06092a864886f70d01050d', 'aes'],
  [`${pbe}06`, 'rc2-40'],
  [`${pbe}03`, 'triple-des'],
]
/** RC4 and RC2-128 (RFC 7292 appendix C), which forge does not know either. */
const unknownSchemes = [`${pbe}01`, `${pbe}02`, `${pbe}05`]

const names = (octets: Uint8Array, oid: string): boolean =>
  Buffer.from(octets).includes(Buffer.from(oid, 'hex'))

/** The weakest scheme named: files of Windows mix RC2-40 for certificates with 3DES for the key. */
function protectionOf(octets: Uint8Array): Pkcs12Protection {
  const found = schemes.filter(([oid]) => names(octets, oid))
  const weakestFirst: readonly Pkcs12Protection[] = ['rc2-40', 'triple-des', 'aes']
  return weakestFirst.find((one) => found.some(([, protection]) => protection === one)) ?? 'none'
}

const binary = (octets: string): Uint8Array => Buffer.from(octets, 'latin1')

/**
 * Opens a PKCS#12 file, old forms included: RC2-40 and 3DES are what Windows and older authorities
 * write, and neither Node nor OpenSSL 3 opens them any more. That is what node-forge is here for.
 */
export function readPkcs12(
  octets: Uint8Array,
  password: string,
): Result<Pkcs12Certificates, Pkcs12Fault> {
  let root: forge.asn1.Asn1
  try {
    root = forge.asn1.fromDer(Buffer.from(octets).toString('latin1'))
  } catch {
    return err('not-pkcs12')
  }
  if (unknownSchemes.some((oid) => names(octets, oid))) return err('cipher-unknown')
  try {
    const file = forge.pkcs12.pkcs12FromAsn1(root, password)
    const type = forge.pki.oids['certBag'] ?? ''
    const bags = file.getBags({ bagType: type })[type] ?? []
    const certificates = bags.flatMap(({ cert, asn1 }) => {
      // forge knows RSA only; of another certificate it keeps the structure as it read it.
      const structure = cert ? forge.pki.certificateToAsn1(cert) : asn1
      return structure ? [binary(forge.asn1.toDer(structure).getBytes())] : []
    })
    if (certificates.length === 0) return err('no-certificate')
    return ok({ protection: protectionOf(octets), certificates })
  } catch (failure) {
    const says = failure instanceof Error ? failure.message : ''
    return err(/PFX|not a PKCS#12|version/i.test(says) ? 'not-pkcs12' : 'password-wrong')
  }
}
