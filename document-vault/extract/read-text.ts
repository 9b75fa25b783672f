import { ok } from '../../domain/result.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { decodeText, looksLikeText } from './text-decoding.js'

const titleCharactersMax = 200

/** Plain text: its first line is the title, when it is short enough to be one. */
export function readText(bytes: Uint8Array): ReadingResult {
  const text = decodeText(bytes)
  if (!looksLikeText(text)) return unread('unsupported', 'binary')
  const first = /^\s*([^\r\n]*)/.exec(text)![1]!.trim()
  const title = first.length <= titleCharactersMax ? first : ''
  return ok(textReading({ format: 'text', mediaType: 'text/plain', title, text }))
}
