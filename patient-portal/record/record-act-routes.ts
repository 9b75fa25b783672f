import type { Context, Hono } from 'hono'
import type { DocumentChange } from '../../document-vault/contract/vault.js'
import type { PortalForm } from '../forms/portal-form.js'
import { errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { holder, openForm, vaultRefusalPage } from './record-session.js'
import { recordTexts } from './record-texts.js'
import { spaceAsked } from './shelves.js'

function changeOf(form: PortalForm): DocumentChange | null {
  switch (form.field('acte')) {
    case 'masquer':
      return { kind: 'mask', masked: true }
    case 'demasquer':
      return { kind: 'mask', masked: false }
    case 'archiver':
      return { kind: 'archive', archived: true }
    case 'desarchiver':
      return { kind: 'archive', archived: false }
    case 'supprimer':
      return { kind: 'delete', deleted: true }
    case 'retablir':
      return { kind: 'delete', deleted: false }
    case 'ranger': {
      const space = spaceAsked(form.field('espace'))
      return space === null ? null : { kind: 'categorise', space }
    }
    default:
      return null
  }
}

async function change(parts: PortalParts, c: Context<PortalEnv>, documentId: string) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { form, open } = asked
  const wanted = changeOf(form)
  if (wanted === null) return errorPage(parts, c, 400)
  const done = await open.vault.change(open.key, documentId, wanted, holder)
  if (!done.ok) return vaultRefusalPage(parts, c, done.error)
  c.get('session').notice = recordTexts.documents.done
  return c.redirect(`/documents/${documentId}`, 303)
}

/** `autre` takes the list beside the proposals. */
const chosenType = (form: PortalForm): string =>
  form.field('proposition') === 'autre' ? form.field('type') : form.field('proposition')

async function settle(parts: PortalParts, c: Context<PortalEnv>, documentId: string) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { form, open } = asked
  const isRejected = form.field('acte') === 'retirer'
  const typeCode = chosenType(form)
  if (!isRejected && !open.record.types.some(({ code }) => code === typeCode))
    return errorPage(parts, c, 400)
  const choice = isRejected ? { reject: 'retiré par le titulaire' } : { typeCode }
  const done = await open.vault.settleHeld(open.key, documentId, choice, holder)
  if (!done.ok) return vaultRefusalPage(parts, c, done.error)
  c.get('session').notice = recordTexts.documents.done
  return c.redirect('/documents/a-classer', 303)
}

async function acknowledge(parts: PortalParts, c: Context<PortalEnv>) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { form, open } = asked
  const done = await open.vault.acknowledgeNotice(open.key, form.field('avis'), holder)
  if (!done.ok && done.error !== 'not-found') return vaultRefusalPage(parts, c, done.error)
  return c.redirect('/documents', 303)
}

export function serveRecordActs(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.post('/documents/:documentId', (c) => change(parts, c, c.req.param('documentId')))
  app.post('/documents/a-classer/:documentId', (c) => settle(parts, c, c.req.param('documentId')))
  app.post('/traces/avis', (c) => acknowledge(parts, c))
}
