import type { Context, Hono } from 'hono'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { reasons } from '../../domain/reasons.js'
import type { PortalAttachment } from '../contract.js'
import { answerPage, errorPage, refusalPage } from '../page-answer.js'
import { type PortalForm, readForm } from '../portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { sameText } from '../request-guard.js'
import { answerSubject } from '../subject-line.js'
import { replyRefusal, texts } from '../texts.js'
import { checkUploads } from '../uploaded-files.js'
import { ExchangePage } from '../views/exchange-page.js'
import { gatherExchange, type ReplyAttempt } from './exchange-view.js'

interface Draft {
  readonly exchangeId: string
  readonly messageId: string | null
  readonly formId: string
  readonly text: string
  readonly toAll: boolean
}

/** Form numbers are remembered for the newest few only; a session is not a store. */
const rememberedFormsMax = 50

const draftOf = (exchangeId: string, form: PortalForm): Draft => ({
  exchangeId,
  messageId: form.field('message') === '' ? null : form.field('message'),
  formId: form.field('envoi').slice(0, 64),
  text: form.field('texte').replace(/\r\n?/g, '\n'),
  toAll: form.field('a-tous') === 'oui',
})

type Faults = Pick<ReplyAttempt, 'textError' | 'filesError' | 'formError'>
const noFaults: Faults = { textError: null, filesError: null, formError: null }

async function refuse(
  parts: PortalParts,
  c: Context<PortalEnv>,
  draft: Draft,
  faults: Partial<Faults>,
  status: 403 | 413 | 422 | 503,
) {
  const view = await gatherExchange(parts, c, {
    exchangeId: draft.exchangeId,
    before: null,
    answering: draft.messageId,
    attempt: { text: draft.text, toAll: draft.toAll, ...noFaults, ...faults },
  })
  if (!view.ok) return refusalPage(parts, c, view.error)
  return answerPage(c, <ExchangePage {...view.value} />, status)
}

/** Which field a refusal of the gateway belongs to. */
function faultsOf(reason: Reason): Partial<Faults> {
  const says = replyRefusal(reason)
  if (reason === 'reply-empty') return { textError: says }
  return reason === 'message-too-big' ? { filesError: says } : { formError: says }
}

const statusOf = (reason: Reason): 403 | 413 | 422 | 503 => {
  const { http } = reasons[reason]
  if (http === 413 || http === 403) return http
  return reasons[reason].retry === 'later' ? 503 : 422
}

/** The subject of the message answered; a gateway refusal when it is not the patient's. */
async function subjectFor(parts: PortalParts, c: Context<PortalEnv>, draft: Draft) {
  if (draft.messageId === null) return texts.reply.newSubject
  const { patientId } = c.get('session')
  const opened = await parts.gateway.message(patientId, draft.exchangeId, draft.messageId)
  return opened.ok ? answerSubject(opened.value.summary.subject) : null
}

async function send(
  parts: PortalParts,
  c: Context<PortalEnv>,
  draft: Draft,
  attachments: readonly PortalAttachment[],
) {
  const session = c.get('session')
  const subject = await subjectFor(parts, c, draft)
  if (subject === null) return errorPage(parts, c, 404)
  // Claimed before the commit: a second click that arrives meanwhile finds it taken.
  session.sentForms.add(draft.formId)
  const done = await parts.gateway.reply({
    patientId: session.patientId,
    exchangeId: draft.exchangeId,
    inReplyTo: draft.messageId,
    replyAll: draft.toAll,
    subject,
    text: draft.text,
    attachments,
  })
  if (!done.ok) {
    session.sentForms.delete(draft.formId)
    if (done.error === 'not-found') return errorPage(parts, c, 404)
    return refuse(parts, c, draft, faultsOf(done.error), statusOf(done.error))
  }
  if (session.sentForms.size > rememberedFormsMax) {
    session.sentForms.delete(session.sentForms.values().next().value!)
  }
  session.notice = 'reply-sent'
  return c.redirect(`/echanges/${draft.exchangeId}`, 303)
}

async function reply(parts: PortalParts, c: Context<PortalEnv>, exchangeId: string) {
  const form = await readForm(c.req.raw, 'with-files')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const session = c.get('session')
  if (!sameText(form.value.field('jeton'), session.csrfToken)) return errorPage(parts, c, 403)
  const draft = draftOf(exchangeId, form.value)
  if (draft.formId !== '' && session.sentForms.has(draft.formId)) {
    session.notice = 'reply-sent'
    return c.redirect(`/echanges/${exchangeId}`, 303)
  }
  const allowed = await parts.gateway.mayReply(session.patientId, exchangeId, draft.messageId)
  if (!allowed.ok && allowed.error === 'not-found') return errorPage(parts, c, 404)
  const files = await checkUploads(form.value)
  if (!allowed.ok) {
    // The flow judges it again, so that the refusal leaves its trace (invariant 3). Files that were
    // refused here must not get lost if it accepts meanwhile.
    if (files.ok) return send(parts, c, draft, files.value)
    return refuse(parts, c, draft, faultsOf(allowed.error), statusOf(allowed.error))
  }
  const textError =
    [...draft.text].length > limits.portalFormTextCharactersMax
      ? texts.reply.textTooLong
      : draft.text.trim() === '' && files.ok && files.value.length === 0
        ? texts.reply.empty
        : null
  if (textError !== null || !files.ok) {
    const filesError = files.ok ? null : files.error
    return refuse(parts, c, draft, { textError, filesError }, form.value.filesTooBig ? 413 : 422)
  }
  return send(parts, c, draft, files.value)
}

/** Octets that a request may hold at most; twice, as the pieces are joined and then composed. */
function heldBytes(declared: string | undefined): number {
  const bytes = declared === undefined ? Number.NaN : Number(declared)
  const max: number = limits.portalUploadBytesMax
  return 2 * (Number.isFinite(bytes) && bytes >= 0 ? Math.min(bytes, max) : max)
}

export function serveReply(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.post('/echanges/:exchangeId/reponse', async (c) => {
    const leave = await parts.uploads.enter(heldBytes(c.req.header('content-length')))
    if (leave === null) return errorPage(parts, c, 503)
    try {
      return await reply(parts, c, c.req.param('exchangeId'))
    } finally {
      leave()
    }
  })
}
