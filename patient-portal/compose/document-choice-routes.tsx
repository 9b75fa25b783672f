import type { Context, Hono } from 'hono'
import type { DocumentQuery, DocumentSummary } from '../../document-vault/contract/vault.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { DraftView } from '../contract.js'
import { sessionForm } from '../forms/session-form.js'
import { withUploadRoom } from '../forms/upload-room.js'
import { scanned } from '../forms/uploaded-files.js'
import { answerPage, chromeOf, errorPage, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { cleanFileName } from '../reading/file-name.js'
import { holder, type OpenRecord, openRecord, vaultRefusalPage } from '../record/record-session.js'
import { shelfAsked, shelves } from '../record/shelves.js'
import { composeTexts } from './compose-texts.js'
import { DocumentChoicePage } from './document-choice-page.js'
import { roomLeft } from './draft-files.js'
import { tooBigWords } from './kept-draft.js'
import { replyRefusal } from './reply-refusal.js'

const pageRows = 20

function askedQuery(c: Context<PortalEnv>) {
  const space = shelfAsked(c.req.query('espace') ?? '')
  const words = (c.req.query('mots') ?? '').slice(0, 100).trim()
  const query: DocumentQuery = {
    ...(space === null ? {} : { space: shelves[space]! }),
    ...(words === '' ? {} : { words }),
    after: c.req.query('suite') ?? null,
    limit: pageRows,
  }
  return { space, words, query }
}

interface Choosing {
  readonly open: OpenRecord
  readonly view: DraftView
  readonly exchangeId: string
  readonly isNew: boolean
}

/** Draft and record of the patient, or the page that says why not. */
async function choosing(
  parts: PortalParts,
  c: Context<PortalEnv>,
  isNew: boolean,
): Promise<Choosing | Response> {
  const exchangeId = c.req.param('exchangeId') ?? ''
  const view = await parts.gateway.drafts.get(c.get('session').patientId, exchangeId)
  if (!view.ok) return refusalPage(parts, c, view.error)
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  return { open, view: view.value, exchangeId, isNew }
}

async function choicePage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  { open, view, exchangeId, isNew }: Choosing,
  faults: readonly string[],
) {
  const { space, words, query } = askedQuery(c)
  const page = await open.vault.documents(open.key, query, holder)
  if (!page.ok) return vaultRefusalPage(parts, c, page.error)
  return answerPage(
    c,
    <DocumentChoicePage
      chrome={chromeOf(parts, c)}
      exchangePath={`/echanges/${exchangeId}`}
      isNew={isNew}
      found={page.value}
      words={words}
      space={space}
      room={roomLeft(view.draft?.files ?? [])}
      faults={faults}
    />,
    faults.length === 0 ? 200 : 422,
  )
}

/** The name it came with; without one, its title. */
const nameOf = ({ fileName, title }: DocumentSummary): string =>
  cleanFileName(fileName === '' ? title : fileName, 'document')

/** One copy into the draft, or why not in words. */
async function attach(
  parts: PortalParts,
  c: Context<PortalEnv>,
  { open, exchangeId }: Choosing,
  documentId: string,
): Promise<string | null> {
  const { drafts } = parts.gateway
  const { patientId } = c.get('session')
  const content = await open.vault.content(open.key, documentId, holder)
  if (!content.ok) return composeTexts.choice.gone
  const { summary, bytes } = content.value
  const file = { fileName: nameOf(summary), contentType: summary.mediaType, content: bytes }
  const checked = await scanned(file, parts.scanUpload)
  if (!checked.ok) return checked.error
  const added = await drafts.addFile(patientId, exchangeId, file)
  if (added.ok) return null
  const now = await drafts.get(patientId, exchangeId)
  return added.error === 'message-too-big' && now.ok
    ? tooBigWords(file, now.value)
    : replyRefusal(added.error)
}

async function attachAll(parts: PortalParts, c: Context<PortalEnv>) {
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const found = await choosing(parts, c, form.field('page') === 'new')
  if (found instanceof Response) return found
  const chosen = form.values('document').slice(0, portalLimits.portalAttachmentsMax)
  if (chosen.length === 0) return choicePage(parts, c, found, [composeTexts.choice.nothing])
  const faults: string[] = []
  // One after the other: one document at a time is held.
  for (const documentId of chosen) {
    const fault = await attach(parts, c, found, documentId)
    if (fault !== null) faults.push(fault)
  }
  if (faults.length > 0) return choicePage(parts, c, found, faults)
  const path = `/echanges/${found.exchangeId}`
  return c.redirect(found.isNew ? `${path}/ecrire` : `${path}#repondre`, 303)
}

export function serveDocumentChoice(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges/:exchangeId/documents', async (c) => {
    const found = await choosing(parts, c, c.req.query('page') === 'new')
    return found instanceof Response ? found : choicePage(parts, c, found, [])
  })
  app.post('/echanges/:exchangeId/documents', (c) =>
    withUploadRoom(parts, c, 2 * portalLimits.portalUploadBytesMax, () => attachAll(parts, c)),
  )
}
