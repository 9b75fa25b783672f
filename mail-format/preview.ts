import { limits } from '../domain/limits.js'
import { decodeCharset } from './charset.js'
import { htmlText } from './html-text.js'
import type { PartHead } from './part-head.js'
import { decodeTransfer } from './transfer-decoding.js'

/** Parts whose beginning is shown in a list of messages. */
export const isPreviewable = (head: PartHead): boolean =>
  head.type === 'text' &&
  (head.subtype === 'plain' || head.subtype === 'html') &&
  head.disposition !== 'attachment'

/** HTML has much that is no text at its head. */
export const previewSourceBytes = (head: PartHead): number =>
  head.subtype === 'html' ? limits.previewSourceBytesMax : limits.previewSourceBytesMax / 4

/** At most `max` characters, never half of a surrogate pair. */
function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}

// Blanks, controls, and the invisible characters that newsletters pad their first lines with.
const GAPS = /[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+/g

const oneLine = (text: string): string => text.replace(GAPS, ' ').trim()

/**
 * One line of text from the first octets of a text part. Quoted lines and the signature of plain
 * text are left out when something else remains.
 */
export function previewOf(head: PartHead, octets: Uint8Array): string {
  const decoded = decodeTransfer(head.encoding, octets)
  const charset = Object.hasOwn(head.parameters, 'charset') ? head.parameters.charset! : ''
  // A cut in the middle of a character leaves a replacement sign at the end.
  const text = decodeCharset(decoded, charset).replace(/\ufffd$/, '')
  if (head.subtype === 'html') return cutText(oneLine(htmlText(text)), limits.previewCharactersMax)
  const own = ownWords(text)
  return cutText(own === '' ? oneLine(text) : own, limits.previewCharactersMax).trimEnd()
}

/** Lines of the writer: neither quoted (RFC 3676 §4.5) nor after the signature mark (§4.3). */
function ownWords(text: string): string {
  let words = ''
  let start = 0
  while (start < text.length && words.length < limits.previewCharactersMax) {
    const lf = text.indexOf('\n', start)
    const end = lf < 0 ? text.length : lf
    const line = text.slice(start, Math.min(end, start + 4 * limits.previewCharactersMax))
    start = end + 1
    if (line.startsWith('>')) continue
    if (line === '-- ' || line === '-- \r') break
    const clean = oneLine(line)
    if (clean !== '') words += words === '' ? clean : ` ${clean}`
  }
  return words
}
