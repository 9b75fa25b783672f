import type { Context, Hono } from 'hono'
import { offerFile } from '../file-answer.js'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { composeTexts } from './compose-texts.js'
import { ContactListPage } from './contact-list-page.js'
import { DropDraftPage } from './drop-draft-page.js'
import { writePage } from './write-page.js'

async function contacts(parts: PortalParts, c: Context<PortalEnv>) {
  const found = await parts.gateway.contacts(c.get('session').patientId)
  if (!found.ok) return refusalPage(parts, c, found.error)
  return answerPage(c, <ContactListPage chrome={chromeOf(parts, c)} contacts={found.value} />)
}

async function askToDrop(parts: PortalParts, c: Context<PortalEnv>, exchangeId: string) {
  const found = await parts.gateway.drafts.get(c.get('session').patientId, exchangeId)
  if (!found.ok) return refusalPage(parts, c, found.error)
  if (found.value.draft === null) return c.redirect(`/echanges/${exchangeId}`, 303)
  return answerPage(c, <DropDraftPage chrome={chromeOf(parts, c)} exchangeId={exchangeId} />)
}

async function drop(parts: PortalParts, c: Context<PortalEnv>, exchangeId: string) {
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const session = c.get('session')
  const done = await parts.gateway.drafts.drop(session.patientId, exchangeId)
  if (!done.ok) return refusalPage(parts, c, done.error)
  session.notice = composeTexts.draft.dropped
  return c.redirect(`/echanges/${exchangeId}`, 303)
}

/** A file of a draft that can be sent no more: the patient's own, to keep. */
async function file(parts: PortalParts, c: Context<PortalEnv>, exchangeId: string, id: string) {
  const found = await parts.gateway.drafts.file(c.get('session').patientId, exchangeId, id)
  if (!found.ok) return refusalPage(parts, c, found.error)
  offerFile(c, { fileName: found.value.fileName, mediaType: 'application/octet-stream' })
  return c.body(Uint8Array.from(found.value.content))
}

/** Pages about writing; before `/echanges/:exchangeId`, which would take `nouveau` for an id. */
export function serveNewMessages(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges/nouveau', (c) => contacts(parts, c))
  app.get('/echanges/:exchangeId/ecrire', (c) =>
    writePage(parts, c, c.req.param('exchangeId'), null, 200),
  )
  app.get('/echanges/:exchangeId/brouillon/supprimer', (c) =>
    askToDrop(parts, c, c.req.param('exchangeId')),
  )
  app.post('/echanges/:exchangeId/brouillon/supprimer', (c) =>
    drop(parts, c, c.req.param('exchangeId')),
  )
  app.get('/echanges/:exchangeId/brouillon/pieces/:fileId', (c) =>
    file(parts, c, c.req.param('exchangeId'), c.req.param('fileId')),
  )
}
