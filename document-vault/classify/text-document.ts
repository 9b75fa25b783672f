import type { ExtractedDocument } from '../contract/extracted-document.js'

/** A plain text with the title it was given, as `mss vault classify` reads `.txt` files. */
export const textDocument = (title: string, text: string): ExtractedDocument => ({
  format: 'text',
  mediaType: 'text/plain',
  fileName: '',
  bytes: new Uint8Array(),
  title: title.trim(),
  headings: [],
  text,
  textSource: title.trim() === '' && text.trim() === '' ? 'none' : 'native',
  pages: null,
  declared: null,
  alarms: [],
})
