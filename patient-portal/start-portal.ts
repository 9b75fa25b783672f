import { portalLimits } from '../domain/portal-limits.js'
import type { PortalListener, PortalTls } from './contract.js'
import { startHttps } from './https-server.js'
import { createPortalApp } from './portal-app.js'
import type { PortalOptions } from './portal-parts.js'
import { LiveStreams } from './routes/live-streams.js'

export interface PortalStart extends PortalOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls: PortalTls
}

/** Resolves when the port is open; rejects with the error of `listen` (EADDRINUSE, EACCES). */
export async function startPortal(start: PortalStart): Promise<PortalListener> {
  const live = new LiveStreams(start)
  const listener = await startHttps({
    host: start.host,
    port: start.port,
    tls: { key: start.tls.key, cert: start.tls.cert },
    fetch: createPortalApp(start, live).fetch,
    connectionsMax: portalLimits.portalConnectionsMax,
    requestMsMax: portalLimits.portalRequestMsMax,
    onFailure: (failure) => start.log.error('portal-listener', { protocol: 'portal', failure }),
  })
  return {
    port: listener.port,
    // Pages that wait for news would wait through the whole grace time.
    close: (graceMs) => {
      live.close()
      return listener.close(graceMs)
    },
  }
}
