import { type Entry, getFileNameLowLevel } from 'yauzl'

export interface ArchiveFileName {
  readonly name: string
  readonly isPortable: boolean
}

/**
 * The name of an entry with `/` between folders; null when it leaves the archive or could on some
 * system: absolute, with a drive letter or a stream, with `.`, `..` or empty segments, with control
 * characters. Backslashes are folders to Windows (APPNOTE 4.4.17 wants `/`; some writers forget).
 */
export function archiveFileName(entry: Entry): ArchiveFileName | null {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
  const raw = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  const name = raw.replaceAll('\\', '/').normalize('NFC')
  if (name === '' || /[\u0000-\u001f\u007f:]/.test(name)) return null
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/')
  const leaves = segments.some((segment) => /^[ .]*$/.test(segment))
  return leaves ? null : { name, isPortable: !raw.includes('\\') }
}
