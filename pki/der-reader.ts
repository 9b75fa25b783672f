/**
 * A strict DER reader (ITU-T X.690 §8, §10). Certificates come from strangers, so the reader takes
 * one form only: definite and shortest lengths, single-octet tags, no trailing octets.
 */
export class DerFault extends Error {}

export interface DerValue {
  /** The identifier octet. */
  readonly tag: number
  readonly contents: Buffer
  /** Tag, length and contents. */
  readonly encoding: Buffer
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

function readAt(bytes: Buffer, offset: number): DerValue {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw new DerFault('truncated')
  if ((tag & 0x1f) === 0x1f) throw new DerFault('long tag')
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new DerFault('length form')
    if (start + count > bytes.length) throw new DerFault('truncated')
    length = bytes.readUIntBE(start, count)
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw new DerFault('length not shortest')
    start += count
  }
  if (start + length > bytes.length) throw new DerFault('truncated')
  const end = start + length
  return { tag, contents: bytes.subarray(start, end), encoding: bytes.subarray(offset, end) }
}

/** Exactly one value that fills the octets. */
export function readDer(octets: Uint8Array): DerValue {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
  const value = readAt(bytes, 0)
  if (value.encoding.length !== bytes.length) throw new DerFault('trailing octets')
  return value
}

/** The values inside a constructed value. */
export function children(value: DerValue): DerValue[] {
  const list: DerValue[] = []
  for (let at = 0; at < value.contents.length; ) {
    const child = readAt(value.contents, at)
    list.push(child)
    at += child.encoding.length
  }
  return list
}

export function expectTag(value: DerValue | undefined, tag: number): DerValue {
  if (value === undefined || value.tag !== tag) throw new DerFault('unexpected type')
  return value
}

export const sequenceItems = (value: DerValue | undefined): DerValue[] =>
  children(expectTag(value, derTag.sequence))

export function readOid(value: DerValue | undefined): string {
  const { contents } = expectTag(value, derTag.oid)
  if (contents.length === 0 || contents.at(-1)! & 0x80) throw new DerFault('OID')
  const arcs: bigint[] = []
  let arc = 0n
  let fresh = true
  for (const octet of contents) {
    if (fresh && octet === 0x80) throw new DerFault('OID')
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    fresh = (octet & 0x80) === 0
    if (fresh) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const head = arcs[0]! < 40n ? 0n : arcs[0]! < 80n ? 1n : 2n
  return [head, arcs[0]! - head * 40n, ...arcs.slice(1)].join('.')
}

/** The contents of an INTEGER in shortest form (X.690 §8.3.2). */
export function integerOctets(value: DerValue | undefined): Buffer {
  const { contents } = expectTag(value, derTag.integer)
  if (contents.length === 0) throw new DerFault('INTEGER')
  const high = contents[0]!
  if (contents.length > 1 && (high === 0 || high === 0xff))
    if ((high & 0x80) === (contents[1]! & 0x80)) throw new DerFault('INTEGER not shortest')
  return contents
}

/** A small non-negative INTEGER. */
export function readSmallInteger(value: DerValue | undefined): number {
  const octets = integerOctets(value)
  if (octets[0]! & 0x80 || octets.length > 5) throw new DerFault('INTEGER out of range')
  return octets.readUIntBE(0, octets.length)
}

export function readBoolean(value: DerValue | undefined): boolean {
  const { contents } = expectTag(value, derTag.boolean)
  if (contents.length !== 1 || (contents[0] !== 0 && contents[0] !== 0xff))
    throw new DerFault('BOOLEAN')
  return contents[0] === 0xff
}

/** A BIT STRING of whole octets: signatures and keys. */
export function readOctetBits(value: DerValue | undefined): Buffer {
  const { contents } = expectTag(value, derTag.bits)
  if (contents[0] !== 0) throw new DerFault('BIT STRING')
  return contents.subarray(1)
}

/** Positions of the bits that are set in a named BIT STRING. */
export function readNamedBits(value: DerValue | undefined): ReadonlySet<number> {
  const { contents } = expectTag(value, derTag.bits)
  const unused = contents[0]
  if (unused === undefined || unused > 7 || (contents.length === 1 && unused !== 0))
    throw new DerFault('BIT STRING')
  const set = new Set<number>()
  for (let i = 0; i < (contents.length - 1) * 8 - unused; i++)
    if (contents[1 + (i >> 3)]! & (0x80 >> (i & 7))) set.add(i)
  return set
}

/** RFC 5280 §4.1.2.5: seconds always present, always Z, no fraction. Milliseconds since 1970. */
export function readTime(value: DerValue | undefined): number {
  const text = value?.contents.toString('latin1') ?? ''
  const utc = value?.tag === derTag.utcTime && /^\d{12}Z$/.test(text)
  const generalized = value?.tag === derTag.generalizedTime && /^\d{14}Z$/.test(text)
  if (!utc && !generalized) throw new DerFault('time')
  const full = utc ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const iso = full.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const at = Date.parse(iso)
  // 30 February and hour 24 are refused: the date must read back as it was written.
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso.replace('Z', '.000Z'))
    throw new DerFault('time')
  return at
}
