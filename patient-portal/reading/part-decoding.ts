import { decodeCharset } from '../../mail-format/charset.js'
import { transferDecoder } from '../../mail-format/transfer-decoding.js'

/** Undoes a transfer encoding (RFC 2045 §6) as a stream. Never throws for what the octets say. */
export async function* decodeTransfer(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncIterable<Uint8Array> {
  const decoder = transferDecoder(encoding)
  for await (const chunk of source) {
    const octets = decoder.write(chunk)
    if (octets.length > 0) yield octets
  }
  const rest = decoder.finish()
  if (rest.length > 0) yield rest
}

/** At most `bytesMax` octets; `isWhole` is false when there was more. */
export async function collect(
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    const room = bytesMax - length
    chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    length += Math.min(chunk.length, room)
    if (chunk.length > room) return { bytes: Buffer.concat(chunks), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}

/** The one common charset of mail that mail-format's tables lack. */
const byPlatform = new Set(['iso-2022-jp', 'csiso2022jp'])

/**
 * Text of octets in a charset of mail; see mail-format/charset.ts for unknown and missing labels.
 */
export function decodeText(bytes: Uint8Array, charset: string): string {
  return byPlatform.has(charset.trim().toLowerCase())
    ? new TextDecoder('iso-2022-jp').decode(bytes)
    : decodeCharset(bytes, charset)
}

/**
 * A cut text, up to its last blank or line end: half a character would make all of it look like
 * another charset.
 */
export const wholeWords = (bytes: Buffer): Buffer => {
  const end = Math.max(bytes.lastIndexOf(0x20), bytes.lastIndexOf(0x0a))
  return end > 0 ? bytes.subarray(0, end) : bytes
}

/** Octets after decoding, close enough to show a size: base64 lines are 76 characters and CRLF. */
export function decodedBytes(encodedBytes: number, encoding: string): number {
  return encoding === 'base64' ? Math.floor((encodedBytes * 57) / 78) : encodedBytes
}

/** RFC 3676 §4: lines that end in a blank flow into the next one; `-- ` is a signature mark. */
export function unflow(text: string): string {
  const out: string[] = []
  let open = false
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>+/.exec(line)?.[0].length ?? 0
    const stuffed = depth === 0 && line.startsWith(' ') ? line.slice(1) : line
    if (open && depth === 0) out[out.length - 1] += stuffed
    else out.push(stuffed)
    open = depth === 0 && stuffed.endsWith(' ') && stuffed !== '-- '
  }
  return out.join('\n')
}
