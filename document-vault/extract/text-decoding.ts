import { decodeUnlabelled } from '../../mail-format/charset.js'

/**
 * Octets as text: a byte order mark decides; UTF-16 without one is seen by its zeros; else UTF-8
 * when valid, else Windows-1252.
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUnlabelled(bytes.subarray(3))
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = zerosAt(bytes)
  if (zeros === 'odd') return new TextDecoder('utf-16le').decode(bytes)
  if (zeros === 'even') return new TextDecoder('utf-16be').decode(bytes)
  return decodeUnlabelled(bytes)
}

/** Western text in UTF-16 has a zero in (nearly) each second octet. */
function zerosAt(bytes: Uint8Array): 'odd' | 'even' | 'none' {
  const length = Math.min(bytes.length, 2_000) & ~1
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  if (length < 4) return 'none'
  if (odd > length * 0.4 && even === 0) return 'odd'
  return even > length * 0.4 && odd === 0 ? 'even' : 'none'
}

/** Text that people can read: no zeros, few other controls. */
export function looksLikeText(text: string): boolean {
  const head = text.slice(0, 20_000)
  let controls = 0
  for (let i = 0; i < head.length; i++) {
    const c = head.charCodeAt(i)
    if (c === 0) return false
    if (c === 0xfffd) controls++
    if (c < 32 && c !== 9 && c !== 10 && c !== 12 && c !== 13 && c !== 27) controls++
  }
  return controls <= 5 + head.length / 100
}
