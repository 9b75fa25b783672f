import { type Context, Hono } from 'hono'
import { allowedMethods } from './allowed-methods.js'
import { capabilityStatement } from './capability-statement.js'
import type { ClientSignIn } from './client-sign-in.js'
import { depositRoutes } from './deposit-routes.js'
import { documentRoutes } from './document-routes.js'
import { fhirAnswer, problemAnswer, refusesJson } from './fhir-answer.js'
import type { FhirEnv, FhirParts } from './fhir-parts.js'
import { problem } from './fhir-problem.js'
import { searchRoutes } from './search-routes.js'

/** No answer is kept by anybody, guessed at by a browser, or framed. */
const headers: readonly (readonly [string, string])[] = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ['referrer-policy', 'no-referrer'],
  ['strict-transport-security', 'max-age=31536000'],
]

/** A path that is no resource, or a method that the resource has not. */
function noRoute(context: Context<FhirEnv>): Response {
  if (allowedMethods(context.req.path) === null)
    return problemAnswer(problem(404, 'not-supported', "Cette adresse n'est pas proposée"))
  return problemAnswer(problem(405, 'not-supported', "Cette opération n'est pas proposée ici"))
}

export function createFhirApp(parts: FhirParts, signIn: ClientSignIn): Hono<FhirEnv> {
  const app = new Hono<FhirEnv>()
  const startedAt = parts.clock.now()
  app.use('*', async (context, next) => {
    await next()
    for (const [name, value] of headers) context.res.headers.set(name, value)
    // RFC 9110 §15.5.6.
    if (context.res.status === 405)
      context.res.headers.set('allow', allowedMethods(context.req.path)?.join(', ') ?? '')
  })
  app.use('/fhir/*', async (context, next) => {
    const isRaw = /^\/fhir\/Binary\/[^/]+$/.test(context.req.path)
    const format = context.req.query('_format') ?? null
    const refused = isRaw ? null : refusesJson(format, context.req.header('accept') ?? null)
    if (refused !== null) return problemAnswer(refused)
    return next()
  })
  app.get('/fhir/metadata', () => fhirAnswer(200, capabilityStatement(parts.baseUrl(), startedAt)))
  app.use('/fhir/*', requireClient(signIn))
  app.use('/fhir', requireClient(signIn))
  searchRoutes(app, parts)
  documentRoutes(app, parts)
  depositRoutes(app, parts)
  app.notFound(noRoute)
  app.onError((failure) => {
    // Never the message: it could quote what was sent.
    parts.log.error('fhir-request', { protocol: 'fhir', failure })
    return problemAnswer(
      problem(500, 'exception', 'Une erreur interne est survenue : réessayez plus tard'),
    )
  })
  return app
}

const requireClient =
  (signIn: ClientSignIn) =>
  async (context: Context<FhirEnv>, next: () => Promise<void>): Promise<Response | undefined> => {
    const caller = await signIn(context.req.raw, context.env.incoming)
    if (!caller.ok) return problemAnswer(caller.error)
    context.set('caller', caller.value)
    await next()
    return undefined
  }
