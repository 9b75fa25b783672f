import type { TLSSocket } from 'node:tls'
import type { MiddlewareHandler } from 'hono'
import { answerTeamPage, teamChrome } from '../team-answer.js'
import type { TeamEnv, TeamParts } from '../team-parts.js'
import { DoorPage } from '../views/door-page.js'

/** Lets those pass whose certificate opens a mailbox, judged anew at each request. */
export const requireCertificate =
  (parts: TeamParts): MiddlewareHandler<TeamEnv> =>
  async (c, next) => {
    const socket = c.env.incoming?.socket
    // Only the TLS listener of start-team-portal.ts gives requests a socket.
    if (socket === undefined) throw new Error('a request without a connection')
    const visit = await parts.desk.enter(socket as TLSSocket)
    if (!visit.ok) {
      const chrome = teamChrome(parts, c)
      const status = visit.error === 'unavailable' ? 503 : 403
      return answerTeamPage(c, <DoorPage chrome={chrome} fault={visit.error} />, status)
    }
    c.set('visit', visit.value)
    return next()
  }
