import { err, ok, type Result } from '../domain/result.js'
import type { PortalAttachment } from './contract.js'
import type { PortalForm, UploadedFile } from './portal-form.js'
import { sniffFile } from './reading/file-kind.js'
import { cleanFileName } from './reading/file-name.js'
import { isMisnamed } from './reading/readable-message.js'
import { texts } from './texts.js'

/**
 * A stronger look at a file (a scanner of malware) goes where this stands; the answer is a text for
 * the patient.
 */
export type FileCheck = (file: PortalAttachment) => Promise<Result<PortalAttachment, string>>

/**
 * The octets decide the type (mssante.md §7 C 29): documents pass, programs, pages and disguises do
 * not.
 */
async function checkFile(file: UploadedFile): Promise<Result<PortalAttachment, string>> {
  const fileName = cleanFileName(file.fileName, 'document')
  if (file.content.length === 0) return err(texts.reply.fileEmpty(fileName))
  const kind = await sniffFile(file.content)
  if (kind.risk !== 'document') return err(texts.reply.fileKind(fileName))
  if (isMisnamed(fileName, kind)) return err(texts.reply.fileMisnamed(fileName))
  return ok({ fileName, contentType: kind.mediaType, content: file.content })
}

/** All files of the form, or the first fault in words that stand beside the field. */
export async function checkUploads(
  form: PortalForm,
  furtherCheck: FileCheck | null = null,
): Promise<Result<readonly PortalAttachment[], string>> {
  if (form.filesTooBig) return err(texts.reply.filesTooBig)
  if (form.tooManyFiles) return err(texts.reply.tooManyFiles)
  const files: PortalAttachment[] = []
  for (const file of form.files) {
    const checked = await checkFile(file)
    if (!checked.ok) return checked
    const passed = furtherCheck === null ? checked : await furtherCheck(checked.value)
    if (!passed.ok) return passed
    files.push(passed.value)
  }
  return ok(files)
}
