import type { Context } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Reason } from '../../domain/reasons.js'
import { ok, type Result } from '../../domain/result.js'
import { replyState } from '../compose/reply-state.js'
import type { ReplyAttempt } from '../compose/reply-view.js'
import type { Conversation, DeliveryState, MessageSummary, OpenedMessage } from '../contract.js'
import { chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { createMask } from '../reading/masked-addresses.js'
import { readMessage } from '../reading/readable-message.js'
import type { ExchangeView } from '../views/exchange-page.js'
import type { ShownMessage } from '../views/message-view.js'
import { takeNotice } from '../walls/portal-sessions.js'

export interface ExchangeRequest {
  readonly exchangeId: string
  /** The message after which older ones are asked for. */
  readonly before: string | null
  /** The message that the page begins with, when a search led to it. */
  readonly from?: string | null
  /** The message that the patient chose to answer; null for the newest received one. */
  readonly answering: string | null
  readonly attempt: ReplyAttempt | null
}

async function showMessage(
  { exchange }: Conversation,
  summary: MessageSummary,
  opened: OpenedMessage | null,
  delivery: DeliveryState | null,
): Promise<ShownMessage> {
  return {
    summary,
    mask: createMask(opened?.hidden ?? exchange.hidden),
    content: opened === null ? null : await readMessage(opened),
    wasSeen: summary.seen || summary.direction === 'sent',
    delivery,
  }
}

/**
 * Contents one at a time: a long conversation does not take all readers of the store at once.
 */
export async function showMessages(
  parts: PortalParts,
  c: Context<PortalEnv>,
  conversation: Conversation,
): Promise<ShownMessage[]> {
  const { exchangeId } = conversation.exchange
  const own = conversation.messages.filter(({ direction }) => direction === 'sent')
  const ids = own.map(({ messageId }) => messageId)
  const { patientId } = c.get('session')
  const known = ids.length === 0 ? null : await parts.gateway.deliveries(patientId, exchangeId, ids)
  const all = conversation.messages.map(({ messageId }) => messageId)
  const opened = await parts.gateway.messages(patientId, exchangeId, all)
  const shown: ShownMessage[] = []
  for (const [at, summary] of conversation.messages.entries()) {
    const state = known?.ok ? (known.value.get(summary.messageId) ?? null) : null
    const message = opened.ok ? (opened.value[at] ?? null) : null
    shown.push(await showMessage(conversation, summary, message, state))
  }
  return shown
}

/** A failure leaves them unread: the page is shown all the same. */
export async function markShown(
  parts: PortalParts,
  c: Context<PortalEnv>,
  exchangeId: string,
  messages: readonly ShownMessage[],
): Promise<void> {
  const unseen = messages.filter(({ wasSeen, content }) => !wasSeen && content !== null)
  if (unseen.length === 0) return
  const ids = unseen.map(({ summary }) => summary.messageId)
  await parts.gateway.markSeen(c.get('session').patientId, exchangeId, ids)
}

interface FoundPage {
  readonly conversation: Conversation
  /** Null on the newest page. */
  readonly before: string | null
}

/** The newest page when the message looked for is on it; else one that begins with it. */
async function findPage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  { exchangeId, before, from }: ExchangeRequest,
): Promise<Result<FoundPage, Reason>> {
  const { patientId } = c.get('session')
  const limit = portalLimits.portalConversationPageMax
  const asked = await parts.gateway.conversation(patientId, exchangeId, { limit, before })
  if (!asked.ok) return asked
  const isHere = asked.value.messages.some(({ messageId }) => messageId === from)
  if (from == null || before !== null || isHere) return ok({ conversation: asked.value, before })
  const first = await parts.gateway.message(patientId, exchangeId, from)
  if (!first.ok) return first
  const page = { limit: limit - 1, before: from }
  const rest = await parts.gateway.conversation(patientId, exchangeId, page)
  if (!rest.ok) return rest
  const messages = [first.value.summary, ...rest.value.messages]
  return ok({ conversation: { ...rest.value, messages }, before: from })
}

/** Gathers an exchange page and marks what it shows as seen. */
export async function gatherExchange(
  parts: PortalParts,
  c: Context<PortalEnv>,
  request: ExchangeRequest,
): Promise<Result<ExchangeView, Reason>> {
  const session = c.get('session')
  // Before the rest: what comes meanwhile is told as news, at worst once too often.
  const mark = await parts.gateway.newsMark(session.patientId)
  const found = await findPage(parts, c, request)
  if (!found.ok) return found
  const { conversation, before } = found.value
  const messages = await showMessages(parts, c, conversation)
  await markShown(parts, c, request.exchangeId, messages)
  return ok({
    chrome: chromeOf(parts, c),
    conversation,
    messages,
    reply: before === null ? await replyState(parts, c, request, conversation, messages) : null,
    notice: takeNotice(session),
    before,
    lookedFor: request.from ?? null,
    canPreview: parts.preview !== undefined,
    live: { path: `/echanges/${request.exchangeId}`, mark },
  })
}
