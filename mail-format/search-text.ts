import { isAscii, isUtf8 } from 'node:buffer'
import { limits } from '../domain/limits.js'
import { decodeCharset } from './charset.js'
import { parseHeaderFields } from './header-fields.js'
import { htmlText } from './html-text.js'
import type { MimePart } from './scanned-message.js'
import { foldHeader } from './search-header.js'
import type { TextFolder } from './text-folding.js'
import { decodeTransfer } from './transfer-decoding.js'

/** Octets `[start, end)` of the message. */
export type ReadOctets = (start: number, end: number) => Uint8Array

/** The header block of a part as a binary string with its fields. */
export function headerOf(part: MimePart, read: ReadOctets) {
  const { headerStart, bodyStart } = part
  const end = Math.min(bodyStart, headerStart + limits.headerBlockBytesMax)
  const octets = read(headerStart, end)
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1')
  return { text, fields: parseHeaderFields(text).fields }
}

/**
 * Adds what SEARCH BODY looks into (RFC 9051 §6.4.4), folded, one part a line: the text of all text
 * parts, the names of attachments, headers and texts of enclosed messages. `root` comes from the
 * scanner; never throws unless `read` does.
 */
export function foldBody(root: MimePart, read: ReadOctets, folder: TextFolder): void {
  // Depth is bounded by the scanner (limits.mimeDepthMax).
  const visit = (part: MimePart): void => {
    if (part.fileName !== null) {
      folder.addText(part.fileName)
      folder.endLine()
    }
    for (const child of part.children) visit(child)
    if (part.message !== null) {
      foldHeader(headerOf(part.message.root, read), folder)
      visit(part.message.root)
    } else if (part.type === 'text' && part.end > part.bodyStart) {
      foldPart(part, read(part.bodyStart, part.end), folder)
      folder.endLine()
    }
  }
  visit(root)
}

const parameter = (part: MimePart, name: string): string =>
  Object.hasOwn(part.parameters, name) ? part.parameters[name]!.toLowerCase() : ''

/** Charsets whose octets are UTF-8 already, when they are valid. */
const utf8Names: ReadonlySet<string> = new Set(['', 'utf-8', 'utf8', 'us-ascii', 'ascii'])
/** Charsets of which octets below 80 are not all ASCII. */
const SHIFTED = /^(?:utf-?(?:7|16|32)|ucs|iso-2022|iso646|hz-|unicode|cp037|ibm|ebcdic)/

function foldPart(part: MimePart, encoded: Uint8Array, folder: TextFolder): void {
  const octets = decodeTransfer(part.encoding, encoded)
  const charset = parameter(part, 'charset').trim()
  if (part.subtype === 'html') {
    const shown = octets.subarray(0, limits.searchedHtmlBytesMax)
    folder.addText(htmlText(decodeCharset(shown, charset)))
    return
  }
  const isUnicode =
    (utf8Names.has(charset) && isUtf8(octets)) || (!SHIFTED.test(charset) && isAscii(octets))
  // RFC 3676 §4: a soft-wrapped line is one line to the reader; folding blanks makes it one.
  if (isUnicode) folder.addUtf8(octets)
  else folder.addText(decodeCharset(octets, charset))
}
