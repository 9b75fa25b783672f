import { limits } from '../../../domain/limits.js'

/**
 * Canonical form of a mailbox name (Unicode, `/` between levels), or null when it is not one we
 * keep: controls, wildcards, empty levels, too deep or too long. `INBOX` is the same in any case
 * (RFC 9051 §5.1); one trailing `/` only says that children will come (§6.3.4).
 */
export function canonicalMailboxName(text: string): string | null {
  const name = text.normalize('NFC').replace(/\/$/, '')
  if (name === '' || Buffer.byteLength(name) > limits.mailboxNameBytesMax) return null
  if (/[\x00-\x1f\x7f*%\u2028\u2029\ufffd]/.test(name)) return null
  const levels = name.split('/')
  if (levels.length > limits.mailboxDepthMax || levels.some((level) => level.trim() === ''))
    return null
  if (levels[0]!.toUpperCase() === 'INBOX') levels[0] = 'INBOX'
  return levels.join('/')
}
