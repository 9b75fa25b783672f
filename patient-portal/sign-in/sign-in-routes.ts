import type { Context, Hono } from 'hono'
import { limits } from '../../domain/limits.js'
import { readForm } from '../forms/portal-form.js'
import { errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { readCookie } from '../walls/session-cookie.js'
import { isEntryForm } from './entry-form.js'
import { enter } from './portal-entry.js'
import { motiveOf, showSignIn, wantedReturn } from './sign-in-answer.js'
import { beginAttempt } from './sign-in-attempt.js'
import type { FormSignIn } from './sign-in-contract.js'
import { signInTexts } from './sign-in-texts.js'
import { serveSignOut } from './sign-out-routes.js'
import { serveActivation } from './ways/activation-routes.js'
import { serveEmailCode } from './ways/email-code-routes.js'
import { serveOidc } from './ways/oidc-routes.js'
import { servePasskeySignIn } from './ways/passkey-routes.js'

async function signIn(parts: PortalParts, c: Context<PortalEnv>, way: FormSignIn) {
  const form = await readForm(c.req.raw, 'fields-only')
  if (!form.ok) return errorPage(parts, c, form.error === 'too-big' ? 413 : 400)
  const login = form.value.field('identifiant').trim().slice(0, 200)
  const code = form.value.field('code').slice(0, limits.passwordBytesMax)
  const backTo = wantedReturn(form.value.field('vers'))
  const refuse = (status: 400 | 401 | 403 | 429 | 503, error: string) =>
    showSignIn(parts, c, { status, login, backTo, error })
  if (!isEntryForm(parts, c, form.value)) return refuse(403, signInTexts.staleForm)
  if (login === '' || code === '') return refuse(400, signInTexts.missing)
  const attempt = beginAttempt(parts, c, 'form', login.toLowerCase())
  if (attempt === null) return refuse(429, signInTexts.blocked)
  const done = await way.verify(login, code)
  if (!done.ok) {
    attempt.refused(done)
    return done.error === 'sign-in-unavailable'
      ? refuse(503, signInTexts.unavailable)
      : refuse(401, signInTexts.failed)
  }
  attempt.succeeded()
  return enter(parts, c, done.value, { way: 'form', backTo })
}

export function serveSignIn(app: Hono<PortalEnv>, parts: PortalParts): void {
  const { form, oidc, passkey, emailCode, activation } = parts.signIn
  app.get('/connexion', async (c) => {
    const motive = c.req.query('motif') ?? ''
    const backTo = wantedReturn(c.req.query('vers') ?? '')
    const token = readCookie(c, 'session')
    const isIn = token !== '' && (await parts.sessions.find(token)) !== null
    if (isIn && motive !== 'confirmer') return c.redirect('/echanges', 303)
    return showSignIn(parts, c, { ...motiveOf(parts, motive), backTo })
  })
  if (form !== undefined) app.post('/connexion', (c) => signIn(parts, c, form))
  if (oidc !== undefined) serveOidc(app, parts, oidc)
  if (passkey !== undefined) servePasskeySignIn(app, parts, passkey)
  if (emailCode !== undefined) serveEmailCode(app, parts, emailCode)
  if (activation !== undefined) serveActivation(app, parts, activation)
  serveSignOut(app, parts)
}
