/**
 * Streaming decoder of a Content-Transfer-Encoding (RFC 2045 §6). Output does not depend on how the
 * input is cut. Tolerant as mail readers are: octets outside the alphabet are passed over, a broken
 * `=` of quoted-printable stays.
 */
export interface TransferDecoder {
  /** Nothing of the input is held back: from here on a new decoder would do the same. */
  readonly rests: boolean
  write(chunk: Uint8Array): Uint8Array
  finish(): Uint8Array
}

const EMPTY = new Uint8Array(0)

const view = (chunk: Uint8Array): Buffer =>
  Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)

class IdentityDecoder implements TransferDecoder {
  readonly rests = true

  write(chunk: Uint8Array): Uint8Array {
    return chunk
  }
  finish(): Uint8Array {
    return EMPTY
  }
}

/** RFC 2045 §6.8. What follows the padding is no data any more. */
class Base64Decoder implements TransferDecoder {
  private held = ''
  private ended = false

  get rests(): boolean {
    return this.held === '' && !this.ended
  }

  write(chunk: Uint8Array): Uint8Array {
    if (this.ended) return EMPTY
    let text =
      this.held +
      view(chunk)
        .toString('latin1')
        .replace(/[^A-Za-z0-9+/=]+/g, '')
    const padding = text.indexOf('=')
    if (padding >= 0) {
      this.ended = true
      this.held = ''
      return Buffer.from(text.slice(0, padding), 'base64')
    }
    const whole = text.length - (text.length % 4)
    this.held = text.slice(whole)
    text = text.slice(0, whole)
    return Buffer.from(text, 'base64')
  }

  finish(): Uint8Array {
    const rest = Buffer.from(this.held, 'base64')
    this.held = ''
    return rest
  }
}

const hexValue = (c: number): number => {
  if (c >= 48 && c <= 57) return c - 48
  if (c >= 65 && c <= 70) return c - 55
  return c >= 97 && c <= 102 ? c - 87 : -1
}

/** RFC 2045 §6.7: soft line breaks, blanks at the end of a line are not data. */
class QuotedPrintableDecoder implements TransferDecoder {
  private held: Buffer = Buffer.alloc(0)

  get rests(): boolean {
    return this.held.length === 0
  }

  write(chunk: Uint8Array): Uint8Array {
    const input = this.held.length === 0 ? view(chunk) : Buffer.concat([this.held, chunk])
    const lastLineFeed = input.lastIndexOf(10)
    // A line is decoded when it is whole, or when it is longer than any honest one.
    const cut = lastLineFeed < 0 && input.length > 65_536 ? input.length - 3 : lastLineFeed + 1
    this.held = Buffer.from(input.subarray(cut))
    return decodeQuotedPrintable(input.subarray(0, cut))
  }

  finish(): Uint8Array {
    const rest = decodeQuotedPrintable(this.held)
    this.held = Buffer.alloc(0)
    return rest
  }
}

function decodeQuotedPrintable(input: Buffer): Buffer {
  const output = Buffer.allocUnsafe(input.length)
  let length = 0
  let i = 0
  while (i < input.length) {
    const c = input[i]!
    if (c === 61) {
      const high = hexValue(input[i + 1] ?? 0)
      const low = hexValue(input[i + 2] ?? 0)
      if (high >= 0 && low >= 0) {
        output[length++] = high * 16 + low
        i += 3
        continue
      }
      const next = blanksEnd(input, i + 1)
      if (next < input.length && input[next] === 13 && input[next + 1] === 10) {
        i = next + 2
        continue
      }
      if (next >= input.length || input[next] === 10) {
        i = next + 1
        continue
      }
    } else if (c === 32 || c === 9) {
      const next = blanksEnd(input, i)
      const end = next >= input.length || input[next] === 10 || input[next] === 13
      if (!end) length += input.copy(output, length, i, next)
      i = next
      continue
    }
    output[length++] = c
    i++
  }
  return output.subarray(0, length)
}

function blanksEnd(input: Buffer, start: number): number {
  let i = start
  while (i < input.length && (input[i] === 32 || input[i] === 9)) i++
  return i
}

/**
 * An unknown encoding is read as if there were none (RFC 2045 §6.4 asks readers not to guess
 * further).
 */
export function transferDecoder(encoding: string): TransferDecoder {
  if (encoding === 'base64') return new Base64Decoder()
  if (encoding === 'quoted-printable') return new QuotedPrintableDecoder()
  return new IdentityDecoder()
}

/** Decodes a whole body at once. `encoding` in lower case, as MimePart gives it. */
export function decodeTransfer(encoding: string, octets: Uint8Array): Uint8Array {
  const decoder = transferDecoder(encoding)
  const body = decoder.write(octets)
  const rest = decoder.finish()
  return rest.length === 0 ? body : Buffer.concat([body, rest])
}
