import { documentLimits } from '../../domain/document-limits.js'

/** One page of a TIFF 6.0 file as its directory describes it; nothing is decoded. */
export interface TiffPage {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly samples: number
  readonly compression: number
  readonly photometric: number
  readonly fillOrder: number
  readonly predictor: number
  readonly faxOptions: number
  readonly rowsPerStrip: number
  readonly strips: readonly Uint8Array[]
  readonly jpegTables: Uint8Array | null
  /** 16 bits each: all reds, all greens, all blues. */
  readonly colours: readonly number[]
  /** Dots an inch; 0 when not said. */
  readonly resolution: readonly [x: number, y: number]
  /** Tiles, planes, or anything that scanners do not write. */
  readonly isExotic: boolean
}

const { tiffPagesMax, tiffEntriesMax, tiffValuesMax } = documentLimits
/** BYTE, ASCII, SHORT, LONG, RATIONAL, and their signed brothers; 0 for what is no TIFF type. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

type Tags = ReadonlyMap<number, readonly number[]>

/** All pages, or null when the file is damaged. Never throws. */
export function tiffPages(bytes: Uint8Array): TiffPage[] | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const little = view.getUint8(0) === 0x49
    const pages: TiffPage[] = []
    const seen = new Set<number>()
    let at = view.getUint32(4, little)
    while (at !== 0 && pages.length < tiffPagesMax && !seen.has(at)) {
      seen.add(at)
      const count = Math.min(tiffEntriesMax, view.getUint16(at, little))
      pages.push(pageOf(bytes, tagsAt(view, at + 2, count, little)))
      at = view.getUint32(at + 2 + view.getUint16(at, little) * 12, little)
    }
    return pages.length === 0 ? null : pages
  } catch {
    // DataView refuses to read past the end.
    return null
  }
}

function tagsAt(view: DataView, from: number, count: number, little: boolean): Tags {
  const tags = new Map<number, readonly number[]>()
  for (let entry = 0; entry < count; entry++) {
    const at = from + entry * 12
    const size = typeBytes[view.getUint16(at + 2, little)] ?? 0
    const length = view.getUint32(at + 4, little)
    if (size === 0 || length > documentLimits.documentBytesMax) continue
    const place = size * length <= 4 ? at + 8 : view.getUint32(at + 8, little)
    const tag = view.getUint16(at, little)
    // Octets of JPEG tables stay where they are.
    if (tag === 347) tags.set(tag, [place, length])
    else tags.set(tag, valuesAt(view, place, size, Math.min(length, tiffValuesMax), little))
  }
  return tags
}

function valuesAt(
  view: DataView,
  place: number,
  size: number,
  length: number,
  little: boolean,
): number[] {
  return Array.from({ length }, (_, index) => {
    const at = place + index * size
    if (size === 1) return view.getUint8(at)
    if (size === 2) return view.getUint16(at, little)
    if (size === 4) return view.getUint32(at, little)
    return view.getUint32(at, little) / Math.max(1, view.getUint32(at + 4, little))
  })
}

function pageOf(bytes: Uint8Array, tags: Tags): TiffPage {
  const one = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise
  const height = one(257, 0)
  const offsets = tags.get(273) ?? []
  const lengths = tags.get(279) ?? []
  const compression = one(259, 1)
  const tables = tags.get(347)
  const samples = one(277, 1)
  // Centimetres when the unit says 3.
  const unit = one(296, 2) === 3 ? 2.54 : 1
  const bits = tags.get(258) ?? [1]
  return {
    width: one(256, 0),
    height,
    bits: bits[0] ?? 1,
    samples,
    compression,
    photometric: one(262, 0),
    fillOrder: one(266, 1),
    predictor: one(317, 1),
    faxOptions: compression === 3 ? one(292, 0) : 0,
    rowsPerStrip: Math.max(1, Math.min(one(278, height), height)),
    strips: offsets.map((offset, index) =>
      bytes.subarray(
        offset,
        offset + (lengths[index] ?? (offsets.length === 1 ? bytes.length : 0)),
      ),
    ),
    jpegTables: tables ? bytes.subarray(tables[0], tables[0]! + tables[1]!) : null,
    colours: tags.get(320) ?? [],
    resolution: [one(282, 0) * unit, one(283, 0) * unit],
    isExotic:
      tags.has(322) ||
      (one(284, 1) !== 1 && samples > 1) ||
      new Set(bits).size > 1 ||
      tags.has(338),
  }
}
