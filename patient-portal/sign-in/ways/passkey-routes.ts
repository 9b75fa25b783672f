import type { Context, Hono } from 'hono'
import { portalLimits } from '../../../domain/portal-limits.js'
import { readForm } from '../../forms/portal-form.js'
import type { PortalEnv, PortalParts } from '../../portal-parts.js'
import { readCookie } from '../../walls/session-cookie.js'
import { isEntryForm } from '../entry-form.js'
import { KeptSteps } from '../kept-steps.js'
import { openEntry } from '../portal-entry.js'
import { wantedReturn } from '../sign-in-answer.js'
import { beginAttempt } from '../sign-in-attempt.js'
import type { PasskeySignIn } from '../sign-in-contract.js'
import { profileTexts, signInTexts, wayTexts } from '../sign-in-texts.js'

/**
 * For the script of the page (browser/passkey.ts): forms in, JSON out. A challenge belongs to the
 * browser that asked for it and is good once (WebAuthn Level 3 §13.4.3).
 */
export function servePasskeySignIn(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  passkey: PasskeySignIn,
): void {
  const steps = new KeptSteps(parts.clock)
  const refuse = (c: Context<PortalEnv>, status: 400 | 401 | 403 | 429 | 503, says: string) =>
    c.json({ says }, status)

  app.post('/connexion/passkey/debut', async (c) => {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok || !isEntryForm(parts, c, form.value)) return refuse(c, 403, signInTexts.staleForm)
    const { optionsJson, challenge } = await passkey.startSignIn()
    steps.put(readCookie(c, 'entry'), challenge, { kind: 'passkey' })
    return c.json({ options: JSON.parse(optionsJson) })
  })

  app.post('/connexion/passkey/fin', async (c) => {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok || !isEntryForm(parts, c, form.value)) return refuse(c, 403, signInTexts.staleForm)
    const challenge = form.value.field('defi')
    const answer = form.value.field('reponse')
    if (answer.length > portalLimits.passkeyAnswerBytesMax)
      return refuse(c, 400, wayTexts.passkey.failed)
    if (steps.take('passkey', readCookie(c, 'entry'), challenge) === null)
      return refuse(c, 401, signInTexts.staleForm)
    const attempt = beginAttempt(parts, c, 'passkey', null)
    if (attempt === null) return refuse(c, 429, signInTexts.blocked)
    const done = await passkey.finishSignIn(answer, challenge)
    if (!done.ok) {
      attempt.refused(done)
      return done.error === 'sign-in-unavailable'
        ? refuse(c, 503, signInTexts.unavailable)
        : refuse(c, 401, wayTexts.passkey.failed)
    }
    attempt.succeeded()
    const patient = done.value
    const backTo = wantedReturn(form.value.field('vers'))
    const to = await openEntry(parts, c, patient, { way: 'passkey', backTo })
    if (to !== null || patient.profile === 'open') return c.json({ to })
    return refuse(c, 403, profileTexts[patient.profile])
  })
}
