import type { Context, Hono } from 'hono'
import { answerPage, chromeOf } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { UnsubscribePage } from './unsubscribe-page.js'

/**
 * The links of notices. Outside of every session, and before the wall that looks at the origin of
 * forms: a mail service posts here by itself (RFC 8058 §3.2), and all it can do is switch off.
 */
export function serveUnsubscribe(app: Hono<PortalEnv>, parts: PortalParts): void {
  const { settings } = parts
  if (settings === undefined) return
  const path = '/courriels/desinscription/:token{[A-Za-z0-9_-]{1,64}}'
  const page = (c: Context<PortalEnv>, state: 'ask' | 'done' | 'unknown' | 'unavailable') =>
    answerPage(
      c,
      <UnsubscribePage chrome={chromeOf(parts, c)} state={state} action={c.req.path} />,
      state === 'unknown' ? 404 : state === 'unavailable' ? 503 : 200,
    )
  app.get(path, (c) => page(c, 'ask'))
  app.post(path, async (c) => page(c, await settings.stopNotices(c.req.param('token'))))
}
