import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { children, DerFault, type DerValue, readDer, readOid, sequenceItems } from './der-reader.js'

/** Signature algorithms that we trust. SHA-1, MD5 and DSA are not here and so are refused. */
const algorithms: ReadonlyMap<string, { readonly hash: string | null; readonly key: string }> =
  new Map([
    ['1.2.840.113549.1.1.11', { hash: 'sha256', key: 'rsa' }],
    ['1.2.840.113549.1.1.12', { hash: 'sha384', key: 'rsa' }],
    ['1.2.840.113549.1.1.13', { hash: 'sha512', key: 'rsa' }],
    ['1.2.840.10045.4.3.2', { hash: 'sha256', key: 'ec' }],
    ['1.2.840.10045.4.3.3', { hash: 'sha384', key: 'ec' }],
    ['1.2.840.10045.4.3.4', { hash: 'sha512', key: 'ec' }],
    ['1.3.101.112', { hash: null, key: 'ed25519' }],
    ['1.3.101.113', { hash: null, key: 'ed448' }],
  ])

const rsaPss = '1.2.840.113549.1.1.10'
const hashes = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** The curves of the profile: NIST, and Brainpool as European health cards use it. */
const curves = new Set([
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
])

/** RFC 4055 §3.1: the hash and the salt length; the mask hash must be the same. */
function pssParameters(value: DerValue | undefined): { hash: string; saltLength: number } {
  const fields = sequenceItems(value)
  const field = (tag: number): DerValue | undefined => {
    const found = fields.find((f) => f.tag === tag)
    return found && readDer(found.contents)
  }
  const hash = hashes.get(readOid(sequenceItems(field(0xa0))[0]))
  const mask = sequenceItems(field(0xa1))
  const maskHash = hashes.get(readOid(children(mask[1]!)[0]))
  const salt = field(0xa2)
  if (hash === undefined || maskHash !== hash) throw new DerFault('RSASSA-PSS')
  return {
    hash,
    saltLength: salt === undefined ? 20 : salt.contents.readUIntBE(0, salt.contents.length),
  }
}

/** Verifies a signature over `toBeSigned`. `algorithm` is the AlgorithmIdentifier. Never throws. */
export function signatureHolds(
  algorithm: DerValue,
  toBeSigned: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
): boolean {
  try {
    const [oid, parameters] = sequenceItems(algorithm)
    const name = readOid(oid)
    if (name === rsaPss) {
      const { hash, saltLength } = pssParameters(parameters)
      const padding = constants.RSA_PKCS1_PSS_PADDING
      return verify(hash, toBeSigned, { key, padding, saltLength }, signature)
    }
    const known = algorithms.get(name)
    if (known === undefined || known.key !== key.asymmetricKeyType) return false
    return verify(known.hash, toBeSigned, key, signature)
  } catch {
    return false
  }
}

/**
 * The public key of a SubjectPublicKeyInfo; null when it is damaged, too weak or of another kind.
 */
export function strongPublicKey(subjectPublicKeyInfo: Buffer): KeyObject | null {
  let key: KeyObject
  try {
    const [algorithm] = sequenceItems(readDer(subjectPublicKeyInfo))
    const [kind, parameters] = sequenceItems(algorithm)
    // Explicit curve parameters are refused, also those of a known curve (RFC 5480 §2.1.1).
    if (readOid(kind) === '1.2.840.10045.2.1') readOid(parameters)
    key = createPublicKey({ key: subjectPublicKeyInfo, format: 'der', type: 'spki' })
  } catch {
    return null
  }
  const details = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss': {
      const bits = details.modulusLength ?? 0
      return bits >= 2048 && bits <= 16_384 && bits % 8 === 0 ? key : null
    }
    case 'ec':
      return curves.has(details.namedCurve ?? '') ? key : null
    case 'ed25519':
    case 'ed448':
      return key
    default:
      return null
  }
}
