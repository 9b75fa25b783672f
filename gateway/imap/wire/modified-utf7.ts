/**
 * Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3), `&` and base64 of UTF-16BE with `,`
 * for `/`.
 */

const direct = /[\x20-\x25\x27-\x7e]/

export function encodeMailboxName(name: string): string {
  let wire = ''
  for (let i = 0; i < name.length; ) {
    const c = name[i]!
    if (c === '&') {
      wire += '&-'
      i++
    } else if (direct.test(c)) {
      wire += c
      i++
    } else {
      let j = i
      while (j < name.length && name[j] !== '&' && !direct.test(name[j]!)) j++
      wire += `&${base64OfUtf16(name.slice(i, j))}-`
      i = j
    }
  }
  return wire
}

function base64OfUtf16(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').swap16()
  return bytes.toString('base64').replaceAll('/', ',').replace(/=+$/, '')
}

/**
 * The Unicode name, or null when the wire form is not valid: octets above 126, controls, broken
 * base64, lone surrogates, or characters encoded that must stand for themselves (two spellings of
 * one name would be two mailboxes for a client).
 */
export function decodeMailboxName(wire: string): string | null {
  let name = ''
  for (let i = 0; i < wire.length; ) {
    const c = wire[i]!
    if (c !== '&') {
      if (!direct.test(c)) return null
      name += c
      i++
      continue
    }
    const end = wire.indexOf('-', i + 1)
    if (end < 0) return null
    const part = end === i + 1 ? '&' : decodedShift(wire.slice(i + 1, end))
    if (part === null) return null
    name += part
    i = end + 1
  }
  return name
}

function decodedShift(encoded: string): string | null {
  if (!/^[A-Za-z0-9+,]+$/.test(encoded)) return null
  const bytes = Buffer.from(encoded.replaceAll(',', '/'), 'base64')
  if (bytes.length === 0 || bytes.length % 2 !== 0) return null
  const text = bytes.swap16().toString('utf16le')
  if (base64OfUtf16(text) !== encoded || /[\x20-\x7e]/.test(text)) return null
  return /\p{Surrogate}/u.test(text) ? null : text
}
