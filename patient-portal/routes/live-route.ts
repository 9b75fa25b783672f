import type { Hono } from 'hono'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { readCookie } from '../walls/session-cookie.js'

/**
 * News for open pages. Outside of the sign-in wall, which would renew the session each time a
 * forgotten page comes back. 204 tells a browser not to come back (HTML Living Standard §9.2.3).
 */
export function serveLive(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges/suivi', async (c) => {
    const token = readCookie(c, 'session')
    const session = token === '' ? null : await parts.sessions.peek(token)
    if (session === null) return c.body(null, 204)
    const mark = (c.req.query('vu') ?? '').slice(0, 64)
    const stream = parts.live.open(session.patientId, token, mark)
    if (stream === null) return c.body(null, 204)
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('X-Accel-Buffering', 'no')
    return c.body(stream)
  })
}
