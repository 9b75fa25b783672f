/** Transfer encodings (RFC 2045 §6) undone as a stream, and charsets. Never throws, whatever the octets. */

/** Longest quoted-printable line held back; RFC 2045 §6.7 allows 76 characters. */
const heldLineBytesMax = 65_536

async function* decodeBase64(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let held = ''
  for await (const chunk of source) {
    const text = held + Buffer.from(chunk).toString('latin1')
    const end = text.indexOf('=')
    const clean = (end < 0 ? text : text.slice(0, end)).replace(/[^A-Za-z0-9+/]/g, '')
    const whole = end < 0 ? clean.length - (clean.length % 4) : clean.length
    if (whole > 0) yield Buffer.from(clean.slice(0, whole), 'base64')
    if (end >= 0) return
    held = clean.slice(whole)
  }
  if (held !== '') yield Buffer.from(held, 'base64')
}

/** RFC 2045 §6.7: soft line breaks go, blanks before a line end go, `=XX` is an octet. */
const unquote = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/[ \t]+(?=\r?\n)/g, '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    'latin1',
  )

async function* decodeQuotedPrintable(
  source: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  let held = ''
  for await (const chunk of source) {
    const text = held + Buffer.from(chunk).toString('latin1')
    const cut = text.lastIndexOf('\n') + 1
    if (cut > 0) yield unquote(text.slice(0, cut))
    held = text.slice(cut)
    // A soft break that is cut in two would come back as text, so a whole line is awaited, within a bound.
    if (held.length > heldLineBytesMax) {
      yield unquote(held)
      held = ''
    }
  }
  if (held !== '') yield unquote(held.replace(/=\s*$/, ''))
}

export function decodeTransfer(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncIterable<Uint8Array> {
  if (encoding === 'base64') return decodeBase64(source)
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(source)
  return source
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

/** A charset label of the WHATWG list; US-ASCII, none or an unknown one is read as UTF-8, then as windows-1252. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  const label = charset.trim().toLowerCase()
  if (label !== '' && label !== 'us-ascii' && label !== 'ascii') {
    try {
      return new TextDecoder(label).decode(bytes)
    } catch {
      // RangeError: a label that nobody knows. Fall through to the guess.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
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
