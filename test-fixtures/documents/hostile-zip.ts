import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip that no honest writer makes. What is not said is true. */
export interface HostileEntry {
  readonly name: string
  readonly bytes?: Uint8Array
  readonly stored?: boolean
  /** General purpose bits: 1 encrypted, 0x800 UTF-8 (default). */
  readonly flags?: number
  readonly method?: number
  /** Unix mode, e.g. 0o120777 for a symbolic link. */
  readonly mode?: number
  readonly declaredBytes?: number
  readonly declaredCrc?: number
  /** Shares the local header of the entry with this index. */
  readonly sameAs?: number
}

interface Placed {
  readonly entry: HostileEntry
  readonly offset: number
  readonly packed: Uint8Array
  readonly bytes: Uint8Array
}

/** The fields that local and central headers share, from the version on. */
function common({ entry, packed, bytes }: Placed): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(entry.flags ?? 0x800, 2)
  fields.writeUInt16LE(entry.method ?? (entry.stored === true ? 0 : 8), 4)
  fields.writeUInt32LE(entry.declaredCrc ?? crc32(bytes), 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(entry.declaredBytes ?? bytes.length, 18)
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 22)
  return fields
}

const signed = (signature: number): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(signature)
  return buffer
}

function central(placed: Placed): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(((placed.entry.mode ?? 0o100644) << 16) >>> 0, 6)
  rest.writeUInt32LE(placed.offset, 10)
  // Version made by: Unix.
  const madeBy = Buffer.from([20, 3])
  const name = Buffer.from(placed.entry.name)
  return Buffer.concat([signed(0x02014b50), madeBy, common(placed), rest, name])
}

/** The bytes of a zip with these entries, lies included. */
export function hostileZip(entries: readonly HostileEntry[], announced = entries.length): Buffer {
  const placed: Placed[] = []
  const files: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const shared = entry.sameAs === undefined ? undefined : placed[entry.sameAs]
    if (shared !== undefined) {
      placed.push({ ...shared, entry })
      continue
    }
    const bytes = entry.bytes ?? Buffer.from('fictif')
    const packed = entry.stored === true ? bytes : deflateRawSync(bytes)
    const here = { entry, offset, packed, bytes }
    placed.push(here)
    const file = Buffer.concat([signed(0x04034b50), common(here), Buffer.from(entry.name), packed])
    files.push(file)
    offset += file.length
  }
  const directory = Buffer.concat(placed.map(central))
  const end = Buffer.alloc(18)
  end.writeUInt16LE(announced, 4)
  end.writeUInt16LE(announced, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, directory, signed(0x06054b50), end])
}
