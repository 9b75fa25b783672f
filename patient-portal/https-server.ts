import { createServer, type Server, type ServerOptions } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import { tlsSuites } from '../domain/tls-suites.js'
import type { PortalListener } from './contract.js'

export interface HttpsStart {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls: ServerOptions
  readonly fetch: Parameters<typeof createAdaptorServer>[0]['fetch']
  readonly connectionsMax: number
  readonly requestMsMax: number
  /** Told of failures after the start. */
  readonly onFailure: (failure: Error) => void
}

function bound(server: Server, { connectionsMax, requestMsMax }: HttpsStart): void {
  server.maxConnections = connectionsMax
  server.requestTimeout = requestMsMax
  server.headersTimeout = 30_000
  server.keepAliveTimeout = 15_000
  server.maxHeadersCount = 100
}

/** Resolves when the port is open; rejects with the error of `listen` (EADDRINUSE, EACCES). */
export async function startHttps(start: HttpsStart): Promise<PortalListener> {
  const server = createAdaptorServer({
    fetch: start.fetch,
    createServer,
    serverOptions: {
      minVersion: 'TLSv1.2',
      ciphers: tlsSuites,
      maxHeaderSize: 16_384,
      ...start.tls,
    },
    hostname: start.host,
  }) as Server
  bound(server, start)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(start.port, start.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', start.onFailure)
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
