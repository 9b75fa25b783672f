import { documentLimits } from '../domain/document-limits.js'

/** One MAPI property of a TNEF stream; of a list of values, the first. */
export interface MapiProperty {
  readonly id: number
  /** Strings, binaries and objects; null for numbers. */
  readonly bytes: Uint8Array | null
  readonly isUnicode: boolean
  /** 32-bit integers; null for all else. */
  readonly number: number | null
}

/** Octets of one value on the wire, padded to four (MS-OXTNEF §2.1.3.4.4). */
const fixedBytes: Readonly<Record<number, number>> = {
  2: 4, // Integer16
  3: 4, // Integer32
  4: 4, // Floating32
  5: 8, // Floating64
  6: 8, // Currency
  7: 8, // FloatingTime
  10: 4, // ErrorCode
  11: 4, // Boolean
  20: 8, // Integer64
  64: 8, // Time
  72: 16, // Guid
}
const types = { integer32: 3, object: 13, string8: 30, unicode: 31, binary: 258 } as const
const variable = new Set<number>([types.object, types.string8, types.unicode, types.binary])
const manyValues = 0x1000
/** Properties from here on carry a name before their value. */
const namedFrom = 0x8000

const padded = (length: number): number => length + ((4 - (length % 4)) % 4)

/** Reads forward; every answer is null beyond the end. */
class PropertyCursor {
  at = 0
  private readonly view: DataView

  constructor(private readonly data: Uint8Array) {
    this.view = new DataView(data.buffer, data.byteOffset, data.length)
  }

  /** Null at the end. */
  uint32(): number | null {
    if (this.at + 4 > this.data.length) return null
    this.at += 4
    return this.view.getUint32(this.at - 4, true)
  }

  take(length: number): Uint8Array | null {
    if (this.at + length > this.data.length) return null
    const taken = this.data.subarray(this.at, this.at + length)
    // The padding of the last value may be left out.
    this.at = Math.min(this.at + padded(length), this.data.length)
    return taken
  }

  /** GUID and kind, then a number or a text. False beyond the end. */
  skipName(): boolean {
    if (this.take(16) === null) return false
    const kind = this.uint32()
    const said = this.uint32()
    if (kind === null || said === null) return false
    return kind === 0 || this.take(said) !== null
  }
}

function readValue(cursor: PropertyCursor, tag: number): MapiProperty | null {
  const isList = (tag & manyValues) !== 0
  const type = tag & 0xffff & ~manyValues
  const id = tag >>> 16
  if (id >= namedFrom && !cursor.skipName()) return null
  const isVariable = variable.has(type)
  const count = isList || isVariable ? cursor.uint32() : 1
  if (count === null || count > documentLimits.winmailPropertiesMax) return null
  let first: Uint8Array | null = null
  // Lists of 16-bit integers are packed, and padded at their end alone.
  if (isList && type === 2) return cursor.take(count * 2) && empty(id)
  for (let value = 0; value < count; value++) {
    const length = isVariable ? cursor.uint32() : fixedBytes[type]
    if (length === null || length === undefined) return null
    const taken = cursor.take(length)
    if (taken === null) return null
    first ??= taken
  }
  // An object is an embedded message or an OLE storage behind its interface identifier.
  if (first === null || type === types.object) return empty(id)
  if (isVariable) return { id, bytes: first, isUnicode: type === types.unicode, number: null }
  const isNumber = type === types.integer32
  return { ...empty(id), number: isNumber ? Buffer.from(first).readUInt32LE(0) : null }
}

const empty = (id: number): MapiProperty => ({ id, bytes: null, isUnicode: false, number: null })

/** The properties of attMsgProps or attAttachment; null when they are malformed. */
export function readMapiProperties(data: Uint8Array): readonly MapiProperty[] | null {
  const cursor = new PropertyCursor(data)
  const count = cursor.uint32()
  if (count === null || count > documentLimits.winmailPropertiesMax) return null
  const properties: MapiProperty[] = []
  for (let at = 0; at < count; at++) {
    const tag = cursor.uint32()
    const property = tag === null ? null : readValue(cursor, tag)
    if (property === null) return null
    properties.push(property)
  }
  return properties
}
