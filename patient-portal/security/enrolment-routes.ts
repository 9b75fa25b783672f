import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import { type PortalForm, readForm } from '../forms/portal-form.js'
import { isOfSession } from '../forms/session-form.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { KeptSteps } from '../sign-in/kept-steps.js'
import { unlessRecent } from '../sign-in/recent-sign-in.js'
import type { PasskeySignIn } from '../sign-in/sign-in-contract.js'
import { signInTexts } from '../sign-in/sign-in-texts.js'
import { securityTexts } from './security-texts.js'

const path = '/compte/securite'

/** Adding a passkey, for the script of the page: forms in, JSON out, behind the session wall. */
export function serveEnrolment(
  app: Hono<PortalEnv>,
  parts: PortalParts,
  passkey: PasskeySignIn,
): void {
  const steps = new KeptSteps(parts.clock)

  /** The form of a session fresh enough; or the answer that says why not. */
  const admitted = async (c: Context<PortalEnv>): Promise<PortalForm | Response> => {
    const form = await readForm(c.req.raw, 'fields-only')
    if (!form.ok || !isOfSession(form.value, c.get('session')))
      return c.json({ says: signInTexts.staleForm }, 403)
    const again = unlessRecent(parts, c, path)
    // The script goes where a form would have been sent on to.
    return again === null ? form.value : c.json({ to: again.headers.get('location') }, 401)
  }

  app.post(`${path}/cles/debut`, async (c) => {
    const form = await admitted(c)
    if (form instanceof Response) return form
    const { patientId, sessionId } = c.get('session')
    const { optionsJson, challenge } = await passkey.startEnrolment(patientId)
    steps.put(sessionId, challenge, { kind: 'passkey' })
    return c.json({ options: JSON.parse(optionsJson) })
  })

  app.post(`${path}/cles/fin`, async (c) => {
    const form = await admitted(c)
    if (form instanceof Response) return form
    const session = c.get('session')
    const challenge = form.field('defi')
    const answer = form.field('reponse')
    if (answer.length > portalLimits.passkeyAnswerBytesMax)
      return c.json({ says: securityTexts.passkeys.refused }, 400)
    if (steps.take('passkey', session.sessionId, challenge) === null)
      return c.json({ says: signInTexts.staleForm }, 401)
    const typed = form.field('nom').trim().slice(0, portalLimits.passkeyLabelCharactersMax)
    const label = typed === '' ? securityTexts.passkeys.fallback : typed
    const done = await passkey.finishEnrolment(session.patientId, answer, challenge, label)
    if (!done.ok) {
      const { tooMany, refused } = securityTexts.passkeys
      return c.json({ says: done.error === 'too-many' ? tooMany : refused }, 400)
    }
    session.notice = securityTexts.passkeys.added
    return c.json({ to: path })
  })
}
