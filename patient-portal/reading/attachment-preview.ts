import type { FileKind } from './file-kind.js'

/**
 * How an attachment is looked at in a page, by what its octets are, never by its name. `image`:
 * the browser shows it. `pages`: painted away from the web server. `clinical`: XML, which may be a
 * clinical document (CDA): only its rendering can tell.
 */
export type AttachmentPreview = 'image' | 'pages' | 'text' | 'clinical' | 'none'

const images = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])
const painted = new Set(['application/pdf', 'image/tiff'])

export function previewOf(
  { mediaType, risk }: FileKind,
  { paints, renders }: { readonly paints: boolean; readonly renders: boolean },
): AttachmentPreview {
  if (risk === 'active') return 'none'
  if (images.has(mediaType)) return 'image'
  if (painted.has(mediaType)) return paints ? 'pages' : 'none'
  if (mediaType === 'text/plain') return 'text'
  return mediaType === 'application/xml' && renders ? 'clinical' : 'none'
}
