import type { Context, Hono } from 'hono'
import type {
  AccessChange,
  AccessSettings,
  NamedProfessional,
} from '../../document-vault/contract/access.js'
import type { PortalForm } from '../forms/portal-form.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { AccessPage } from './access-page.js'
import { NoRecordPage } from './no-record-page.js'
import { holder, openForm, openRecord, vaultRefusalPage } from './record-session.js'
import { recordTexts } from './record-texts.js'

async function accessPage(parts: PortalParts, c: Context<PortalEnv>) {
  const open = await openRecord(parts, c)
  if (open === null) return answerPage(c, <NoRecordPage chrome={chromeOf(parts, c)} />)
  const settings = await open.vault.access(open.key, holder)
  if (!settings.ok) return vaultRefusalPage(parts, c, settings.error)
  return answerPage(
    c,
    <AccessPage
      chrome={chromeOf(parts, c)}
      settings={settings.value}
      professionals={await open.record.professionals(c.get('session').patientId)}
      notice={takeNotice(c.get('session'))}
    />,
  )
}

/** Names come from the record or the gateway, never from the form. */
function changeOf(
  form: PortalForm,
  settings: AccessSettings,
  professionals: readonly NamedProfessional[],
): AccessChange | null {
  const isYes = form.field('valeur') === 'oui'
  const isMeant = ({ nationalId }: NamedProfessional) => nationalId === form.field('professionnel')
  const named = [...settings.authorised, ...settings.blocked].find(isMeant)
  const known = professionals.find(isMeant)
  switch (form.field('reglage')) {
    case 'consultation':
      return { kind: 'reading-consent', consented: isYes }
    case 'depot':
      return { kind: 'filing-opposition', opposed: !isYes }
    case 'bris-de-glace':
      return { kind: 'break-glass-opposition', opposed: !isYes }
    case 'regulation':
      return { kind: 'regulation-opposition', opposed: !isYes }
    case 'autoriser':
      return known === undefined ? null : { kind: 'authorise', professional: known, until: null }
    case 'traitant':
      return known === undefined ? null : { kind: 'referring-doctor', professional: known }
    case 'plus-traitant':
      return { kind: 'referring-doctor', professional: null }
    case 'retirer':
    case 'bloquer':
    case 'debloquer': {
      if (named === undefined) return null
      const professional = { nationalId: named.nationalId, name: named.name }
      const kinds = { retirer: 'withdraw', bloquer: 'block', debloquer: 'unblock' } as const
      return { kind: kinds[form.field('reglage') as keyof typeof kinds], professional }
    }
    default:
      return null
  }
}

async function changeAccess(parts: PortalParts, c: Context<PortalEnv>) {
  const asked = await openForm(parts, c)
  if (asked instanceof Response) return asked
  const { form, open } = asked
  const settings = await open.vault.access(open.key, holder)
  if (!settings.ok) return vaultRefusalPage(parts, c, settings.error)
  const professionals = await open.record.professionals(c.get('session').patientId)
  const change = changeOf(form, settings.value, professionals)
  if (change === null) return errorPage(parts, c, 400)
  const done = await open.vault.changeAccess(open.key, change, holder)
  if (!done.ok) return vaultRefusalPage(parts, c, done.error)
  c.get('session').notice = recordTexts.documents.done
  return c.redirect('/acces', 303)
}

export function serveAccess(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/acces', (c) => accessPage(parts, c))
  app.post('/acces', (c) => changeAccess(parts, c))
}
