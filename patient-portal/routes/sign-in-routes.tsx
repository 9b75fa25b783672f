import type { Context, Hono } from 'hono'
import { limits } from '../../domain/limits.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { SignedInPatient } from '../patient-sign-in.js'
import { readForm } from '../portal-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { randomToken } from '../portal-sessions.js'
import { sameText } from '../request-guard.js'
import { texts } from '../texts.js'
import { NoMailboxPage, SignInPage } from '../views/sign-in-page.js'
import { dropCookie, readCookie, writeCookie } from './session-cookie.js'

interface SignInAnswer {
  readonly status?: 200 | 400 | 401 | 403 | 429 | 503
  readonly login?: string
  readonly error?: string
  readonly notice?: string
}

async function showSignIn(parts: PortalParts, c: Context<PortalEnv>, answer: SignInAnswer) {
  // The cookie is renewed only when there is none: two open tabs share it.
  const known = readCookie(c, 'entry')
  const cookie = /^[\w-]{43}$/.test(known) ? known : randomToken()
  if (cookie !== known) writeCookie(c, 'entry', cookie)
  return answerPage(
    c,
    <SignInPage
      chrome={chromeOf(parts, c)}
      entryToken={parts.entryTokens.tokenFor(cookie)}
      login={answer.login ?? ''}
      error={answer.error ?? null}
      isFieldFault={answer.status === 400 || answer.status === 401}
      notice={answer.notice ?? null}
      hints={await parts.signIn.hints()}
    />,
    answer.status ?? 200,
  )
}

/** One network: an IPv6 subscriber holds a whole /64. */
function networkOf(c: Context<PortalEnv>): string {
  const address = c.env?.incoming?.socket.remoteAddress ?? 'unknown'
  return address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address
}

async function signIn(parts: PortalParts, c: Context<PortalEnv>) {
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const login = form.value.field('identifiant').trim().slice(0, 200)
  const code = form.value.field('code').slice(0, limits.passwordBytesMax)
  if (!parts.entryTokens.matches(readCookie(c, 'entry'), form.value.field('jeton'))) {
    return showSignIn(parts, c, { status: 403, login, error: texts.signIn.staleForm })
  }
  if (login === '' || code === '') {
    return showSignIn(parts, c, { status: 400, login, error: texts.signIn.missing })
  }
  const loginKey = login.toLowerCase()
  const network = networkOf(c)
  const { byLogin, byAddress } = parts.attempts
  if (byLogin.isBlocked(loginKey) || byAddress.isBlocked(network)) {
    parts.log.warn('portal-sign-in-blocked', {
      protocol: 'portal',
      keyed: parts.log.keyed(loginKey),
    })
    c.header('Retry-After', String(limits.signInFailureWindowMs / 1_000))
    return showSignIn(parts, c, { status: 429, login, error: texts.signIn.blocked })
  }
  // Counted before the answer is known: attempts side by side do not slip past the bound.
  byLogin.countFailure(loginKey)
  byAddress.countFailure(network)
  const done = await parts.signIn.verify(login, code)
  if (!done.ok && done.error === 'sign-in-unavailable') {
    return showSignIn(parts, c, { status: 503, login, error: texts.signIn.unavailable })
  }
  if (!done.ok) return showSignIn(parts, c, { status: 401, login, error: texts.signIn.failed })
  byLogin.forget(loginKey)
  byAddress.forgive(network)
  return enter(parts, c, done.value)
}

async function enter(parts: PortalParts, c: Context<PortalEnv>, patient: SignedInPatient) {
  if (patient.profile !== 'open') {
    const explanation = texts.profile[patient.profile]
    return answerPage(
      c,
      <NoMailboxPage chrome={chromeOf(parts, c)} explanation={explanation} />,
      403,
    )
  }
  // A new name for the session at each sign-in, whatever cookie came (session fixation).
  const former = readCookie(c, 'session')
  if (former !== '') await parts.sessions.close(former)
  const { token } = await parts.sessions.open(patient.patientId)
  dropCookie(c, 'entry')
  writeCookie(c, 'session', token)
  parts.log.info('portal-sign-in', { protocol: 'portal', accountId: patient.patientId })
  return c.redirect('/echanges', 303)
}

async function signOut(parts: PortalParts, c: Context<PortalEnv>) {
  const token = readCookie(c, 'session')
  const session = token === '' ? null : await parts.sessions.find(token)
  if (session === null) return c.redirect('/connexion', 303)
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok || !sameText(form.value.field('jeton'), session.csrfToken)) {
    return errorPage(parts, c, 403)
  }
  await parts.sessions.close(token)
  dropCookie(c, 'session')
  c.header('Clear-Site-Data', '"cache", "storage"')
  return c.redirect('/connexion?motif=fin', 303)
}

export function serveSignIn(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/connexion', async (c) => {
    const token = readCookie(c, 'session')
    if (token !== '' && (await parts.sessions.find(token)) !== null) {
      return c.redirect('/echanges', 303)
    }
    const motive = c.req.query('motif')
    if (motive === 'fin') return showSignIn(parts, c, { notice: texts.signIn.ended })
    if (motive === 'session') return showSignIn(parts, c, { notice: texts.signIn.expired })
    return showSignIn(parts, c, {})
  })
  app.post('/connexion', (c) => signIn(parts, c))
  app.post('/deconnexion', (c) => signOut(parts, c))
}
