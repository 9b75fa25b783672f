import type { Context } from 'hono'
import { type Reason, reasons } from '../../domain/reasons.js'
import type { Conversation, DraftView } from '../contract.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { createMask } from '../reading/masked-addresses.js'
import { texts } from '../texts/texts.js'
import type { ShownMessage } from '../views/message-view.js'
import { professionalNames } from '../views/professional-names.js'
import { randomToken } from '../walls/portal-sessions.js'
import { replyRefusal } from './reply-refusal.js'
import {
  noFaults,
  type ReplyAttempt,
  type ReplyClosedView,
  type ReplyFormView,
  type ReplyPlace,
  type ReplyState,
} from './reply-view.js'

export interface ReplyRequest {
  readonly exchangeId: string
  /** The message that the patient chose to answer; null for that of the draft, or the newest. */
  readonly answering: string | null
  readonly attempt: ReplyAttempt | null
}

type Exchange = Pick<
  Conversation['exchange'],
  'exchangeId' | 'endedAt' | 'endedBy' | 'professionalName' | 'professionalEntity' | 'hidden'
>

export function whyClosed(
  reason: Reason,
  exchange: Exchange,
  attempt: ReplyAttempt | null,
  { draft }: DraftView,
): ReplyClosedView {
  const rest = {
    kind: 'closed',
    keptText: attempt?.text ?? null,
    draft,
    exchangePath: `/echanges/${exchange.exchangeId}`,
  } as const
  const mask = createMask(exchange.hidden)
  if (reason === 'exchange-ended' && exchange.endedAt !== null) {
    const by = mask(exchange.endedBy ?? '').trim()
    const name = by === '' ? professionalNames(exchange, mask).name : by
    const says = texts.closed.endedBy(name, exchange.endedAt)
    return { ...rest, says, more: texts.closed.endedMore }
  }
  const more =
    reason === 'exchange-ended'
      ? texts.closed.endedMore
      : reason === 'message-not-answerable'
        ? texts.closed.notAnswerableMore
        : null
  return { ...rest, says: replyRefusal(reason), more }
}

export const isPassing = (reason: Reason): boolean => reasons[reason].retry === 'later'

/** The form with what was typed, else what the draft keeps. */
export function formOf(
  parts: PortalParts,
  c: Context<PortalEnv>,
  facts: {
    readonly exchange: Exchange
    readonly place: ReplyPlace
    readonly answered: ShownMessage | null
    readonly isOlder: boolean
    readonly attempt: ReplyAttempt | null
    readonly view: DraftView
  },
): ReplyFormView {
  const { exchange, place, answered, isOlder, attempt, view } = facts
  const { draft, edition } = view
  const isOther = attempt !== null && draft !== null && draft.text !== attempt.text
  return {
    exchangePath: `/echanges/${exchange.exchangeId}`,
    place,
    csrfToken: c.get('session').csrfToken,
    formId: randomToken(),
    edition,
    answered,
    isOlder,
    professionalName: professionalNames(exchange, createMask(exchange.hidden)).name,
    subject: attempt?.subject ?? draft?.subject ?? '',
    text: attempt?.text ?? draft?.text ?? '',
    toAll: attempt?.toAll ?? draft?.replyAll ?? false,
    files: draft?.files ?? [],
    savedAt: draft?.savedAt ?? null,
    now: parts.clock.now(),
    otherText: isOther && draft.text !== '' ? draft.text : null,
    hasDocuments: parts.record !== undefined,
    faults: attempt?.faults ?? noFaults,
    isSending: attempt?.isSending ?? false,
  }
}

/** Which message is answered: the one chosen, that of the draft, or the newest received. */
function answeredIn(
  messages: readonly ShownMessage[],
  chosen: string | null,
  { draft }: DraftView,
): { readonly answered: ShownMessage | null; readonly isOlder: boolean } {
  const received = messages.filter(({ summary }) => summary.direction === 'received')
  const find = (id: string | null): ShownMessage | undefined =>
    received.find(({ summary }) => summary.messageId === id)
  const isFresh = draft !== null && draft.inReplyTo === null && draft.text + draft.subject !== ''
  const newest = received[0] ?? null
  const answered = find(chosen) ?? (isFresh ? null : (find(draft?.inReplyTo ?? null) ?? newest))
  return { answered, isOlder: answered !== null && answered !== newest }
}

/** The form of an exchange page, or why there is none. */
export async function replyState(
  parts: PortalParts,
  c: Context<PortalEnv>,
  request: ReplyRequest,
  conversation: Conversation,
  messages: readonly ShownMessage[],
): Promise<ReplyState> {
  const { patientId } = c.get('session')
  const { exchangeId, attempt } = request
  const { exchange } = conversation
  const found = await parts.gateway.drafts.get(patientId, exchangeId)
  const view = found.ok ? found.value : { edition: '', draft: null }
  const { answered, isOlder } = answeredIn(messages, request.answering, view)
  const answeredId = answered?.summary.messageId ?? null
  const allowed = await parts.gateway.mayReply(patientId, exchangeId, answeredId)
  // Where a later attempt may succeed, the form stays with what was typed.
  if (!allowed.ok && !(isPassing(allowed.error) && (attempt ?? view.draft) !== null)) {
    // A message that wants no answer opens no exchange: the first reason is the one to tell.
    const isInformation =
      allowed.error === 'exchange-not-open' && answered?.summary.answerable === false
    const reason = isInformation ? 'message-not-answerable' : allowed.error
    return whyClosed(reason, exchange, attempt, view)
  }
  const facts = { exchange, place: 'exchange', answered, isOlder, attempt, view } as const
  return { kind: 'form', form: formOf(parts, c, facts) }
}
