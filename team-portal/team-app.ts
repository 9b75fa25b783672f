import { type Context, Hono } from 'hono'
import { readForm } from '../patient-portal/forms/portal-form.js'
import {
  isLanguage,
  keepLanguage,
  speakChosenLanguage,
} from '../patient-portal/language/page-language.js'
import { originWall } from '../patient-portal/walls/origin-wall.js'
import { createPageTurns } from '../patient-portal/walls/page-turns.js'
import { createEntryTokens } from '../patient-portal/walls/request-guard.js'
import { securityHeaders } from '../patient-portal/walls/security-headers.js'
import { serveActs } from './routes/act-routes.js'
import { requireCertificate } from './routes/door-wall.js'
import { serveLists } from './routes/list-routes.js'
import { teamErrorPage } from './team-answer.js'
import { serveTeamAssets } from './team-assets.js'
import type { TeamEnv, TeamOptions, TeamParts } from './team-parts.js'

/** For this browser alone: it says nothing about a person, and opens nothing. */
async function changeLanguage(parts: TeamParts, c: Context<TeamEnv>) {
  const form = await readForm(c.req.raw, 'fields-only')
  const language = form.ok ? form.value.field('langue') : ''
  if (!isLanguage(language)) return teamErrorPage(parts, c, 400)
  keepLanguage(c, language)
  return c.redirect('/', 303)
}

/**
 * The pages of professionals and their teams. Walls from outside in: headers, origin of posts,
 * certificate, token of the form (in each post handler, once its form is read), right on the
 * mailbox. All that is served is asked of the desk with the certificate of the connection; nothing
 * in a URL or a form can name another mailbox.
 */
export function createTeamApp(options: TeamOptions): Hono<TeamEnv> {
  const parts: TeamParts = { ...options, formTokens: createEntryTokens() }
  const app = new Hono<TeamEnv>()
  app.use(createPageTurns())
  app.use(securityHeaders)
  app.use(speakChosenLanguage)
  app.use(
    originWall<TeamEnv>((c, status) => teamErrorPage(parts, c, status === 403 ? 'stale' : status)),
  )
  serveTeamAssets(app)
  app.post('/langue', (c) => changeLanguage(parts, c))
  app.use(requireCertificate(parts))
  serveLists(app, parts)
  serveActs(app, parts)
  app.notFound((c) => teamErrorPage(parts, c, 404))
  app.onError((failure, c) => {
    options.log.error('team-portal-failure', { protocol: 'team-portal', failure })
    return teamErrorPage(parts, c, 503)
  })
  return app
}
