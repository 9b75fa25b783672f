import type { Context, Hono } from 'hono'
import type { DocumentQuery, DocumentSummary } from '../../document-vault/contract/vault.js'
import { offerFile, toldType } from '../file-answer.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { cleanFileName } from '../reading/file-name.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { policies } from '../walls/security-headers.js'
import { type Asked, askedInAddress, withAskedByForm } from './asked-words.js'
import { DocumentListPage } from './document-list-page.js'
import { DocumentDetailPage } from './document-page.js'
import { framedDocument } from './framed-document.js'
import { HeldPage } from './held-page.js'
import { NoRecordPage } from './no-record-page.js'
import { readableFile } from './readable-file.js'
import { holder, type OpenRecord, openRecord, vaultRefusalPage } from './record-session.js'
import { shelfAsked, shelves } from './shelves.js'

const pageRows = 30

/** What the holder put away stands on a list of its own, so that nothing gets lost. */
const setAsideStatus: readonly DocumentSummary['status'][] = ['archived', 'deleted']

function askedQuery(asked: Asked) {
  const isSetAside = asked('ecartes') === 'oui'
  const chosen = shelfAsked(asked('espace'))
  const words = asked('mots').slice(0, 100).trim()
  return {
    isSetAside,
    chosen,
    query: {
      ...(chosen === null ? {} : { space: shelves[chosen]! }),
      ...(words === '' ? {} : { words }),
      ...(isSetAside ? { status: setAsideStatus } : {}),
      after: asked('suite') || null,
      limit: pageRows,
    } satisfies DocumentQuery as DocumentQuery,
  }
}

async function listPage(parts: PortalParts, c: Context<PortalEnv>, asked: Asked) {
  const open = await openRecord(parts, c)
  if (open === null) return answerPage(c, <NoRecordPage chrome={chromeOf(parts, c)} />)
  const { vault, key } = open
  const { query, chosen, isSetAside } = askedQuery(asked)
  const page = await vault.documents(key, query, holder)
  if (!page.ok) {
    if (page.error === 'record-missing')
      return answerPage(c, <NoRecordPage chrome={chromeOf(parts, c)} />)
    return vaultRefusalPage(parts, c, page.error)
  }
  const [held, notices] = await Promise.all([
    vault.heldDocuments(key, holder),
    vault.notices(key, holder),
  ])
  return answerPage(
    c,
    <DocumentListPage
      chrome={chromeOf(parts, c)}
      page={page.value}
      chosen={chosen}
      isSetAside={isSetAside}
      words={query.words ?? ''}
      held={held.ok ? held.value.length : 0}
      notices={notices.ok ? notices.value : []}
      notice={takeNotice(c.get('session'))}
    />,
  )
}

async function heldPage(parts: PortalParts, c: Context<PortalEnv>) {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const held = await open.vault.heldDocuments(open.key, holder)
  if (!held.ok) return vaultRefusalPage(parts, c, held.error)
  return answerPage(
    c,
    <HeldPage
      chrome={chromeOf(parts, c)}
      held={held.value}
      types={open.record.types}
      notice={takeNotice(c.get('session'))}
    />,
  )
}

/** One document of the holder, whatever its mark; null when it is not theirs. */
async function findDocument(
  { vault, key }: OpenRecord,
  documentId: string,
): ReturnType<OpenRecord['vault']['documents']> {
  return vault.documents(
    key,
    { documentId, status: ['current', 'superseded', 'archived', 'deleted'], limit: 1 },
    holder,
  )
}

async function detailPage(parts: PortalParts, c: Context<PortalEnv>, documentId: string) {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const found = await findDocument(open, documentId)
  if (!found.ok) return vaultRefusalPage(parts, c, found.error)
  const document = found.value.documents[0]
  if (document === undefined) return errorPage(parts, c, 404)
  const history = await open.vault.history(open.key, documentId, holder)
  return answerPage(
    c,
    <DocumentDetailPage
      chrome={chromeOf(parts, c)}
      document={document}
      history={history.ok ? history.value : []}
      notice={takeNotice(c.get('session'))}
    />,
  )
}

async function file(parts: PortalParts, c: Context<PortalEnv>, documentId: string) {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const content = await open.vault.content(open.key, documentId, holder)
  if (!content.ok) return vaultRefusalPage(parts, c, content.error)
  const { summary, bytes } = content.value
  const asItCame = {
    bytes,
    mediaType: summary.mediaType,
    fileName: cleanFileName(summary.fileName, 'document'),
  }
  const isOriginal = c.req.query('origine') === 'oui'
  const given = isOriginal ? asItCame : readableFile(summary, bytes, open.record.renderedCda)
  offerFile(c, { fileName: given.fileName, mediaType: toldType(given.mediaType) })
  return c.body(Uint8Array.from(given.bytes))
}

/** A clinical document as a page of its own, in the sandboxed frame. */
async function reading(parts: PortalParts, c: Context<PortalEnv>, documentId: string) {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const content = await open.vault.content(open.key, documentId, holder)
  if (!content.ok) return vaultRefusalPage(parts, c, content.error)
  const html = open.record.renderedCda(content.value.bytes)
  if (html === null) return errorPage(parts, c, 404)
  c.header('Content-Security-Policy', policies.document(framedDocument.styleHash))
  return c.html(framedDocument.page(html))
}

export function serveRecordDocuments(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/documents', (c) => listPage(parts, c, askedInAddress(c, 'mots')))
  app.get('/documents/recherche', (c) => c.redirect('/documents', 303))
  app.post('/documents/recherche', (c) =>
    withAskedByForm(parts, c, (asked) => listPage(parts, c, asked)),
  )
  app.get('/documents/a-classer', (c) => heldPage(parts, c))
  app.get('/documents/:documentId', (c) => detailPage(parts, c, c.req.param('documentId')))
  app.get('/documents/:documentId/fichier', (c) => file(parts, c, c.req.param('documentId')))
  app.get('/documents/:documentId/lecture', (c) => reading(parts, c, c.req.param('documentId')))
}
