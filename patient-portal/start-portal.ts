import { createServer, type Server } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import { limits } from '../domain/limits.js'
import type { PortalListener, PortalTls } from './contract.js'
import { createPortalApp } from './portal-app.js'
import type { PortalOptions } from './portal-parts.js'

export interface PortalStart extends PortalOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls: PortalTls
}

function bound(server: Server): void {
  server.maxConnections = limits.portalConnectionsMax
  server.requestTimeout = limits.portalRequestMsMax
  server.headersTimeout = 30_000
  server.keepAliveTimeout = 15_000
  server.maxHeadersCount = 100
}

/** Resolves when the port is open; rejects with the error of `listen` (EADDRINUSE, EACCES). */
export async function startPortal(start: PortalStart): Promise<PortalListener> {
  const app = createPortalApp(start)
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      key: start.tls.key,
      cert: start.tls.cert,
      minVersion: 'TLSv1.2',
      maxHeaderSize: 16_384,
    },
    hostname: start.host,
  }) as Server
  bound(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(start.port, start.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (failure) =>
    start.log.error('portal-listener', { protocol: 'portal', failure }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : start.port
  return { port, close: (graceMs) => closeServer(server, graceMs) }
}

/** Answers under way may finish within the grace time; silent connections go at once. */
function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
