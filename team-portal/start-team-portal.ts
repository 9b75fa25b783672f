import { portalLimits } from '../domain/portal-limits.js'
import type { PortalListener, PortalTls } from '../patient-portal/contract.js'
import { startHttps } from '../patient-portal/https-server.js'
import { createTeamApp } from './team-app.js'
import type { TeamOptions } from './team-parts.js'

export interface TeamPortalStart extends TeamOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** `clientCa`, PEM: whose certificates the browser offers to choose among. */
  readonly tls: PortalTls & { readonly clientCa: readonly string[] }
}

/**
 * A listener of its own, as its handshake asks for a certificate: patients are never asked
 * (docs/decisions/0016-team-portal.md). Nobody is turned away in the handshake, where browsers show
 * a code and no help: the pages tell a visitor without a certificate, or with a refused one, what
 * to do. Resolves when the port is open; rejects with the error of `listen`.
 */
export const startTeamPortal = (start: TeamPortalStart): Promise<PortalListener> =>
  startHttps({
    host: start.host,
    port: start.port,
    tls: {
      key: start.tls.key,
      cert: start.tls.cert,
      ca: [...start.tls.clientCa],
      requestCert: true,
      handshakeTimeout: portalLimits.teamHandshakeMsMax,
      rejectUnauthorized: false,
      // OpenSSL resumes sessions that asked for a certificate only within a named context.
      sessionIdContext: 'mss-team-portal',
    },
    fetch: createTeamApp(start).fetch,
    connectionsMax: portalLimits.teamConnectionsMax,
    requestMsMax: portalLimits.teamRequestMsMax,
    onFailure: (failure) =>
      start.log.error('team-portal-listener', { protocol: 'team-portal', failure }),
  })
