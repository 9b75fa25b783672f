import { createHash } from 'node:crypto'

/** RFC 9562 §6.6: the namespace of names that are URLs. */
const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/**
 * A UUID made from a name (RFC 9562 §5.5, version 5): the same name gives the same UUID, for ever.
 * An identifier; no security rests on its SHA-1.
 */
export function nameUuid(name: string): string {
  const hash = createHash('sha1').update(urlNamespace).update(name).digest().subarray(0, 16)
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex').toUpperCase()
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
