import { type Key, type PublicKey, readKeys } from 'openpgp'
import { err, ok, type Result } from '../domain/result.js'

/** Why octets are no key that something can be sealed for; each has its own remedy. */
export type SealingKeyFault =
  | 'unreadable'
  | 'several-keys'
  | 'private'
  | 'revoked'
  | 'expired'
  | 'cannot-encrypt'

const armorHead = /-----BEGIN PGP [A-Z ]*-----/g

type Read = Result<Key, SealingKeyFault>

/** Of several blocks of armour the library reads the first alone; none may be passed over. */
async function readOne(octets: Uint8Array): Promise<Read> {
  const text = Buffer.from(octets).toString('utf8')
  const heads = text.match(armorHead) ?? []
  if (heads.some((head) => head.includes('PRIVATE'))) return err('private')
  if (heads.length > 1) return err('several-keys')
  try {
    const [key, ...others] =
      heads.length === 1
        ? await readKeys({ armoredKeys: text.slice(text.indexOf(heads[0]!)) })
        : await readKeys({ binaryKeys: octets })
    if (key === undefined) return err('unreadable')
    if (key.isPrivate()) return err('private')
    return others.length > 0 ? err('several-keys') : ok(key)
  } catch {
    return err('unreadable')
  }
}

/** An OpenPGP public key, armoured or binary (RFC 9580 §6.2, §10.1), that can encrypt at `at`. */
export async function readSealingKey(
  octets: Uint8Array,
  at: Date,
): Promise<Result<PublicKey, SealingKeyFault>> {
  const read = await readOne(octets)
  if (!read.ok) return read
  const key = read.value
  try {
    if (await key.isRevoked(undefined, undefined, at)) return err('revoked')
    const expiry = await key.getExpirationTime()
    if (expiry !== null && expiry <= at) return err('expired')
  } catch {
    // No self-signature holds: nobody vouches for what the key may be used for.
    return err('unreadable')
  }
  try {
    await key.getEncryptionKey(undefined, at)
    return ok(key)
  } catch {
    return err('cannot-encrypt')
  }
}
