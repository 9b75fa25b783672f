import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { PortalForm } from '../forms/portal-form.js'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { isRecent, unlessRecent } from '../sign-in/recent-sign-in.js'
import { mainAddressFor } from '../sign-in/sign-in-answer.js'
import type { PasskeySignIn } from '../sign-in/sign-in-contract.js'
import { leave } from '../sign-in/sign-out-routes.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { readCookie } from '../walls/session-cookie.js'
import { requireSession } from '../walls/session-wall.js'
import { serveEnrolment } from './enrolment-routes.js'
import { SecurityPage } from './security-page.js'
import { securityTexts } from './security-texts.js'

const securityPath = '/compte/securite'

async function show(
  parts: PortalParts,
  c: Context<PortalEnv>,
  status: 200 | 400 = 200,
  error: string | null = null,
) {
  const session = c.get('session')
  const { passkey } = parts.signIn
  const isHere = mainAddressFor(parts, c) === null
  return answerPage(
    c,
    <SecurityPage
      chrome={{ ...chromeOf(parts, c), here: securityPath }}
      csrfToken={session.csrfToken}
      notice={takeNotice(session)}
      error={error}
      passkeys={passkey === undefined ? null : await passkey.list(session.patientId)}
      adding={!isHere ? 'elsewhere' : isRecent(session, parts.clock.now()) ? 'here' : 'confirm'}
      sessions={await parts.sessions.list(session.patientId)}
      currentSessionId={session.sessionId}
      past={await parts.journal.latest(session.patientId)}
    />,
    status,
  )
}

type Act = (c: Context<PortalEnv>, form: PortalForm) => Response | Promise<Response>

/** What is said on the page that comes next. */
function done(c: Context<PortalEnv>, says: string): Response {
  c.get('session').notice = says
  return c.redirect(securityPath, 303)
}

function servePasskeys(app: Hono<PortalEnv>, parts: PortalParts, passkey: PasskeySignIn): void {
  const act = (path: string, work: Act) =>
    app.post(`${securityPath}/cles/${path}`, async (c) => {
      const form = await sessionForm(parts, c)
      return form instanceof Response ? form : work(c, form)
    })
  act('renommer', async (c, form) => {
    const label = form.field('nom').trim()
    if (label === '' || label.length > portalLimits.passkeyLabelCharactersMax)
      return show(parts, c, 400, securityTexts.passkeys.badLabel)
    const { patientId } = c.get('session')
    const isDone = await passkey.rename(patientId, form.field('cle'), label)
    return isDone ? done(c, securityTexts.passkeys.renamed) : errorPage(parts, c, 404)
  })
  act('retirer', async (c, form) => {
    const again = unlessRecent(parts, c, securityPath)
    if (again !== null) return again
    const isDone = await passkey.remove(c.get('session').patientId, form.field('cle'))
    return isDone ? done(c, securityTexts.passkeys.removed) : errorPage(parts, c, 404)
  })
  serveEnrolment(app, parts, passkey)
}

/** Ways to sign in and open sessions of the patient (ASVS 5.0 §7.4.3, §7.5.2). */
export function serveSecurity(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.use(`${securityPath}/*`, requireSession(parts))
  app.get(securityPath, (c) => show(parts, c))
  const { passkey } = parts.signIn
  if (passkey !== undefined) servePasskeys(app, parts, passkey)

  app.post(`${securityPath}/appareils/fermer`, async (c) => {
    const form = await sessionForm(parts, c)
    if (form instanceof Response) return form
    const { patientId } = c.get('session')
    const isDone = await parts.sessions.closeOne(patientId, form.field('appareil'))
    return isDone ? done(c, securityTexts.sessions.closed) : errorPage(parts, c, 404)
  })
  app.post(`${securityPath}/partout`, async (c) => {
    const form = await sessionForm(parts, c)
    if (form instanceof Response) return form
    const again = unlessRecent(parts, c, securityPath)
    if (again !== null) return again
    const session = c.get('session')
    await parts.sessions.closeAllOf(session.patientId)
    await parts.sessions.close(readCookie(c, 'session'))
    return leave(parts, c, session, 'partout')
  })
}
