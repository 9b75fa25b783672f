import { type Context, Hono } from 'hono'
import { parseEmailAddress } from '../../domain/email-address.js'
import { signMessage } from '../../pki/signed-message.js'
import { appleProfile } from './apple-profile.js'
import { domainOfAddress } from './asked-domain.js'
import { serveAutoconfig } from './autoconfig-route.js'
import { serveAutodiscover } from './autodiscover-routes.js'
import { ConfigurationPage } from './configuration-page.js'
import { queryValue } from './request-query.js'
import type { SetupParts } from './setup-parts.js'
import { pathOf, setupPaths } from './setup-paths.js'
import { setupTexts } from './setup-texts.js'

async function profileAnswer(c: Context, parts: SetupParts) {
  const facts = parts.facts()
  const address = parseEmailAddress(queryValue(c, 'address')?.trim() ?? '')
  if (!address.ok) return c.text(setupTexts.addressMissing, 400)
  if (domainOfAddress(facts, address.value.text).kind !== 'ours')
    return c.text(setupTexts.foreign, 404)
  const profile = Buffer.from(appleProfile(facts, { address: address.value }), 'utf8')
  const signed = await signMessage(profile, parts.signer, parts.clock.now())
  c.header('Content-Type', 'application/x-apple-aspen-config')
  c.header('Content-Disposition', 'attachment; filename="messagerie-sante.mobileconfig"')
  return c.body(new Uint8Array(signed))
}

/** Of the path, when it is served with another method (RFC 9110 §15.5.6). */
const allowedMethods = (path: string): string | null => {
  if (path === setupPaths.autodiscover) return 'POST'
  const known: readonly string[] = Object.values(setupPaths)
  return known.includes(path) ? 'GET, HEAD' : null
}

const notServed = (c: Context) => {
  const path = pathOf(c.req.raw)
  const reading = c.req.method === 'GET' || c.req.method === 'HEAD'
  const allowed = reading ? null : allowedMethods(path)
  if (allowed === null) return c.text(setupTexts.notFound, 404)
  c.header('Allow', allowed)
  return c.text(setupTexts.method, 405)
}

const byPath = (parts: SetupParts): Hono =>
  new Hono({ getPath: pathOf }).notFound(notServed).onError((failure, c) => {
    parts.log.error('setup-failure', { failure })
    return c.text(setupTexts.failed, 500)
  })

/**
 * Set-up of mail clients over HTTPS. No cookie, no sign-in, and no account is ever looked at: every
 * address of a professional domain gets the same answer. The portal's headers are put around it.
 */
export function createSetupApp(parts: SetupParts): Hono {
  const app = byPath(parts)
  serveAutoconfig(app, parts)
  serveAutodiscover(app, parts)
  app.get(setupPaths.page, (c) =>
    c.html(`<!DOCTYPE html>${(<ConfigurationPage parts={parts} />).toString()}`),
  )
  app.get(setupPaths.appleProfile, (c) => profileAnswer(c, parts))
  return app
}

/**
 * The part of it that clients ask in clear: Thunderbird asks `http://autoconfig.DOMAIN` first, and
 * Outlook `http://autodiscover.DOMAIN` for a redirection. The rest is sent to HTTPS; nothing else
 * is here.
 */
export function createPlainSetupApp(parts: SetupParts): Hono {
  const app = byPath(parts)
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('X-Content-Type-Options', 'nosniff')
    c.res.headers.set('Cache-Control', 'no-store')
    c.res.headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  })
  serveAutoconfig(app, parts)
  const toHttps = (c: Context) => {
    const { search } = new URL(c.req.url)
    // 307 keeps the method: the address of a POST is asked for again, over TLS.
    const status = c.req.method === 'GET' || c.req.method === 'HEAD' ? 302 : 307
    return c.redirect(`${parts.facts().origin}${pathOf(c.req.raw)}${search}`, status)
  }
  app.all('/autodiscover/*', toHttps)
  app.get(setupPaths.page, toHttps)
  app.get(setupPaths.appleProfile, toHttps)
  return app
}
