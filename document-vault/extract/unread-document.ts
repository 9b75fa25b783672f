import type { ExtractedDocument } from '../contract/extracted-document.js'
import { cleanLine } from './clean-text.js'

/** A document of an archive that no reader understood: kept, with the reason as an alarm. */
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
