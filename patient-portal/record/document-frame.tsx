import { recordTexts } from './record-texts.js'

/**
 * A clinical document to read in the page, in its sandbox; the corner of the frame makes it higher,
 * and a page of its own takes the whole window.
 */
export const DocumentFrame = ({ documentId, isOpen }: { documentId: string; isOpen: boolean }) => (
  <details class="formatted" open={isOpen}>
    <summary>{recordTexts.document.read}</summary>
    <iframe
      src={`/documents/${documentId}/lecture`}
      title={recordTexts.document.frame}
      sandbox=""
      loading="lazy"
      referrerpolicy="no-referrer"
    />
  </details>
)
