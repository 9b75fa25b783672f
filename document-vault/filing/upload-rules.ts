import { documentLimits } from '../../domain/document-limits.js'

/** What a patient may upload (mssante.md §2.7), by content. */
const mediaTypes = new Set([
  'application/pdf',
  'application/rtf',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'text/plain',
  'text/rtf',
])

export const isUploadable = (mediaType: string, bytes: number): boolean =>
  mediaTypes.has(mediaType.split(';')[0]!.trim()) && bytes <= documentLimits.uploadBytesMax
