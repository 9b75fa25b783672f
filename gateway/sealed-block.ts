import { createCipheriv, createDecipheriv } from 'node:crypto'

/** A name in a URL carries one block, no more: longer plaintext would need a mode and a nonce. */
export const sealedBlockBytes = 16

/**
 * One block of AES-256 as a name in a URL, 22 characters of base64url. One block alone needs no
 * mode: it is a keyed permutation of 128 bits, so the same block always has the same name. `key`:
 * 32 octets, `block`: 16.
 */
export function sealBlock(key: Uint8Array, block: Uint8Array): string {
  const cipher = createCipheriv('aes-256-ecb', key, null)
  return cipher.setAutoPadding(false).update(block).toString('base64url')
}

/**
 * Null when the text is no name at all. A name that was sealed with another key opens to noise:
 * what it says must still be looked up.
 */
export function openBlock(key: Uint8Array, name: string): Buffer | null {
  const block = Buffer.from(name, 'base64url')
  // Spelt otherwise, the same octets would be a second name of the same thing.
  if (block.length !== sealedBlockBytes || block.toString('base64url') !== name) return null
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  return decipher.setAutoPadding(false).update(block)
}
