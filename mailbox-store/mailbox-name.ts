import { limits } from '../domain/limits.js'

/**
 * Canonical name of a mailbox, or null when it is not one: Net-Unicode (RFC 9051 §5.1: NFC, no
 * control characters), no empty level, `INBOX` in capitals at the head (RFC 9051 §5.1: the inbox
 * has no case). One `/` at the end is dropped, as CREATE asks (RFC 9051 §6.3.4).
 */
export function canonicalMailboxName(name: string): string | null {
  const levels = name.normalize('NFC').replace(/\/$/, '').split('/')
  if (/^inbox$/i.test(levels[0]!)) levels[0] = 'INBOX'
  const canonical = levels.join('/')
  if (levels.some((level) => level.trim() === '') || levels.length > limits.mailboxDepthMax)
    return null
  if (/[\p{Cc}\u2028\u2029]|\p{Cs}/u.test(canonical)) return null
  return Buffer.byteLength(canonical) <= limits.mailboxNameBytesMax ? canonical : null
}

/** `a/b/c` -> `a`, `a/b`: what must exist before it. */
export function parentNames(name: string): string[] {
  const levels = name.split('/')
  return levels.slice(1).map((_, i) => levels.slice(0, i + 1).join('/'))
}
