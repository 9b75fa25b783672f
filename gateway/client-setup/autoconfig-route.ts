import type { Context, Hono } from 'hono'
import { askedDomain } from './asked-domain.js'
import { autoconfigDocument } from './autoconfig-document.js'
import { queryValue } from './request-query.js'
import type { SetupParts } from './setup-parts.js'
import { setupPaths } from './setup-paths.js'
import { setupTexts } from './setup-texts.js'

/** Mozilla's autoconfiguration: the same document at both places where clients look for it. */
export function serveAutoconfig(app: Hono, parts: SetupParts): void {
  const answer = (c: Context) => {
    const facts = parts.facts()
    const address = queryValue(c, 'emailaddress')
    const asked = askedDomain(facts, { address, host: c.req.header('host') ?? '' })
    if (asked.kind === 'foreign') return c.text(setupTexts.foreign, 404)
    c.header('Content-Type', 'text/xml; charset=utf-8')
    return c.body(autoconfigDocument(facts, asked.kind === 'ours' ? asked.domain : null))
  }
  app.get(setupPaths.autoconfig, answer)
  app.get(setupPaths.autoconfigWellKnown, answer)
}
