import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { ReadingFault } from './reading.js'

/** By name, as packed. */
export type OfficeParts = ReadonlyMap<string, Uint8Array>

const mebibyte = 1_048_576

/**
 * The named parts of an Office file, unpacked within bounds of number, size and ratio; what else is
 * packed in it (pictures, macros, other archives) is never unpacked.
 */
export async function officeParts(
  bytes: Uint8Array,
  wanted: RegExp,
): Promise<Result<OfficeParts, ReadingFault>> {
  const parts = new Map<string, Uint8Array>()
  let zip: ZipFile | null = null
  try {
    zip = await opened(bytes)
    if (zip.entryCount > documentLimits.archiveEntriesMax)
      return err({ fault: 'too-big', detail: 'too-many-entries' })
    for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
      if (!wanted.test(entry.fileName) || parts.has(entry.fileName)) continue
      if (entry.isEncrypted()) return err({ fault: 'encrypted', detail: 'zip' })
      if (isBomb(entry)) return err({ fault: 'too-big', detail: 'ratio-exceeded' })
      parts.set(entry.fileName, await unpacked(zip, entry))
    }
    return ok(parts)
  } catch {
    return err({ fault: 'malformed', detail: 'zip' })
  } finally {
    zip?.close()
  }
}

/** The announced size binds: yauzl stops a stream that gives more. */
const isBomb = ({ compressedSize, uncompressedSize }: Entry): boolean =>
  uncompressedSize > documentLimits.officePartBytesMax ||
  (uncompressedSize > mebibyte &&
    uncompressedSize / Math.max(1, compressedSize) > documentLimits.archiveRatioMax)

const opened = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    fromBuffer(buffer, { lazyEntries: true, strictFileNames: false }, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })

const nextEntry = (zip: ZipFile): Promise<Entry | null> =>
  new Promise((resolve, reject) => {
    const done = (answer: () => void) => () => {
      zip.removeAllListeners()
      answer()
    }
    zip.once('entry', (entry: Entry) => done(() => resolve(entry))())
    zip.once(
      'end',
      done(() => resolve(null)),
    )
    zip.once('error', (error: Error) => done(() => reject(error))())
    zip.readEntry()
  })

const unpacked = (zip: ZipFile, entry: Entry): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('error', reject)
      stream.on('end', () => resolve(Buffer.concat(pieces)))
    })
  })
