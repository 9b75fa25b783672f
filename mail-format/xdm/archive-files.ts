/**
 * The files of a hostile zip, unpacked in memory within bounds (domain/document-limits.ts). Names
 * are judged here and never reach a file system.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import * as yauzl from 'yauzl'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { archiveFileName } from './archive-file-name.js'
import type { XdmFault } from './xdm-archive.js'

export interface ArchiveFile {
  /** Folders parted by `/`. */
  readonly name: string
  /** False: folders were parted by backslashes. */
  readonly isPortable: boolean
  readonly bytes: Uint8Array
}

/** Above this a file may not be packed tighter than `archiveRatioMax` (short files pack well). */
const ratioBytesMin = 1_000_000

/** Unix mode in the high half of the external attributes: type bits (APPNOTE 4.4.15, stat.h). */
const typeBits = 0o170000
const regular = 0o100000
const folder = 0o040000

function judgeEntry(entry: yauzl.Entry): XdmFault | null {
  // Bit 0: encrypted; bit 13: the central directory is masked (APPNOTE 4.4.4).
  if ((entry.generalPurposeBitFlag & 0x2001) !== 0) return 'encrypted'
  const type = (entry.externalFileAttributes >>> 16) & typeBits
  if (type !== 0 && type !== regular && type !== folder) return 'symbolic-link'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return 'not-a-zip'
  const { compressedSize, uncompressedSize } = entry
  if (uncompressedSize > documentLimits.archiveBytesMax) return 'too-big'
  const isTight = uncompressedSize > compressedSize * documentLimits.archiveRatioMax
  return uncompressedSize > ratioBytesMin && isTight ? 'ratio-exceeded' : null
}

/** The central directory, judged before anything is unpacked. */
async function listEntries(zip: yauzl.ZipFile): Promise<Result<readonly yauzl.Entry[], XdmFault>> {
  if (zip.entryCount > documentLimits.archiveEntriesMax) return err('too-many-entries')
  const entries: yauzl.Entry[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const fault = judgeEntry(entry)
    if (fault !== null) return err(fault)
    total += entry.uncompressedSize
    if (total > documentLimits.archiveBytesMax) return err('too-big')
    if (entry.fileNameRaw.length > documentLimits.archiveNameBytesMax) return err('path-escape')
    entries.push(entry)
  }
  return ok(entries)
}

/** Never more than the directory announced: an entry that lies about its size is a bomb. */
function unpack(packed: Buffer, entry: yauzl.Entry): Result<Buffer, XdmFault> {
  const { uncompressedSize } = entry
  if (entry.compressionMethod === 0) return ok(packed)
  try {
    return ok(inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) }))
  } catch (error) {
    const code = (error as { code?: unknown }).code
    return err(code === 'ERR_BUFFER_TOO_LARGE' ? 'ratio-exceeded' : 'not-a-zip')
  }
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Files that share octets are the other way to build a bomb (Fifield, 2019). */
function overlap(ranges: readonly Range[]): boolean {
  const sorted = [...ranges].sort((a, b) => a.start - b.start)
  return sorted.some((range, at) => at > 0 && range.start < sorted[at - 1]!.end)
}

async function locate(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Range> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  return { start: entry.relativeOffsetOfLocalHeader, end: fileDataStart + entry.compressedSize }
}

async function readFiles(
  zip: yauzl.ZipFile,
  bytes: Buffer,
): Promise<Result<readonly ArchiveFile[], XdmFault>> {
  const listed = await listEntries(zip)
  if (!listed.ok) return listed
  const names = new Set<string>()
  const placed: { entry: yauzl.Entry; name: string; isPortable: boolean; range: Range }[] = []
  for (const entry of listed.value) {
    const said = archiveFileName(entry)
    if (said === null) return err('path-escape')
    const key = said.name.toLowerCase()
    if (names.has(key)) return err('duplicate-name')
    names.add(key)
    placed.push({ entry, ...said, range: await locate(zip, entry) })
  }
  if (overlap(placed.map(({ range }) => range))) return err('ratio-exceeded')
  const files: ArchiveFile[] = []
  for (const { entry, name, isPortable, range } of placed) {
    if (name.endsWith('/')) continue
    const packed = bytes.subarray(range.end - entry.compressedSize, range.end)
    const unpacked = unpack(packed, entry)
    if (!unpacked.ok) return unpacked
    const isWhole = unpacked.value.length === entry.uncompressedSize
    if (!isWhole || crc32(unpacked.value) !== entry.crc32) return err('not-a-zip')
    files.push({ name, isPortable, bytes: new Uint8Array(unpacked.value) })
  }
  return ok(files)
}

/** All files of an archive, or the reason to refuse the whole. Never throws. */
export async function archiveFiles(
  bytes: Uint8Array,
): Promise<Result<readonly ArchiveFile[], XdmFault>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    const zip = await yauzl.fromBufferPromise(buffer, {
      lazyEntries: true,
      // Names are judged by archiveFileName.
      decodeStrings: false,
      validateEntrySizes: true,
    })
    return await readFiles(zip, buffer)
  } catch (error) {
    const says = error instanceof Error ? error.message : ''
    return err(says.includes('encryption') ? 'encrypted' : 'not-a-zip')
  }
}
