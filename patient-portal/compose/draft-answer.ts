import type { Context } from 'hono'
import { fileSize } from '../language/french-format.js'
import { refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { composeTexts } from './compose-texts.js'
import { roomLeft } from './draft-files.js'
import { type ReplyFaults, roomBytes } from './reply-view.js'

/** The script of the form asks so; what it hears is ready to be shown. */
export const wantsJson = (c: Context<PortalEnv>): boolean =>
  c.req.header('accept') === 'application/json'

/** Where the draft stands, for `browser/drafts.ts` (`DraftState` there). */
export async function draftAnswer(
  parts: PortalParts,
  c: Context<PortalEnv>,
  exchangeId: string,
  faults: ReplyFaults,
  status: 200 | 403 | 409 | 413 | 422 | 429 | 503,
) {
  const found = await parts.gateway.drafts.get(c.get('session').patientId, exchangeId)
  if (!found.ok) return refusalPage(parts, c, found.error)
  const { edition, draft } = found.value
  const files = draft?.files ?? []
  return c.json(
    {
      edition,
      saved: draft === null ? '' : composeTexts.draft.saved(draft.savedAt),
      room: roomLeft(files),
      remaining: roomBytes(files),
      files: files.map(({ fileId, fileName, bytes }) => ({
        fileId,
        fileName,
        size: fileSize(bytes),
        removeLabel: composeTexts.files.removeNamed(fileName),
      })),
      fault: faults.form ?? faults.text ?? faults.subject,
      fileFaults: faults.files,
    },
    status,
  )
}
