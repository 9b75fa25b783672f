import type { DocumentSummary } from '../../document-vault/contract/vault.js'
import { readCda } from '../../mail-format/cda/cda-reader.js'
import { cleanFileName } from '../reading/file-name.js'
import { framedDocument } from './framed-document.js'

export interface ReadableFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly fileName: string
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/rtf': 'rtf',
  'application/rtf': 'rtf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
}

export const isClinical = ({ mediaType }: Pick<DocumentSummary, 'mediaType'>): boolean =>
  /xml/.test(mediaType)

/**
 * What opens on a patient's phone: of a clinical document the file that it wraps, or our rendering
 * as one page; XML opens nowhere. Every other document is given as it came.
 */
export function readableFile(
  summary: DocumentSummary,
  bytes: Uint8Array,
  render: (bytes: Uint8Array) => string | null,
): ReadableFile {
  const { mediaType, title } = summary
  const asItCame = { bytes, mediaType, fileName: cleanFileName(summary.fileName, 'document') }
  if (!isClinical(summary)) return asItCame
  const named = (extension: string) => `${cleanFileName(title, 'document')}.${extension}`
  const cda = readCda(bytes)
  const body = cda.ok ? cda.value.body : null
  const extension = body === null ? undefined : extensions[body.mediaType]
  if (body !== null && extension !== undefined)
    return { bytes: body.bytes, mediaType: body.mediaType, fileName: named(extension) }
  const html = render(bytes)
  if (html === null) return asItCame
  const page = Buffer.from(framedDocument.page(html))
  return { bytes: page, mediaType: 'application/octet-stream', fileName: named('html') }
}
