import type { Context } from 'hono'
import type { PortalContact } from '../contract.js'
import { answerPage, chromeOf, errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { createMask } from '../reading/masked-addresses.js'
import { type Chrome, Page } from '../views/page.js'
import { professionalNames } from '../views/professional-names.js'
import { composeTexts } from './compose-texts.js'
import { noticeWords } from './notice-words.js'
import { ReplyClosed } from './reply-closed.js'
import { ReplyErrors, ReplyForm } from './reply-form.js'
import { formOf, isPassing, whyClosed } from './reply-state.js'
import { hasReplyError, type ReplyAttempt, type ReplyState } from './reply-view.js'

interface WriteView {
  readonly chrome: Chrome
  readonly contact: PortalContact
  readonly state: ReplyState
}

const WritePage = ({ chrome, contact, state }: WriteView) => {
  const mask = createMask(contact.hidden)
  const { name, entity } = professionalNames(contact, mask)
  const words = composeTexts.fresh
  const notice = noticeWords(contact.notice)
  const isContinued = state.kind === 'form' && state.form.savedAt !== null
  return (
    <Page chrome={chrome} title={words.title} hasError={hasReplyError(state)} showsEmergency>
      <p class="back">
        <a href="/echanges/nouveau">{words.back}</a>
      </p>
      <h1>{words.to(name)}</h1>
      {entity !== '' && <p class="entity lead">{entity}</p>}
      {notice !== null && <p class="notice">{mask(notice)}</p>}
      {isContinued && !hasReplyError(state) && <p class="small">{words.continueDraft}</p>}
      {state.kind === 'closed' ? (
        <ReplyClosed {...state} />
      ) : (
        <>
          {hasReplyError(state) && <ReplyErrors form={state.form} />}
          <ReplyForm form={state.form} />
        </>
      )}
    </Page>
  )
}

/** A new message to a known contact, with what was typed when the page comes back. */
export async function writePage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  exchangeId: string,
  attempt: ReplyAttempt | null,
  status: 200 | 403 | 409 | 413 | 422 | 429 | 503,
) {
  const { patientId } = c.get('session')
  const { gateway } = parts
  const contacts = await gateway.contacts(patientId)
  if (!contacts.ok) return refusalPage(parts, c, contacts.error)
  const contact = contacts.value.find((one) => one.exchangeId === exchangeId)
  const view = await gateway.drafts.get(patientId, exchangeId)
  if (contact === undefined || !view.ok) return errorPage(parts, c, 404)
  const allowed = await gateway.mayReply(patientId, exchangeId, null)
  const exchange = { ...contact, endedAt: null, endedBy: null }
  const chrome = chromeOf(parts, c)
  if (!allowed.ok && !(isPassing(allowed.error) && (attempt ?? view.value.draft) !== null)) {
    const state = whyClosed(allowed.error, exchange, attempt, view.value)
    return answerPage(c, <WritePage chrome={chrome} contact={contact} state={state} />, status)
  }
  const form = formOf(parts, c, {
    exchange,
    place: 'new',
    answered: null,
    isOlder: false,
    attempt,
    view: view.value,
  })
  const state: ReplyState = { kind: 'form', form }
  return answerPage(c, <WritePage chrome={chrome} contact={contact} state={state} />, status)
}
