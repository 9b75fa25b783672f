import type { Context } from 'hono'
import { limits } from '../../domain/limits.js'
import { type Reason, reasons } from '../../domain/reasons.js'
import { ok, type Result } from '../../domain/result.js'
import type { Conversation, MessageSummary } from '../contract.js'
import { chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { randomToken, takeNotice } from '../portal-sessions.js'
import { createMask } from '../reading/masked-addresses.js'
import { readMessage } from '../reading/readable-message.js'
import { replyRefusal, texts } from '../texts.js'
import type { ExchangeView } from '../views/exchange-page.js'
import type { ShownMessage } from '../views/message-view.js'
import { professionalNames } from '../views/professional-names.js'
import type { ReplyFormView, ReplyState } from '../views/reply-form.js'

/** What the patient typed and why it was not sent, when the page comes back after a refusal. */
export type ReplyAttempt = Pick<
  ReplyFormView,
  'text' | 'toAll' | 'textError' | 'filesError' | 'formError'
>

const untouched: ReplyAttempt = {
  text: '',
  toAll: false,
  textError: null,
  filesError: null,
  formError: null,
}

export interface ExchangeRequest {
  readonly exchangeId: string
  readonly before: string | null
  /** The message that the patient chose to answer; null for the newest received one. */
  readonly answering: string | null
  readonly attempt: ReplyAttempt | null
}

async function showMessage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  conversation: Conversation,
  summary: MessageSummary,
): Promise<ShownMessage> {
  const { exchange } = conversation
  const opened = await parts.gateway.message(
    c.get('session').patientId,
    exchange.exchangeId,
    summary.messageId,
  )
  return {
    summary,
    mask: createMask(opened.ok ? opened.value.hidden : exchange.hidden),
    content: opened.ok ? await readMessage(opened.value) : null,
    wasSeen: summary.seen || summary.direction === 'sent',
  }
}

/**
 * One message at a time: a long conversation does not take all readers of the store at once.
 */
async function showMessages(
  parts: PortalParts,
  c: Context<PortalEnv>,
  conversation: Conversation,
): Promise<ShownMessage[]> {
  const shown: ShownMessage[] = []
  for (const summary of conversation.messages) {
    shown.push(await showMessage(parts, c, conversation, summary))
  }
  return shown
}

function whyClosed(
  reason: Reason,
  conversation: Conversation,
  keptText: string | null,
): ReplyState {
  const { exchange } = conversation
  const mask = createMask(exchange.hidden)
  if (reason === 'exchange-ended' && exchange.endedAt !== null) {
    const by = mask(exchange.endedBy ?? '').trim()
    const name = by === '' ? professionalNames(exchange, mask).name : by
    return {
      kind: 'closed',
      says: texts.closed.endedBy(name, exchange.endedAt),
      more: texts.closed.endedMore,
      keptText,
    }
  }
  const more =
    reason === 'exchange-ended'
      ? texts.closed.endedMore
      : reason === 'message-not-answerable'
        ? texts.closed.notAnswerableMore
        : null
  return { kind: 'closed', says: replyRefusal(reason), more, keptText }
}

const isPassing = (reason: Reason): boolean => reasons[reason].retry === 'later'

async function replyState(
  parts: PortalParts,
  c: Context<PortalEnv>,
  request: ExchangeRequest,
  conversation: Conversation,
  messages: readonly ShownMessage[],
): Promise<ReplyState> {
  const received = messages.filter(({ summary }) => summary.direction === 'received')
  const chosen = received.find(({ summary }) => summary.messageId === request.answering)
  const answered = chosen ?? received[0] ?? null
  const allowed = await parts.gateway.mayReply(
    c.get('session').patientId,
    request.exchangeId,
    answered?.summary.messageId ?? null,
  )
  // Where a later attempt may succeed, the form stays with what was typed.
  const mayRetry = request.attempt !== null && !allowed.ok && isPassing(allowed.error)
  if (!allowed.ok && !mayRetry) {
    // A message that wants no answer opens no exchange: the first reason is the one to tell.
    const isInformation =
      allowed.error === 'exchange-not-open' && answered?.summary.answerable === false
    const reason = isInformation ? 'message-not-answerable' : allowed.error
    return whyClosed(reason, conversation, request.attempt?.text ?? null)
  }
  const { name } = professionalNames(
    conversation.exchange,
    createMask(conversation.exchange.hidden),
  )
  return {
    kind: 'form',
    form: {
      action: `/echanges/${request.exchangeId}/reponse`,
      csrfToken: c.get('session').csrfToken,
      formId: randomToken(),
      answered,
      isOlder: answered !== null && answered !== received[0],
      professionalName: name,
      ...(request.attempt ?? untouched),
    },
  }
}

/** Gathers an exchange page and marks what it shows as seen. */
export async function gatherExchange(
  parts: PortalParts,
  c: Context<PortalEnv>,
  request: ExchangeRequest,
): Promise<Result<ExchangeView, Reason>> {
  const session = c.get('session')
  const found = await parts.gateway.conversation(session.patientId, request.exchangeId, {
    limit: limits.portalConversationPageMax,
    before: request.before,
  })
  if (!found.ok) return found
  const conversation = found.value
  const messages = await showMessages(parts, c, conversation)
  const unseen = messages.filter(({ wasSeen, content }) => !wasSeen && content !== null)
  if (unseen.length > 0) {
    // A failure leaves them unread: the page is shown all the same.
    await parts.gateway.markSeen(
      session.patientId,
      request.exchangeId,
      unseen.map(({ summary }) => summary.messageId),
    )
  }
  const notice = takeNotice(session)
  return ok({
    chrome: chromeOf(parts, c),
    conversation,
    messages,
    reply:
      request.before === null ? await replyState(parts, c, request, conversation, messages) : null,
    notice,
    before: request.before,
  })
}
