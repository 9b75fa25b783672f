import type { Context, Hono } from 'hono'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { requireSession } from '../walls/session-wall.js'
import { serveErasure } from './erasure-routes.js'
import { serveExport } from './export-routes.js'
import type { PortalProfile } from './profile-contract.js'
import { ProfilePage, type ShownProfileState } from './profile-page.js'
import { profileTexts } from './profile-texts.js'

const path = '/compte/profil'

const acts: ReadonlyMap<string, ShownProfileState> = new Map([
  ['rouvrir', 'open'],
  ['fermer', 'closed'],
  ['opposer', 'opposed'],
])

async function profilePage(
  parts: PortalParts,
  profile: PortalProfile,
  c: Context<PortalEnv>,
  error: string | null,
) {
  const session = c.get('session')
  const state = await profile.state(session.patientId)
  if (state !== 'open' && state !== 'closed' && state !== 'opposed') return errorPage(parts, c, 404)
  return answerPage(
    c,
    <ProfilePage
      chrome={{ ...chromeOf(parts, c), here: path }}
      state={state}
      notice={takeNotice(session)}
      error={error}
    />,
    error === null ? 200 : 503,
  )
}

async function change(parts: PortalParts, profile: PortalProfile, c: Context<PortalEnv>) {
  const form = await sessionForm(parts, c)
  if (form instanceof Response) return form
  const to = acts.get(form.field('acte'))
  if (to === undefined) return errorPage(parts, c, 400)
  const session = c.get('session')
  // A doubled click, or the same form in another tab: it is as it was wanted.
  if ((await profile.state(session.patientId)) === to) return c.redirect(path, 303)
  const done = await profile.change(session.patientId, to)
  if (!done.ok) return profilePage(parts, profile, c, profileTexts.page.unchanged)
  // Whoever else is signed in as this patient finds the state as it is at the next request.
  if (to !== 'open') await parts.sessions.closeAllOf(session.patientId, session.sessionId)
  session.notice = profileTexts.page.changed[to]
  return c.redirect(path, 303)
}

/** Own profile, copy and erasure of the patient of the session. Nothing here without a gateway. */
export function serveProfile(app: Hono<PortalEnv>, parts: PortalParts): void {
  const { profile } = parts
  if (profile === undefined) return
  for (const one of [path, '/compte/export', '/compte/effacement'])
    app.use(one, requireSession(parts))
  app.get(path, (c) => profilePage(parts, profile, c, null))
  app.post(path, (c) => change(parts, profile, c))
  serveExport(app, parts, profile)
  serveErasure(app, parts, profile)
}
