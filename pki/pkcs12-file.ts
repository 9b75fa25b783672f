import {
  createCipheriv,
  createHash,
  createHmac,
  type KeyObject,
  pbkdf2Sync,
  randomBytes,
} from 'node:crypto'
import { der } from './der-writer.js'

/**
 * PKCS#12 files (RFC 7292) as OpenSSL 3 writes them by default: PBES2 with AES-256-CBC and
 * PBKDF2-HMAC-SHA-256 (RFC 8018), MAC with SHA-256. Thunderbird (NSS), OpenSSL 3 without `-legacy`
 * and Node open them; the older RC2 and 3DES forms do not open in Node's TLS.
 */
export interface Pkcs12Contents {
  readonly key: KeyObject
  /** DER, leaf first, then its authorities. */
  readonly chain: readonly Uint8Array[]
  /** Shown by mail clients in their certificate list. */
  readonly friendlyName: string
  readonly password: string
}

const iterations = 10_000
const oid = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
}

function encrypt(clear: Uint8Array, password: string): { algorithm: Buffer; secret: Buffer } {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const key = pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const derivation = der.sequence(
    der.octets(salt),
    der.integer(iterations),
    der.sequence(der.oid(oid.hmacSha256), der.nothing()),
  )
  const algorithm = der.sequence(
    der.oid(oid.pbes2),
    der.sequence(
      der.sequence(der.oid(oid.pbkdf2), derivation),
      der.sequence(der.oid(oid.aes256Cbc), der.octets(iv)),
    ),
  )
  return { algorithm, secret: Buffer.concat([cipher.update(clear), cipher.final()]) }
}

/** RFC 7292 appendix B.2 with ID 3 (integrity key), SHA-256: u = 32 octets, v = 64 octets. */
function macKey(password: string, salt: Buffer): Buffer {
  const fill = (source: Buffer): Buffer => Buffer.alloc(Math.ceil(source.length / 64) * 64, source)
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16()
  let digest = Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(secret)])
  for (let i = 0; i < iterations; i++) digest = createHash('sha256').update(digest).digest()
  return digest
}

const attribute = (type: string, value: Uint8Array): Buffer =>
  der.sequence(der.oid(type), der.setOf(value))

const dataContent = (contents: Uint8Array): Buffer =>
  der.sequence(der.oid(oid.data), der.explicit(0, der.octets(contents)))

export function pkcs12File({ key, chain, friendlyName, password }: Pkcs12Contents): Buffer {
  const keyId = createHash('sha1').update(chain[0]!).digest()
  const attributes = der.setOf(
    attribute(oid.friendlyName, der.bmp(friendlyName)),
    attribute(oid.localKeyId, der.octets(keyId)),
  )
  const certificateBags = chain.map((certificate, i) =>
    der.sequence(
      der.oid(oid.certificateBag),
      der.explicit(
        0,
        der.sequence(der.oid(oid.x509Certificate), der.explicit(0, der.octets(certificate))),
      ),
      // Only the leaf carries the attributes that pair it with the key.
      ...(i === 0 ? [attributes] : []),
    ),
  )
  const certificates = encrypt(der.sequence(...certificateBags), password)
  const shrouded = encrypt(key.export({ type: 'pkcs8', format: 'der' }), password)
  const keyBag = der.sequence(
    der.oid(oid.shroudedKeyBag),
    der.explicit(0, der.sequence(shrouded.algorithm, der.octets(shrouded.secret))),
    attributes,
  )
  const encrypted = der.sequence(
    der.integer(0),
    der.sequence(der.oid(oid.data), certificates.algorithm, der.implicit(0, certificates.secret)),
  )
  const safe = der.sequence(
    der.sequence(der.oid(oid.encryptedData), der.explicit(0, encrypted)),
    dataContent(der.sequence(keyBag)),
  )
  const salt = randomBytes(16)
  const mac = createHmac('sha256', macKey(password, salt)).update(safe).digest()
  return der.sequence(
    der.integer(3),
    dataContent(safe),
    der.sequence(
      der.sequence(der.sequence(der.oid(oid.sha256), der.nothing()), der.octets(mac)),
      der.octets(salt),
      der.integer(iterations),
    ),
  )
}
