import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16
export const sealingKeyBytes = 32

/**
 * AES-256-GCM (NIST SP 800-38D): nonce, tag, cipher text. `place` says where the sealed bytes
 * belong; they open nowhere else.
 */
export function sealBytes(key: Uint8Array, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Null when the bytes were changed, moved or sealed under another key. */
export function openBytes(key: Uint8Array, place: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
  cipher.setAAD(Buffer.from(place))
  cipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return Buffer.concat([cipher.update(sealed.subarray(nonceBytes + tagBytes)), cipher.final()])
  } catch {
    return null
  }
}
