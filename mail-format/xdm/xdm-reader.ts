import { err, ok, type Result } from '../../domain/result.js'
import { type ArchiveFile, archiveFiles } from './archive-files.js'
import { SubsetFolder } from './subset-folder.js'
import type { XdmAlarm, XdmArchive, XdmDocument, XdmFault, XdmSubmission } from './xdm-archive.js'
import { readSubmission } from './xdm-submission.js'

/** ITI TF-2 3.32.4.1.2: `IHE_XDM/<subset>/METADATA.XML`. Some writers leave folders out. */
const exactName = /^IHE_XDM\/[^/]+\/METADATA\.XML$/
const metadataName = /(^|\/)metadata\.xml$/i

/** For people and browsers only; never read, never shown. */
const guideName = /^(index\.html?|readme\.txt|autorun\.inf|[^/]+\.(xsl|css))$/i
/** What systems leave behind. */
const leftoverName = /(^|\/)(__macosx\/|\.ds_store$|thumbs\.db$|desktop\.ini$)/i

const packedName = /\.(zip|7z|rar|gz|tgz|bz2|xz|tar|jar)$/i
/** Office files are zips; their own reader bounds them. */
const officeName = /\.(docx|odt|xlsx|ods|pptx|odp)$/i

function isArchive({ name, bytes }: ArchiveFile): boolean {
  if (packedName.test(name)) return true
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  return isZip && !officeName.test(name)
}

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1)

/** Documents of one unique id and different content: only one could ever be filed. */
function markRepeated(submissions: readonly XdmSubmission[]): readonly XdmSubmission[] {
  const hashes = new Map<string, Uint8Array>()
  const repeated = new Set<string>()
  for (const { uniqueId, bytes } of submissions.flatMap(({ documents }) => documents)) {
    if (uniqueId === '' || bytes === null) continue
    const first = hashes.get(uniqueId)
    if (first === undefined) hashes.set(uniqueId, bytes)
    else if (Buffer.compare(first, bytes) !== 0) repeated.add(uniqueId)
  }
  const mark = (document: XdmDocument): XdmDocument =>
    repeated.has(document.uniqueId)
      ? { ...document, alarms: [...document.alarms, 'unique-id-repeated'] }
      : document
  return submissions.map((one) => ({ ...one, documents: one.documents.map(mark) }))
}

/** What is neither declared, nor metadata, nor a guide, nor left behind. */
const undeclaredFiles = (
  files: readonly ArchiveFile[],
  metadata: readonly ArchiveFile[],
  folders: readonly SubsetFolder[],
): readonly ArchiveFile[] =>
  files.filter(
    (file) =>
      !metadata.includes(file) &&
      !guideName.test(file.name) &&
      !leftoverName.test(file.name) &&
      !folders.some((folder) => folder.isUsed(file)),
  )

/** Alarms of the names of the whole archive. */
function nameAlarms(metadata: readonly ArchiveFile[]): readonly XdmAlarm[] {
  const alarms: XdmAlarm[] = []
  if (metadata.length > 1) alarms.push('several-subsets')
  const isOdd = metadata.some(({ name, isPortable }) => !isPortable || !exactName.test(name))
  if (isOdd) alarms.push('file-name-case')
  return alarms
}

/**
 * Reads an IHE XDM archive: each subset with its documents. The whole is refused for one fault;
 * what is odd but sure is accepted with an alarm. Never throws, writes no file.
 */
export async function readXdmArchive(bytes: Uint8Array): Promise<Result<XdmArchive, XdmFault>> {
  const unpacked = await archiveFiles(bytes)
  if (!unpacked.ok) return unpacked
  const files = unpacked.value
  if (files.some(isArchive)) return err('nested-archive')
  const metadata = files.filter(({ name }) => metadataName.test(name) && !leftoverName.test(name))
  if (metadata.length === 0) return err('no-metadata')
  const folders: SubsetFolder[] = []
  const submissions: XdmSubmission[] = []
  const alarms: XdmAlarm[] = []
  for (const file of metadata) {
    const folder = new SubsetFolder(files, folderOf(file.name))
    const read = readSubmission(file, folder)
    if (!read.ok) return read
    folders.push(folder)
    submissions.push(read.value.submission)
    if (!read.value.isComplete) alarms.push('metadata-incomplete')
    if (read.value.hasOutsideOrders) alarms.push('order-without-document')
  }
  alarms.push(...nameAlarms(metadata))
  const undeclared = undeclaredFiles(files, metadata, folders)
  if (undeclared.length > 0) alarms.push('document-undeclared')
  return ok({
    submissions: markRepeated(submissions),
    undeclared: undeclared.map(({ name, bytes }) => ({ fileName: name.split('/').at(-1)!, bytes })),
    alarms: [...new Set(alarms)],
  })
}
