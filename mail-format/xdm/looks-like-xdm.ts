import { documentLimits } from '../../domain/document-limits.js'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endBytes = 22
/** The comment after the end record has a length of 16 bits (APPNOTE 4.3.16). */
const commentBytesMax = 65_535

/** Some writers leave folders out, down to the root; books have one of their own in META-INF. */
const metadataName = /^(?!(?:.*\/)?meta-inf\/)(?:.*\/)?metadata\.xml$/i

/** Offset of the end record; -1 when there is none. */
function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - commentBytesMax); at--)
    if (view.getUint32(at, true) === endSignature) return at
  return -1
}

/**
 * Cheap: whether a zip announces the metadata of an XDM archive, by its central directory. Office
 * files and other zips answer no. Says nothing of the archive being sound.
 */
export function looksLikeXdm(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < endBytes || view.getUint16(0, true) !== 0x4b50) return false
  const end = findEnd(view)
  if (end === -1) return false
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry <= documentLimits.archiveEntriesMax; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return false
    const nameLength = view.getUint16(at + 28, true)
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('latin1')
    if (metadataName.test(name.replaceAll('\\', '/'))) return true
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return false
}
