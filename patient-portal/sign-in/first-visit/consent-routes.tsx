import type { Context, Hono } from 'hono'
import { consentVersion } from '../../../domain/consent-version.js'
import { sessionForm } from '../../forms/session-form.js'
import { answerPage, chromeOf, errorPage } from '../../page-answer.js'
import type { PortalEnv, PortalParts } from '../../portal-parts.js'
import type { PortalSettings } from '../../settings/settings-contract.js'
import { readCookie } from '../../walls/session-cookie.js'
import { requireSession } from '../../walls/session-wall.js'
import { mainAddressFor } from '../sign-in-answer.js'
import { leave } from '../sign-out-routes.js'
import { ConsentPage, NextVisitPage } from './consent-page.js'
import { consentTexts } from './consent-texts.js'

function showConsent(
  parts: PortalParts,
  c: Context<PortalEnv>,
  status: 200 | 503 = 200,
  error: string | null = null,
) {
  const { csrfToken } = c.get('session')
  return answerPage(
    c,
    <ConsentPage
      // The sections open nothing yet.
      chrome={{ ...chromeOf(parts, c), sections: [], here: '/bienvenue' }}
      displayName={c.get('standing').displayName}
      csrfToken={csrfToken}
      error={error}
    />,
    status,
  )
}

async function decide(parts: PortalParts, c: Context<PortalEnv>, settings: PortalSettings) {
  const session = c.get('session')
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const choice = form.field('choix')
  if (choice === 'refuser') {
    await parts.sessions.close(readCookie(c, 'session'))
    return leave(parts, c, session, session.way === 'activation' ? 'refus-code' : 'refus')
  }
  if (choice !== 'accepter') return errorPage(parts, c, 400)
  const at = parts.clock.now()
  const done = await settings.change(session.patientId, {
    consent: { version: consentVersion, at },
  })
  if (!done.ok) return showConsent(parts, c, 503, consentTexts.page.failed)
  session.consentSeen = consentVersion
  return c.redirect('/bienvenue/suite', 303)
}

async function showNext(parts: PortalParts, c: Context<PortalEnv>, settings: PortalSettings) {
  const { patientId, csrfToken, way } = c.get('session')
  const { passkey } = parts.signIn
  const held = passkey === undefined ? [] : await passkey.list(patientId)
  const offersPasskey =
    passkey !== undefined && held.length === 0 && mainAddressFor(parts, c) === null
  const { emailVerifiedAt } = await settings.get(patientId)
  const offersEmail = settings.sendsNotices && emailVerifiedAt === null
  if (!offersPasskey && !offersEmail) return c.redirect('/echanges', 303)
  return answerPage(
    c,
    <NextVisitPage
      chrome={{ ...chromeOf(parts, c), here: '/bienvenue/suite' }}
      csrfToken={csrfToken}
      wasActivation={way === 'activation'}
      offersPasskey={offersPasskey}
      offersEmail={offersEmail}
    />,
  )
}

/** The first visit. Without settings there is nowhere to keep an agreement, and none is asked. */
export function serveConsent(app: Hono<PortalEnv>, parts: PortalParts): void {
  const { settings } = parts
  if (settings === undefined) return
  app.use('/bienvenue/*', requireSession(parts))
  app.get('/bienvenue', async (c) => {
    const { consent } = await settings.get(c.get('session').patientId)
    if (consent?.version === consentVersion) return c.redirect('/echanges', 303)
    return showConsent(parts, c)
  })
  app.post('/bienvenue', (c) => decide(parts, c, settings))
  app.get('/bienvenue/suite', async (c) => {
    const { consentSeen } = c.get('session')
    if (consentSeen !== consentVersion) return c.redirect('/bienvenue', 303)
    return showNext(parts, c, settings)
  })
}
