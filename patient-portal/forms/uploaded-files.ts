import { err, ok, type Result } from '../../domain/result.js'
import { composeTexts } from '../compose/compose-texts.js'
import type { PortalAttachment } from '../contract.js'
import { sniffFile } from '../reading/file-kind.js'
import { cleanFileName } from '../reading/file-name.js'
import { isMisnamed } from '../reading/readable-message.js'
import { texts } from '../texts/texts.js'
import type { PortalForm, UploadedFile } from './portal-form.js'

/**
 * The hook of a scanner of malware (OWASP ASVS 12.4.2), asked for each file that a patient brings,
 * once its real type was accepted. `refused`: something was found. `unavailable`: the scanner did
 * not answer; the file is refused for now, and a thrown error counts as this. Bounds its own time.
 */
export type ScanUpload = (file: PortalAttachment) => Promise<'clean' | 'refused' | 'unavailable'>

/** Files that passed, and for each other one the fault in words that stand beside the field. */
export interface CheckedUploads {
  readonly files: readonly PortalAttachment[]
  readonly faults: readonly string[]
}

/** Ok without a scanner. */
export async function scanned(
  file: PortalAttachment,
  scanUpload: ScanUpload | undefined,
): Promise<Result<PortalAttachment, string>> {
  if (scanUpload === undefined) return ok(file)
  const verdict = await scanUpload(file).catch(() => 'unavailable' as const)
  if (verdict === 'clean') return ok(file)
  const words = composeTexts.files
  const { fileName } = file
  return err(verdict === 'refused' ? words.scanRefused(fileName) : words.scanUnavailable(fileName))
}

/**
 * The octets decide the type (mssante.md §7 C 29): documents pass, programs, pages and disguises do
 * not.
 */
async function checkFile(
  file: UploadedFile,
  scanUpload: ScanUpload | undefined,
): Promise<Result<PortalAttachment, string>> {
  const fileName = cleanFileName(file.fileName, 'document')
  if (file.content.length === 0) return err(texts.reply.fileEmpty(fileName))
  const kind = await sniffFile(file.content)
  if (kind.risk !== 'document') return err(texts.reply.fileKind(fileName))
  if (isMisnamed(fileName, kind)) return err(texts.reply.fileMisnamed(fileName))
  return scanned({ fileName, contentType: kind.mediaType, content: file.content }, scanUpload)
}

/** All files of the form; one that fails does not take the others with it. */
export async function checkUploads(
  form: PortalForm,
  scanUpload: ScanUpload | undefined,
): Promise<CheckedUploads> {
  if (form.filesTooBig) return { files: [], faults: [texts.reply.filesTooBig] }
  const files: PortalAttachment[] = []
  const faults: string[] = form.tooManyFiles ? [texts.reply.tooManyFiles] : []
  for (const file of form.files) {
    const checked = await checkFile(file, scanUpload)
    if (checked.ok) files.push(checked.value)
    else faults.push(checked.error)
  }
  return { files, faults }
}
