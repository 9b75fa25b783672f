import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { limits } from '../../domain/limits.js'
import type { Listener } from '../settings.js'
import { createPlainSetupApp } from './setup-app.js'
import type { SetupParts } from './setup-parts.js'

/** Resolves when the port is open; rejects with the error of `listen`. */
export async function startPlainSetup(
  at: { readonly host: string; readonly port: number },
  parts: SetupParts,
): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: createPlainSetupApp(parts).fetch,
    createServer,
    serverOptions: { maxHeaderSize: 8_192 },
    hostname: at.host,
  }) as Server
  server.maxConnections = limits.setupConnectionsMax
  server.requestTimeout = limits.setupRequestMsMax
  server.headersTimeout = limits.setupRequestMsMax
  server.keepAliveTimeout = 5_000
  server.maxHeadersCount = 50
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (failure) => parts.log.error('setup-listener', { failure }))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : at.port
  const close = (graceMs: number) =>
    new Promise<void>((resolve) => {
      const force = setTimeout(() => server.closeAllConnections(), graceMs)
      server.close(() => {
        clearTimeout(force)
        resolve()
      })
      server.closeIdleConnections()
    })
  return { port, close }
}
