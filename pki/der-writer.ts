/**
 * DER encoding (ITU-T X.690 §10-11), just what certificates, CRLs and PKCS#12 need. Written here
 * because issuing must stay synchronous, and because tests need exact control over every octet.
 */
type Octets = Uint8Array

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const octets = Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets])
}

/** One tag-length-value. `tag` is the whole identifier octet. */
export function tlv(tag: number, ...contents: readonly Octets[]): Buffer {
  const length = contents.reduce((sum, c) => sum + c.length, 0)
  return Buffer.concat([Buffer.from([tag]), lengthOctets(length), ...contents])
}

function oidContents(dotted: string): Buffer {
  const arcs = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const arc of [arcs[0]! * 40 + arcs[1]!, ...arcs.slice(2)]) {
    const group = [arc % 128]
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      group.unshift(0x80 | (rest % 128))
    octets.push(...group)
  }
  return Buffer.from(octets)
}

function integerContents(value: number | bigint | Octets): Buffer {
  if (value instanceof Uint8Array) {
    // Unsigned big-endian octets: shortest form, with a zero in front of a set high bit (X.690
    // §8.3).
    let start = 0
    while (start < value.length - 1 && value[start] === 0) start++
    const octets = Buffer.from(value.subarray(start))
    return octets[0]! & 0x80 ? Buffer.concat([Buffer.of(0), octets]) : octets
  }
  const hex = BigInt(value).toString(16)
  return integerContents(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'))
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050, always in Z with seconds. */
function timeOctets(at: number): Buffer {
  const d = new Date(at)
  const rest =
    twoDigits(d.getUTCMonth() + 1) +
    twoDigits(d.getUTCDate()) +
    twoDigits(d.getUTCHours()) +
    twoDigits(d.getUTCMinutes()) +
    twoDigits(d.getUTCSeconds())
  const year = d.getUTCFullYear()
  return year >= 1950 && year < 2050
    ? tlv(0x17, Buffer.from(`${twoDigits(year % 100)}${rest}Z`, 'ascii'))
    : tlv(0x18, Buffer.from(`${String(year).padStart(4, '0')}${rest}Z`, 'ascii'))
}

/**
 * Bits by position, the first one being bit 0 (KeyUsage, RFC 5280 §4.2.1.3); trailing zeros cut.
 */
function namedBits(positions: readonly number[]): Buffer {
  const highest = Math.max(...positions)
  const octets = Buffer.alloc(Math.floor(highest / 8) + 1)
  for (const p of positions) octets[p >> 3]! |= 0x80 >> (p & 7)
  return tlv(0x03, Buffer.of(7 - (highest & 7)), octets)
}

const BMP_HIGH_FIRST = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

export const der = {
  tlv,
  sequence: (...items: readonly Octets[]): Buffer => tlv(0x30, ...items),
  /** SET OF in DER: elements in ascending order of their encodings (X.690 §11.6). */
  setOf: (...items: readonly Octets[]): Buffer => tlv(0x31, ...[...items].sort(Buffer.compare)),
  integer: (value: number | bigint | Octets): Buffer => tlv(0x02, integerContents(value)),
  enumerated: (value: number): Buffer => tlv(0x0a, Buffer.of(value)),
  oid: (dotted: string): Buffer => tlv(0x06, oidContents(dotted)),
  boolean: (value: boolean): Buffer => tlv(0x01, Buffer.of(value ? 0xff : 0)),
  nothing: (): Buffer => tlv(0x05),
  octets: (...contents: readonly Octets[]): Buffer => tlv(0x04, ...contents),
  bits: (contents: Octets): Buffer => tlv(0x03, Buffer.of(0), contents),
  namedBits,
  utf8: (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8')),
  printable: (text: string): Buffer => tlv(0x13, Buffer.from(text, 'ascii')),
  ia5: (text: string): Buffer => tlv(0x16, Buffer.from(text, 'ascii')),
  bmp: (text: string): Buffer => tlv(0x1e, BMP_HIGH_FIRST(text)),
  time: timeOctets,
  /** Context-specific, constructed: `[n] EXPLICIT` around whole values, or an implicit sequence. */
  explicit: (n: number, ...items: readonly Octets[]): Buffer => tlv(0xa0 | n, ...items),
  /** Context-specific, primitive: `[n] IMPLICIT` of a primitive type. */
  implicit: (n: number, contents: Octets): Buffer => tlv(0x80 | n, contents),
}
