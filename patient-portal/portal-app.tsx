import { type Context, Hono } from 'hono'
import { limits } from '../domain/limits.js'
import { portalLimits } from '../domain/portal-limits.js'
import { serveAssets } from './assets/assets.js'
import { serveComponents } from './components-page/components-routes.js'
import { serveCompose } from './compose/compose-routes.js'
import { createUploadGate } from './forms/upload-gate.js'
import { speakChosenLanguage } from './language/page-language.js'
import { errorPage } from './page-answer.js'
import type { PortalEnv, PortalOptions, PortalParts } from './portal-parts.js'
import { serveProfile } from './profile/profile-routes.js'
import { serveRecord } from './record/record-routes.js'
import { serveDocuments } from './routes/document-routes.js'
import { serveExchanges } from './routes/exchange-routes.js'
import { serveLanguage } from './routes/language-routes.js'
import { serveLive } from './routes/live-route.js'
import type { LiveStreams } from './routes/live-streams.js'
import { serveSecurity } from './security/security-routes.js'
import { serveSettings } from './settings/settings-routes.js'
import { serveUnsubscribe } from './settings/unsubscribe-routes.js'
import { serveConsent } from './sign-in/first-visit/consent-routes.js'
import { serveSignIn } from './sign-in/sign-in-routes.js'
import { createAttemptLimiter } from './walls/attempt-limiter.js'
import { originWall } from './walls/origin-wall.js'
import { createPageTurns } from './walls/page-turns.js'
import { createEntryTokens } from './walls/request-guard.js'
import { securityHeaders } from './walls/security-headers.js'
import { requireSession } from './walls/session-wall.js'

const limiter = (options: PortalOptions, countMax: number) =>
  createAttemptLimiter({
    clock: options.clock,
    countMax,
    windowMs: limits.signInFailureWindowMs,
    keysMax: portalLimits.portalSignInKeysMax,
  })

const assemble = (options: PortalOptions, live: LiveStreams): PortalParts => ({
  ...options,
  live,
  entryTokens: createEntryTokens(),
  attempts: {
    byLogin: limiter(options, limits.signInFailuresMax),
    byAddress: limiter(options, portalLimits.portalSignInFailuresPerAddressMax),
  },
  uploads: createUploadGate({
    bytesMax: portalLimits.portalUploadsHeldBytesMax,
    bytesPerPatientMax: portalLimits.portalUploadsPerPatientBytesMax,
    waitingMax: portalLimits.portalUploadsWaitingMax,
    waitingPerPatientMax: portalLimits.portalUploadsPerPatientWaitingMax,
  }),
})

/**
 * The patient portal. Walls from outside in: headers, origin of posts, session and profile, token
 * of the session (in each post handler, once its form is read). All that is served about a
 * patient is asked of the gateway with the patient of the session; nothing in a URL or a form can
 * name another one.
 */
export function createPortalApp(options: PortalOptions, live: LiveStreams): Hono<PortalEnv> {
  const parts = assemble(options, live)
  const app = new Hono<PortalEnv>()
  app.use(createPageTurns())
  app.use(securityHeaders)
  app.use(speakChosenLanguage)
  app.use(async (c, next) => (await options.beside?.(c.req.raw)) ?? next())
  serveUnsubscribe(app, parts)
  app.use(originWall<PortalEnv>((c, status) => errorPage(parts, c, status)))
  serveAssets(app)
  app.get('/', (c) => c.redirect('/echanges', 303))
  serveLanguage(app, parts)
  serveComponents(app, parts)
  serveSignIn(app, parts)
  serveConsent(app, parts)
  serveSecurity(app, parts)
  serveSettings(app, parts)
  serveLive(app, parts)
  app.use('/echanges/*', requireSession(parts))
  serveCompose(app, parts)
  serveExchanges(app, parts)
  serveDocuments(app, parts)
  serveRecord(app, parts)
  serveProfile(app, parts)
  app.notFound((c) => errorPage(parts, c, 404))
  app.onError((failure, c: Context<PortalEnv>) => {
    options.log.error('portal-failure', { protocol: 'portal', failure })
    return errorPage(parts, c, 500)
  })
  return app
}
