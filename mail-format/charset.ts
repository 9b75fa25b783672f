import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Names that mail uses and iconv-lite does not know, or knows for something narrower. */
const aliases: Readonly<Record<string, string>> = {
  // Mail that says ASCII or Latin-1 and holds octets 80-9F means Windows-1252 (WHATWG Encoding
  // §4.2).
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'unicode-1-1-utf-7': 'utf-7',
  'ks_c_5601-1987': 'cp949',
  'cp-850': 'cp850',
  'iso-8859-8-i': 'iso-8859-8',
}

/**
 * Text of octets in a named charset. An unknown charset, and ASCII with octets from 80, are read as
 * UTF-8 when they are valid UTF-8, else as Windows-1252. Never throws.
 */
export function decodeCharset(octets: Uint8Array, charset: string): string {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  const name = charset
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (name === 'utf-8' || name === 'utf8') return bytes.toString('utf8')
  const known = aliases[name] ?? name
  if (name === '' || name === 'us-ascii' || name === 'ascii' || name.length > 40)
    return decodeUnlabelled(bytes)
  try {
    if (iconv.encodingExists(known)) return iconv.decode(bytes, known)
    // ICU knows those that iconv-lite leaves out, such as iso-2022-jp.
    return new TextDecoder(known).decode(bytes)
  } catch {
    // An unknown name; or an internal codec that iconv-lite names but cannot use.
    return decodeUnlabelled(bytes)
  }
}

/** Octets without a (usable) label: UTF-8 when valid, else Windows-1252. */
export const decodeUnlabelled = (octets: Uint8Array): string => {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252')
}

/** Same for a binary string; text with characters above FF is Unicode already and stays. */
export function decodeBinaryText(text: string): string {
  let eightBit = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 255) return text
    if (c > 127) eightBit = true
  }
  return eightBit ? decodeUnlabelled(Buffer.from(text, 'latin1')) : text
}
