import type { Context, Hono } from 'hono'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { OpenedMessage } from '../contract.js'
import { offerFile } from '../file-answer.js'
import { errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { type MessagesToPack, packAttachments } from '../reading/attachment-archive.js'
import { archiveTexts } from '../reading/reading-texts.js'
import { openMessage } from './opened-attachment.js'

/** Newest first, page by page; throws when the conversation cannot be read any more. */
async function* messagesOf(
  parts: PortalParts,
  c: Context<PortalEnv>,
  exchangeId: string,
): MessagesToPack {
  const { patientId } = c.get('session')
  let before: string | null = null
  for (let hasOlder = true; hasOlder; ) {
    const page = { limit: portalLimits.portalConversationPageMax, before }
    const found = await parts.gateway.conversation(patientId, exchangeId, page)
    if (!found.ok) throw new Error(found.error)
    for (const { messageId, hasAttachment } of found.value.messages) {
      before = messageId
      if (!hasAttachment) continue
      const opened = await parts.gateway.message(patientId, exchangeId, messageId)
      if (!opened.ok) throw new Error(opened.error)
      yield opened.value
    }
    hasOlder = found.value.hasOlder && found.value.messages.length > 0
  }
}

async function* only(opened: OpenedMessage): MessagesToPack {
  yield opened
}

/** Archives under way: so many in all, and few a patient, so that nobody keeps others waiting. */
class ArchivePlaces {
  readonly #taken = new Map<AccountId, number>()
  #count = 0

  /** Null when there is no place; else what gives it back. */
  enter(patientId: AccountId): (() => void) | null {
    const own = this.#taken.get(patientId) ?? 0
    const isFull = this.#count >= portalLimits.portalArchivesConcurrentMax
    if (isFull || own >= portalLimits.portalArchivesPerPatientMax) return null
    this.#taken.set(patientId, own + 1)
    this.#count += 1
    return () => {
      const left = (this.#taken.get(patientId) ?? 1) - 1
      if (left === 0) this.#taken.delete(patientId)
      else this.#taken.set(patientId, left)
      this.#count -= 1
    }
  }
}

/** "Tout télécharger": the attachments of one message, or of a whole exchange. */
export function serveArchives(app: Hono<PortalEnv>, parts: PortalParts): void {
  const places = new ArchivePlaces()
  const answer = (c: Context<PortalEnv>, messages: MessagesToPack, isDated: boolean) => {
    const leave = places.enter(c.get('session').patientId)
    if (leave === null) return errorPage(parts, c, 503)
    const stalled = new AbortController()
    const timer = setTimeout(() => stalled.abort(), portalLimits.portalArchiveStalledMsMax).unref()
    const leaving = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        timer.refresh()
        controller.enqueue(chunk)
      },
    })
    packAttachments(messages, { isDated })
      .pipeTo(leaving.writable, { signal: stalled.signal })
      // The browser went away, or a message is gone: the connection says so by ending early.
      .catch(() => {})
      .finally(() => {
        clearTimeout(timer)
        leave()
      })
    offerFile(c, { fileName: `${archiveTexts.name}.zip`, mediaType: 'application/zip' })
    return c.body(leaving.readable)
  }
  app.get('/echanges/:exchangeId/messages/:messageId/pieces.zip', async (c) => {
    const opened = await openMessage(parts, c)
    if (!opened.ok) return refusalPage(parts, c, opened.error)
    return answer(c, only(opened.value), false)
  })
  app.get('/echanges/:exchangeId/pieces.zip', async (c) => {
    const { patientId } = c.get('session')
    const exchangeId = c.req.param('exchangeId')
    const page = { limit: 1, before: null }
    const found = await parts.gateway.conversation(patientId, exchangeId, page)
    if (!found.ok) return refusalPage(parts, c, found.error)
    return answer(c, messagesOf(parts, c, exchangeId), true)
  })
}
