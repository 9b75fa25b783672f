import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { type Reason, reasons } from '../../domain/reasons.js'
import type { DraftView, PortalAttachment } from '../contract.js'
import { sessionForm } from '../forms/session-form.js'
import { heldBytes } from '../forms/upload-gate.js'
import { withUploadRoom } from '../forms/upload-room.js'
import { checkUploads } from '../forms/uploaded-files.js'
import { answerPage, errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { answerSubject } from '../reading/subject-line.js'
import { gatherExchange } from '../routes/exchange-view.js'
import { texts } from '../texts/texts.js'
import { ExchangePage } from '../views/exchange-page.js'
import { type AskedReply, askedReply, faultsOfWords } from './asked-reply.js'
import { composeTexts } from './compose-texts.js'
import { draftAnswer, wantsJson } from './draft-answer.js'
import { keepDraft } from './kept-draft.js'
import { replyRefusal } from './reply-refusal.js'
import { hasFault, noFaults, type ReplyAttempt, type ReplyFaults } from './reply-view.js'
import { writePage } from './write-page.js'

/** Form numbers are remembered for the newest few only; a session is not a store. */
const rememberedFormsMax = 50

type RefusalStatus = 403 | 409 | 413 | 422 | 429 | 503

const statusOf = (reason: Reason): RefusalStatus => {
  const { http } = reasons[reason]
  if (http === 413 || http === 403 || http === 429 || http === 409) return http
  return reasons[reason].retry === 'later' ? 503 : 422
}

/** Which field a refusal of the gateway belongs to. */
function faultsOf(reason: Reason): ReplyFaults {
  const says = replyRefusal(reason)
  if (reason === 'reply-empty') return { ...noFaults, text: says }
  return reason === 'message-too-big' ? { ...noFaults, files: [says] } : { ...noFaults, form: says }
}

/** The page again, with what was typed and what is wrong. */
async function refuse(
  parts: PortalParts,
  c: Context<PortalEnv>,
  asked: AskedReply,
  faults: ReplyFaults,
  status: RefusalStatus,
) {
  if (wantsJson(c)) return draftAnswer(parts, c, asked.exchangeId, faults, status)
  const attempt: ReplyAttempt = {
    text: asked.text,
    subject: asked.subject,
    toAll: asked.replyAll,
    faults,
    isSending: asked.act === 'send',
  }
  const { exchangeId, inReplyTo } = asked
  if (asked.place === 'new') return writePage(parts, c, exchangeId, attempt, status)
  const request = { exchangeId, before: null, answering: inReplyTo, attempt }
  const view = await gatherExchange(parts, c, request)
  if (!view.ok) return refusalPage(parts, c, view.error)
  return answerPage(c, <ExchangePage {...view.value} />, status)
}

/** The subject of the message answered; null when that is not the patient's. */
async function subjectFor(parts: PortalParts, c: Context<PortalEnv>, asked: AskedReply) {
  if (asked.inReplyTo === null) return asked.subject === '' ? texts.reply.newSubject : asked.subject
  const { patientId } = c.get('session')
  const opened = await parts.gateway.message(patientId, asked.exchangeId, asked.inReplyTo)
  return opened.ok ? answerSubject(opened.value.summary.subject) : null
}

const pathOf = ({ exchangeId }: AskedReply): string => `/echanges/${exchangeId}`

/** Back to the form, where the draft is. */
function back(c: Context<PortalEnv>, asked: AskedReply) {
  if (asked.place === 'new') return c.redirect(`${pathOf(asked)}/ecrire`, 303)
  const chosen = asked.inReplyTo === null ? '' : `?repondre=${asked.inReplyTo}`
  return c.redirect(`${pathOf(asked)}${chosen}#repondre`, 303)
}

/**
 * A form with its words: a second click is the same. Other words in a form that was sent (the page
 * came back from the browser's memory) are no second click, and nobody is told that they went.
 */
const sentKey = ({ turn, inReplyTo, replyAll, subject, text }: AskedReply): string =>
  createHash('sha256')
    .update(JSON.stringify([turn.formId, inReplyTo, replyAll, subject, text]))
    .digest('base64url')

const sentWords = ({ inReplyTo }: AskedReply): string =>
  inReplyTo === null ? composeTexts.sent.message : composeTexts.sent.answer

async function send(
  parts: PortalParts,
  c: Context<PortalEnv>,
  asked: AskedReply,
  attachments: readonly PortalAttachment[],
) {
  const session = c.get('session')
  const subject = await subjectFor(parts, c, asked)
  if (subject === null) return errorPage(parts, c, 404)
  const { exchangeId, inReplyTo, replyAll, text, turn, fileIds } = asked
  // Claimed before the commit: a second click that arrives meanwhile finds it taken.
  const key = sentKey(asked)
  session.sentForms.add(key)
  const done = await parts.gateway.reply({
    patientId: session.patientId,
    exchangeId,
    inReplyTo,
    replyAll,
    subject,
    text,
    attachments,
    draft: { ...turn, fileIds },
  })
  if (!done.ok) {
    session.sentForms.delete(key)
    if (done.error === 'not-found') return errorPage(parts, c, 404)
    // Nothing is lost with it: words and files wait as a draft.
    const kept = await keepDraft(parts, c, asked, attachments)
    const faults = faultsOf(done.error)
    const status = statusOf(done.error)
    return refuse(parts, c, asked, { ...faults, form: faults.form ?? kept.form }, status)
  }
  if (session.sentForms.size > rememberedFormsMax)
    session.sentForms.delete(session.sentForms.values().next().value!)
  session.notice = sentWords(asked)
  return c.redirect(pathOf(asked), 303)
}

/** Joins, saves, removes: the words are kept with each of them. */
async function change(
  parts: PortalParts,
  c: Context<PortalEnv>,
  asked: AskedReply,
  attachments: readonly PortalAttachment[],
  faults: ReplyFaults,
  status: RefusalStatus,
) {
  const { patientId } = c.get('session')
  const kept = await keepDraft(parts, c, asked, attachments)
  if (kept.form === 'not-found') return errorPage(parts, c, 404)
  if (asked.act === 'remove') {
    const { exchangeId, removed } = asked
    const done = await parts.gateway.drafts.removeFile(patientId, exchangeId, removed)
    if (!done.ok) return refuse(parts, c, asked, faultsOf(done.error), statusOf(done.error))
  }
  const all: ReplyFaults = {
    text: faults.text ?? kept.text,
    subject: faults.subject,
    files: [...faults.files, ...kept.files],
    form: faults.form ?? kept.form,
  }
  if (hasFault(all)) return refuse(parts, c, asked, all, kept.status ?? status)
  if (wantsJson(c)) return draftAnswer(parts, c, asked.exchangeId, noFaults, 200)
  if (asked.act === 'documents')
    return c.redirect(`${pathOf(asked)}/documents${asked.place === 'new' ? '?page=new' : ''}`, 303)
  if (asked.act === 'drop') return c.redirect(`${pathOf(asked)}/brouillon/supprimer`, 303)
  return back(c, asked)
}

async function reply(
  parts: PortalParts,
  c: Context<PortalEnv>,
  exchangeId: string,
  { draft }: DraftView,
) {
  const form = await sessionForm(parts, c, 'with-files')
  if (form instanceof Response) return form
  const session = c.get('session')
  const asked = askedReply(exchangeId, form)
  if (asked.turn.formId !== '' && session.sentForms.has(sentKey(asked))) {
    // An autosave that was on its way, or a second click: it is sent, and stays sent.
    if (wantsJson(c)) return draftAnswer(parts, c, exchangeId, noFaults, 200)
    const says = asked.act === 'send' ? sentWords(asked) : composeTexts.draft.alreadySent
    session.notice = says
    return c.redirect(pathOf(asked), 303)
  }
  const { files, faults } = await checkUploads(form, parts.scanUpload)
  const filesAtHand = files.length + faults.length + (draft?.files.length ?? 0)
  const found: ReplyFaults = { ...noFaults, ...faultsOfWords(asked, filesAtHand), files: faults }
  const status = form.filesTooBig ? 413 : 422
  if (asked.act === 'send' && !hasFault(found)) return send(parts, c, asked, files)
  return change(parts, c, asked, files, found, status)
}

/** The files of the draft, which an answer brings along, are held as the form's are. */
const draftBytes = ({ draft }: DraftView): number =>
  2 * (draft?.files ?? []).reduce((sum, file) => sum + file.bytes, 0)

export function serveReply(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.post('/echanges/:exchangeId/reponse', async (c) => {
    const exchangeId = c.req.param('exchangeId')
    const view = await parts.gateway.drafts.get(c.get('session').patientId, exchangeId)
    if (!view.ok) return refusalPage(parts, c, view.error)
    const bytes = heldBytes(c.req.header('content-length')) + draftBytes(view.value)
    return withUploadRoom(parts, c, bytes, () => reply(parts, c, exchangeId, view.value))
  })
}
