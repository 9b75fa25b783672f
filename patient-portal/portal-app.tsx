import { type Context, Hono } from 'hono'
import { limits } from '../domain/limits.js'
import { serveAssets } from './assets.js'
import { createAttemptLimiter } from './attempt-limiter.js'
import { errorPage } from './page-answer.js'
import type { PortalEnv, PortalOptions, PortalParts } from './portal-parts.js'
import { serveRecord } from './record/record-routes.js'
import { createEntryTokens, isOwnOrigin } from './request-guard.js'
import { serveDocuments } from './routes/document-routes.js'
import { serveExchanges } from './routes/exchange-routes.js'
import { serveReply } from './routes/reply-route.js'
import { requireSession } from './routes/session-wall.js'
import { serveSignIn } from './routes/sign-in-routes.js'
import { securityHeaders } from './security-headers.js'
import { createUploadGate } from './upload-gate.js'

const limiter = (options: PortalOptions, failuresMax: number) =>
  createAttemptLimiter({
    clock: options.clock,
    failuresMax,
    windowMs: limits.signInFailureWindowMs,
    keysMax: limits.portalSignInKeysMax,
  })

const assemble = (options: PortalOptions): PortalParts => ({
  ...options,
  entryTokens: createEntryTokens(),
  attempts: {
    byLogin: limiter(options, limits.signInFailuresMax),
    byAddress: limiter(options, limits.portalSignInFailuresPerAddressMax),
  },
  uploads: createUploadGate(limits.portalUploadsHeldBytesMax, limits.portalUploadsWaitingMax),
})

/**
 * The patient portal. Walls from outside in: headers, origin of posts, session and profile, token
 * of the session (in each post handler, once its form is read). All that is served about a
 * patient is asked of the gateway with the patient of the session; nothing in a URL or a form can
 * name another one.
 */
export function createPortalApp(options: PortalOptions): Hono<PortalEnv> {
  const parts = assemble(options)
  const app = new Hono<PortalEnv>()
  app.use(securityHeaders)
  app.use(async (c, next) => (await options.beside?.(c.req.raw)) ?? next())
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (c.req.method !== 'POST') return errorPage(parts, c, 404)
    return isOwnOrigin(c.req.raw.headers) ? next() : errorPage(parts, c, 403)
  })
  serveAssets(app)
  app.get('/', (c) => c.redirect('/echanges', 303))
  serveSignIn(app, parts)
  app.use('/echanges/*', requireSession(parts))
  serveExchanges(app, parts)
  serveReply(app, parts)
  serveDocuments(app, parts)
  serveRecord(app, parts)
  app.notFound((c) => errorPage(parts, c, 404))
  app.onError((failure, c: Context<PortalEnv>) => {
    options.log.error('portal-failure', { protocol: 'portal', failure })
    return errorPage(parts, c, 500)
  })
  return app
}
