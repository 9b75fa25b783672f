import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Encodings that a declaration may name; clinical documents use no others. */
const known: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'iso8859-15': 'iso-8859-15',
  'latin-9': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
}

export interface DecodedXml {
  readonly text: string
  /** The declared encoding was not the true one. */
  readonly replaced: boolean
}

const startsWith = (bytes: Uint8Array, ...octets: number[]): boolean =>
  octets.every((octet, at) => bytes[at] === octet)

function decode(bytes: Uint8Array, encoding: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return encoding === 'utf-8' ? buffer.toString('utf8') : iconv.decode(buffer, encoding)
}

/** The name in the XML declaration, lower case; null when nothing is said. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart()
  const declaration = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)
  return declaration?.[1]?.toLowerCase() ?? null
}

/**
 * Text of an XML file (XML 1.0 appendix F): byte order mark, the form of `<?` in UTF-16, then the
 * declaration; UTF-8 when nothing is said. Null: an encoding that is not known.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml | null {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0x3c, 0x00, 0x3f, 0x00))
    return { text: decode(bytes, 'utf-16le'), replaced: false }
  if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0x00, 0x3c, 0x00, 0x3f))
    return { text: decode(bytes, 'utf-16be'), replaced: false }
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf)
  const body = marked ? bytes.subarray(3) : bytes
  const said = declaredEncoding(body)
  const encoding = marked || said === null ? 'utf-8' : known[said]
  if (encoding === undefined) return null
  if (encoding === 'windows-1252' || encoding === 'iso-8859-15')
    return { text: decode(body, encoding), replaced: false }
  // The declaration was readable as ASCII, so a declared UTF-16 is not true (appendix F.1).
  const valid = isUtf8(body)
  return {
    text: decode(body, valid ? 'utf-8' : 'windows-1252'),
    replaced: !valid || encoding === 'utf-16',
  }
}
