import type { Context, Hono } from 'hono'
import { readForm } from '../../forms/portal-form.js'
import { errorPage } from '../../page-answer.js'
import type { PortalEnv, PortalParts } from '../../portal-parts.js'
import { randomToken } from '../../walls/portal-sessions.js'
import { dropCookie, readCookie, writeCookie } from '../../walls/session-cookie.js'
import { isEntryForm } from '../entry-form.js'
import { KeptSteps } from '../kept-steps.js'
import { onwardPage } from '../onward-page.js'
import { noMailboxPage, openEntry } from '../portal-entry.js'
import { mainAddressFor, showSignIn, wantedReturn } from '../sign-in-answer.js'
import { beginAttempt } from '../sign-in-attempt.js'
import type { OidcFault, OidcSignIn } from '../sign-in-contract.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'

const motives: Readonly<Record<OidcFault, string>> = {
  'sign-in-failed': 'echec',
  'sign-in-unavailable': 'indisponible',
  'sign-in-cancelled': 'annule',
  'person-unknown': 'inconnu',
}

const returnAddress = (parts: PortalParts): string => `${parts.publicUrl()}/connexion/retour`

/**
 * OpenID Connect Core §3.1. The state of a sign-in under way is here, not in the browser: it holds
 * a random name of it in a cookie, so that a way back that somebody else began is refused (RFC 9700
 * §4.7).
 */
export function serveOidc(app: Hono<PortalEnv>, parts: PortalParts, oidc: OidcSignIn): void {
  const steps = new KeptSteps(parts.clock)

  const start = async (c: Context<PortalEnv>) => {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok) return errorPage(parts, c, 400)
    const backTo = wantedReturn(form.value.field('vers'))
    if (!isEntryForm(parts, c, form.value)) {
      return showSignIn(parts, c, { status: 403, backTo, error: signInTexts.staleForm })
    }
    // The cookie would stay at this address, and the way back leads to the other one.
    const main = mainAddressFor(parts, c)
    if (main !== null) return c.redirect(`${main}/connexion`, 303)
    const begun = await oidc.start(returnAddress(parts), backTo !== '')
    if (!begun.ok) {
      const error = wayTexts.oidc.unavailable(oidc.providerName)
      return showSignIn(parts, c, { status: 503, backTo, error })
    }
    const { url, kept } = begun.value
    const known = readCookie(c, 'return')
    const browser = /^[\w-]{43}$/.test(known) ? known : randomToken()
    const formerToken = readCookie(c, 'session')
    steps.put(browser, kept.state, { kind: 'oidc', kept, backTo, formerToken })
    writeCookie(c, 'return', browser)
    return onwardPage(parts, c, url, wayTexts.oidc.going(oidc.providerName))
  }

  const finish = async (c: Context<PortalEnv>) => {
    const fail = (motive: string, backTo = '') => {
      const back = backTo === '' ? '' : `&vers=${encodeURIComponent(backTo)}`
      return c.redirect(`/connexion?motif=${motive}${back}`, 303)
    }
    const browser = readCookie(c, 'return')
    const step = steps.take('oidc', browser, c.req.query('state') ?? '')
    if (step === null) return fail('perime')
    dropCookie(c, 'return')
    const attempt = beginAttempt(parts, c, 'oidc', null)
    if (attempt === null) return fail('trop')
    const currentUrl = new URL(returnAddress(parts))
    currentUrl.search = new URL(c.req.url).search
    const { kept, backTo, formerToken } = step
    const done = await oidc.finish(currentUrl, kept)
    if (!done.ok) {
      const { error, patientIds = [] } = done
      if (error === 'sign-in-cancelled') attempt.succeeded()
      else attempt.refused({ error, patientIds })
      return fail(motives[error], backTo)
    }
    attempt.succeeded()
    const { idToken, ...patient } = done.value
    const entry = { way: 'oidc', backTo, idToken, formerToken } as const
    const to = await openEntry(parts, c, patient, entry)
    if (to === null) return noMailboxPage(parts, c, patient)
    return onwardPage(parts, c, to, wayTexts.oidc.coming)
  }

  app.post('/connexion/fournisseur', start)
  app.get('/connexion/retour', finish)
}
