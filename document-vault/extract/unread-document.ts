import type { ExtractedDocument } from '../contract/extracted-document.js'
import { cleanLine } from './clean-text.js'

/** A file that no reader understood: kept as it came, with the reason as an alarm. */
export const unreadDocument = (
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  mediaType: string,
  fault: string,
): ExtractedDocument => ({
  format: 'unsupported',
  mediaType,
  fileName: cleanLine(file.fileName),
  bytes: file.bytes,
  title: '',
  headings: [],
  text: '',
  textSource: 'none',
  pages: null,
  declared: null,
  alarms: [fault],
})
