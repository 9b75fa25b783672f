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

/** At most `max` characters, never half of a surrogate pair. */
function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}

/**
 * One line of text from the first octets of a text part. Quoted lines and the signature of plain text are left
 * out when something else remains.
 */
export function previewOf(head: PartHead, octets: Uint8Array): string {
  const decoded = decodeTransfer(head.encoding, octets)
  const charset = Object.hasOwn(head.parameters, 'charset') ? head.parameters.charset! : ''
  const text = decodeCharset(decoded, charset)
  // A cut in the middle of a character leaves a replacement sign at the end.
  const clean = (head.subtype === 'html' ? htmlText(text) : withoutQuotes(text))
    .replace(/\ufffd+$/, '')
    .replace(/[\s\p{Cc}\u200b-\u200f\u2028-\u202e\u2060\ufeff]+/gu, ' ')
    .trim()
  return cutText(clean, limits.previewCharactersMax).trimEnd()
}

function withoutQuotes(text: string): string {
  const signature = text.search(/^-- \r?$/m)
  const own = signature > 0 ? text.slice(0, signature) : text
  const kept = own.replace(/^>.*$/gm, '')
  return /\S/.test(kept) ? kept : text
}
