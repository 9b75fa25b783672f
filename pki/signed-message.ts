import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { derTag, expectTag, readDer, sequenceItems } from './der-reader.js'
import { der } from './der-writer.js'

/** A key and its certificate, with the intermediates that lead to its root. */
export interface MessageSigner {
  readonly key: KeyObject
  /** DER, the signer's own first. */
  readonly chain: readonly Uint8Array[]
}

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

/** RFC 5754 §2: the parameters of SHA-256 are left out, but a reader takes NULL too. */
const sha256 = (): Buffer => der.sequence(der.oid(oid.sha256))

/** RFC 3370 §3.2 and RFC 5754 §3.2-3.3; rsaEncryption is what every reader knows. */
function signatureAlgorithm(key: KeyObject): Buffer {
  if (key.asymmetricKeyType === 'rsa')
    return der.sequence(der.oid(oid.rsaEncryption), der.nothing())
  if (key.asymmetricKeyType === 'ec') return der.sequence(der.oid(oid.ecdsaWithSha256))
  throw new Error(`no CMS signature with a key of type ${key.asymmetricKeyType}`)
}

const attribute = (type: string, value: Uint8Array): Buffer =>
  der.sequence(der.oid(type), der.setOf(value))

/** RFC 5652 §11: content type, digest of the content, time. */
const signedAttributes = (content: Uint8Array, at: number): readonly Buffer[] => [
  attribute(oid.contentType, der.oid(oid.data)),
  attribute(oid.messageDigest, der.octets(createHash('sha256').update(content).digest())),
  attribute(oid.signingTime, der.time(at)),
]

/** In the thread pool: an RSA signature takes a millisecond that the event loop does not have. */
const signature = (octets: Uint8Array, key: KeyObject): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    sign('sha256', octets, key, (failure, made) => (failure ? reject(failure) : resolve(made))),
  )

/** They name the signer (RFC 5652 §5.3, version 1), as both stand in its certificate. */
function issuerAndSerial(certificate: Uint8Array): Buffer {
  const fields = sequenceItems(sequenceItems(readDer(certificate))[0])
  // RFC 5280 §4.1: the version, [0], stands before the serial number in what is not version 1.
  const [serial, , issuer] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  const number = expectTag(serial, derTag.integer)
  return der.sequence(expectTag(issuer, derTag.sequence).encoding, number.encoding)
}

/**
 * A CMS SignedData in DER with the content inside (RFC 5652 §5): what Apple takes for a signed
 * configuration profile. `at` is the time of signing, milliseconds since 1970.
 */
export async function signMessage(
  content: Uint8Array,
  signer: MessageSigner,
  at: number,
): Promise<Buffer> {
  const { key, chain } = signer
  const attributes = signedAttributes(content, at)
  const set = der.setOf(...attributes)
  // RFC 5652 §5.4: signed as a SET OF, carried as [0] IMPLICIT: the same octets but the first.
  const signed = await signature(set, key)
  const carried = Buffer.from(set)
  carried[0] = 0xa0
  const signerInfo = der.sequence(
    der.integer(1),
    issuerAndSerial(chain[0]!),
    sha256(),
    carried,
    signatureAlgorithm(key),
    der.octets(signed),
  )
  const certificates = Buffer.from(der.setOf(...chain))
  certificates[0] = 0xa0
  const signedData = der.sequence(
    der.integer(1),
    der.setOf(sha256()),
    der.sequence(der.oid(oid.data), der.explicit(0, der.octets(content))),
    certificates,
    der.setOf(signerInfo),
  )
  return der.sequence(der.oid(oid.signedData), der.explicit(0, signedData))
}

/** From the PEM files of a server: its key, and its certificate followed by intermediates. */
export function signerOfPem(keyPem: string, certificatesPem: string): MessageSigner {
  const blocks = certificatesPem.matchAll(
    /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
  )
  const chain = [...blocks].map(([block]) => new X509Certificate(block).raw)
  return { key: createPrivateKey(keyPem), chain }
}
