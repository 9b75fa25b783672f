import { decodeBinaryText, decodeCharset } from './charset.js'

// RFC 2047 §2, with the language of RFC 2231 §5. Blanks inside the text are broken but sent by real
// mailers in Q.
const WORD = /=\?([!-)+->@-~]{1,60})(?:\*[\w-]{0,40})?\?([bq])\?([^?\r\n]*)\?=/gi
const ONLY_BLANKS = /^[ \t\r\n]*$/

interface Word {
  readonly charset: string
  readonly encoding: string
  readonly octets: Buffer
}

/**
 * Decodes a header value given as a binary string: encoded words opened, blanks between two
 * adjacent ones dropped (RFC 2047 §6.2), broken ones left as they are, raw octets from 80 read as
 * UTF-8 or Windows-1252.
 */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return decodeBinaryText(value)
  let text = ''
  let rest = 0
  let pending: Word | null = null
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(rest, match.index)
    const word = readWord(match)
    if (word === null) continue
    if (pending !== null && ONLY_BLANKS.test(between)) {
      // Many mailers cut a multi-octet character between two words of one charset.
      const joined: Word | null = joinWords(pending, word)
      if (joined === null) text += decodeCharset(pending.octets, pending.charset)
      pending = joined ?? word
    } else {
      if (pending !== null) text += decodeCharset(pending.octets, pending.charset)
      text += decodeBinaryText(between)
      pending = word
    }
    rest = match.index + match[0].length
  }
  if (pending !== null) text += decodeCharset(pending.octets, pending.charset)
  return text + decodeBinaryText(value.slice(rest))
}

function readWord(match: RegExpExecArray | RegExpMatchArray): Word | null {
  const charset = match[1]!.toLowerCase()
  const encoding = match[2]!.toLowerCase()
  const text = match[3]!
  if (encoding === 'b') {
    if (!/^[A-Za-z0-9+/=\s]*$/.test(text)) return null
    return { charset, encoding, octets: Buffer.from(text, 'base64') }
  }
  return { charset, encoding, octets: decodeQ(text) }
}

function joinWords(a: Word, b: Word): Word | null {
  if (a.charset !== b.charset || a.encoding !== b.encoding) return null
  // A chain of thousands of words would copy itself again and again.
  if (a.octets.length > 4096) return null
  return { ...a, octets: Buffer.concat([a.octets, b.octets]) }
}

/** RFC 2047 §4.2: `_` is a space, `=XX` an octet; a lone `=` stays. */
function decodeQ(text: string): Buffer {
  const opened = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  return Buffer.from(opened, 'latin1')
}

/**
 * Text for an unstructured header value or a display name: ASCII stays, else UTF-8 encoded words in
 * base64 of at most 75 characters, never cutting a character (RFC 2047 §2, §5), joined by folds
 * (`CRLF SP`).
 */
export function encodeHeaderText(text: string): string {
  const clean = text.replace(/[\r\n]+/g, ' ')
  if (/^[\x20-\x7e\t]*$/.test(clean) && !clean.includes('=?')) return clean
  const words: string[] = []
  let chunk = ''
  for (const character of clean) {
    // 45 octets give 60 base64 characters; with `=?UTF-8?B?` and `?=` that is 72.
    if (Buffer.byteLength(chunk + character) > 45) {
      words.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  if (chunk !== '') words.push(chunk)
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

/**
 * Display name of an address: an atom phrase, a quoted string, or encoded words (RFC 5322 §3.2.5).
 */
export function encodePhrase(name: string): string {
  const clean = name.replace(/[\x00-\x1f\x7f]+/g, ' ').trim()
  if (/^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]*$/.test(clean) && !clean.includes('=?')) return clean
  if (/^[\x20-\x7e]*$/.test(clean) && !clean.includes('=?'))
    return `"${clean.replace(/["\\]/g, '\\$&')}"`
  return encodeHeaderText(clean)
}
