import { type Context, Hono } from 'hono'
import { limits } from '../domain/limits.js'
import { portalLimits } from '../domain/portal-limits.js'
import { serveAssets } from './assets.js'
import { createAttemptLimiter } from './attempt-limiter.js'
import { serveComponents } from './components-page/components-routes.js'
import { serveCompose } from './compose/compose-routes.js'
import type { LiveStreams } from './live-streams.js'
import { errorPage } from './page-answer.js'
import { speakChosenLanguage } from './page-language.js'
import { createPageTurns } from './page-turns.js'
import type { PortalEnv, PortalOptions, PortalParts } from './portal-parts.js'
import { serveProfile } from './profile/profile-routes.js'
import { serveRecord } from './record/record-routes.js'
import { createEntryTokens, isOwnOrigin } from './request-guard.js'
import { serveDocuments } from './routes/document-routes.js'
import { serveExchanges } from './routes/exchange-routes.js'
import { serveLanguage } from './routes/language-routes.js'
import { serveLive } from './routes/live-route.js'
import { requireSession } from './routes/session-wall.js'
import { securityHeaders } from './security-headers.js'
import { serveSettings } from './settings/settings-routes.js'
import { serveUnsubscribe } from './settings/unsubscribe-routes.js'
import { serveConsent } from './sign-in/consent-routes.js'
import { serveSecurity } from './sign-in/security-routes.js'
import { serveSignIn } from './sign-in/sign-in-routes.js'
import { createUploadGate } from './upload-gate.js'

const limiter = (options: PortalOptions, failuresMax: number) =>
  createAttemptLimiter({
    clock: options.clock,
    failuresMax,
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
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (c.req.method !== 'POST') return errorPage(parts, c, 404)
    return isOwnOrigin(c.req.raw.headers) ? next() : errorPage(parts, c, 403)
  })
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
