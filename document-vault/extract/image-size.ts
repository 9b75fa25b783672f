import { documentLimits } from '../../domain/document-limits.js'

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/**
 * Width and height as the header announces them, before anything is decoded; null when it says
 * none. TIFF is read page by page elsewhere.
 */
export function imageSize(bytes: Uint8Array, mediaType: string): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    switch (mediaType) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) }
      case 'image/gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
      case 'image/bmp':
        return bmpSize(view)
      case 'image/webp':
        return webpSize(view)
      case 'image/jpeg':
        return jpegSize(view)
      default:
        return null
    }
  } catch {
    // A header cut short: DataView refuses to read past the end.
    return null
  }
}

export const isTooBigImage = ({ width, height }: ImageSize): boolean =>
  width * height > documentLimits.imagePixelsMax ||
  Math.max(width, height) > documentLimits.imageSideMax

const bmpSize = (view: DataView): ImageSize => ({
  width: Math.abs(view.getInt32(18, true)),
  height: Math.abs(view.getInt32(22, true)),
})

function webpSize(view: DataView): ImageSize | null {
  const form = view.getUint32(12)
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (form === 0x56503858) return { width: three(24) + 1, height: three(27) + 1 } // VP8X
  if (form === 0x5650384c) {
    // VP8L: 14 bits each.
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  const width = view.getUint16(26, true) & 0x3fff
  return { width, height: view.getUint16(28, true) & 0x3fff }
}

/** Segments up to a start of frame (ITU-T T.81 §B.1.1.3): C0-CF but for C4, C8 and CC. */
function jpegSize(view: DataView): ImageSize | null {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) {
      at++
      continue
    }
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += 2 + (isBare ? 0 : view.getUint16(at + 2))
  }
  return null
}
