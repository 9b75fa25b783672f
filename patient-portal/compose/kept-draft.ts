import type { Context } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Reason } from '../../domain/reasons.js'
import type { DraftView, PortalAttachment } from '../contract.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { texts } from '../texts/texts.js'
import type { AskedReply } from './asked-reply.js'
import { composeTexts } from './compose-texts.js'
import { replyRefusal } from './reply-refusal.js'
import { remainingBytes } from './reply-view.js'

/** What of a form could not be kept, in words. */
export interface KeptDraft {
  readonly text: string | null
  /** `not-found`: the exchange or the message is not the patient's. */
  readonly form: string | null
  readonly files: readonly string[]
  readonly status: 409 | 413 | 503 | null
}

/** Why a file does not fit beside the others. */
export function tooBigWords(file: PortalAttachment, view: DraftView): string {
  const files = view.draft?.files ?? []
  if (files.length >= portalLimits.portalAttachmentsMax) return texts.reply.tooManyFiles
  return composeTexts.files.tooBigOne(file.fileName, remainingBytes(files))
}

const statusOf = (reason: Reason): KeptDraft['status'] =>
  reason === 'draft-changed' ? 409 : reason === 'message-too-big' ? 413 : 503

/**
 * Keeps the words and adds the files, each for itself: words that another window changed do not
 * keep files from being added.
 */
export async function keepDraft(
  parts: PortalParts,
  c: Context<PortalEnv>,
  asked: AskedReply,
  attachments: readonly PortalAttachment[],
): Promise<KeptDraft> {
  const { drafts } = parts.gateway
  const { patientId } = c.get('session')
  const { exchangeId, inReplyTo, replyAll, text, turn } = asked
  const subject = [...asked.subject].slice(0, portalLimits.portalSubjectCharactersMax).join('')
  const words = { inReplyTo, replyAll, subject, text }
  let status: KeptDraft['status'] = null
  const files: string[] = []
  for (const file of attachments) {
    const added = await drafts.addFile(patientId, exchangeId, file)
    if (added.ok) continue
    status = statusOf(added.error)
    const now = await drafts.get(patientId, exchangeId)
    const isTooBig = added.error === 'message-too-big' && now.ok
    files.push(isTooBig ? tooBigWords(file, now.value) : replyRefusal(added.error))
  }
  const saved = await drafts.saveText(patientId, exchangeId, words, turn)
  if (saved.ok) return { text: null, form: null, files, status }
  if (saved.error === 'not-found') return { text: null, form: 'not-found', files, status }
  if (saved.error === 'message-too-big')
    return { text: texts.reply.textTooLong, form: null, files, status: 413 }
  return { text: null, form: replyRefusal(saved.error), files, status: statusOf(saved.error) }
}
