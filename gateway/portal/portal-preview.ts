import type { PagePainter, PaintFault } from '../../document-vault/contract/painted-page.js'
import { err } from '../../domain/result.js'
import type { PagePreview, PreviewRefusal } from '../../patient-portal/reading/preview-contract.js'

/** The painter for the portal: what went wrong, in the words that a page has for it. */
export const createPortalPreview = (painter: PagePainter): PagePreview => ({
  async page(bytes, _mediaType, page) {
    const painted = await painter.paint(bytes, page)
    return painted.ok ? painted : err(refusalOf(painted.error))
  },
})

function refusalOf({ fault, isOurs }: PaintFault): PreviewRefusal {
  if (fault === 'busy') return 'busy'
  if (isOurs) return 'unavailable'
  const isTooMuch = fault === 'too-big' || fault === 'too-slow' || fault === 'out-of-memory'
  return isTooMuch ? 'too-big' : 'unreadable'
}
