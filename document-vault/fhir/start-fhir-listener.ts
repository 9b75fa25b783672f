import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Clock } from '../../domain/clock.js'
import { documentLimits } from '../../domain/document-limits.js'
import type { Log } from '../../domain/log.js'
import { tlsSuites } from '../../domain/tls-suites.js'
import type { CertificateValidator } from '../../pki/contract.js'
import type { DocumentVault } from '../contract/vault.js'
import { openApiClients } from './api-clients.js'
import { createClientSignIn } from './client-sign-in.js'
import { createFhirApp } from './fhir-app.js'
import { createBodyGate } from './request-body.js'
import { createResourceIds } from './resource-ids.js'

export interface FhirListenerOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls: {
    readonly key: string | Buffer
    readonly cert: string | Buffer
    /** Authorities of client certificates; without them and without `validator`: tokens only. */
    readonly ca?: string | Buffer | readonly (string | Buffer)[]
  }
  /** The vault's: holds `clients.json` (api-clients.ts) and `fhir-ids.key`, made when missing. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  /** In the addresses that answers carry; default: `host`. */
  readonly publicHost?: string
  /** Chain, usage and revocation of client certificates; without it the TLS layer's verdict. */
  readonly validator?: CertificateValidator
}

export interface FhirListener {
  readonly port: number
  readonly baseUrl: string
  /** Answers under way may finish within the grace time; silent connections go at once. */
  close(graceMs: number): Promise<void>
}

const keyBytes = 32

/** Ids stay the same as long as this file does; two starts at once agree on one key. */
function idKey(folder: string): Buffer {
  const file = join(folder, 'fhir-ids.key')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const beside = `${file}.${randomBytes(6).toString('hex')}`
    writeFileSync(beside, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' })
    try {
      linkSync(beside, file)
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
    } finally {
      unlinkSync(beside)
    }
  }
  const key = readFileSync(file)
  if (key.length !== keyBytes) throw new Error('fhir-ids.key: 32 octets expected')
  return key
}

function bound(server: Server): void {
  server.maxConnections = documentLimits.fhirConnectionsMax
  server.requestTimeout = documentLimits.fhirRequestMsMax
  server.headersTimeout = 30_000
  server.keepAliveTimeout = 15_000
  server.maxHeadersCount = 100
}

/** Resolves when the port is open; rejects with the error of `listen` (EADDRINUSE, EACCES). */
export async function startFhirListener(
  vault: DocumentVault,
  options: FhirListenerOptions,
): Promise<FhirListener> {
  const { clock, log, folder, tls, validator } = options
  const clients = openApiClients(folder, () =>
    log.error('fhir-clients-malformed', { protocol: 'fhir' }),
  )
  let baseUrl = ''
  const app = createFhirApp(
    {
      vault,
      ids: createResourceIds(idKey(folder)),
      baseUrl: () => baseUrl,
      clock,
      log,
      bodies: createBodyGate(),
    },
    createClientSignIn({ clients, validator: validator ?? null, clock }),
  )
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      key: tls.key,
      cert: tls.cert,
      ...(tls.ca === undefined ? {} : { ca: tls.ca as string | Buffer | (string | Buffer)[] }),
      // A token is as good as a certificate: who has neither is told so by the answer, in words.
      requestCert: tls.ca !== undefined || validator !== undefined,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ciphers: tlsSuites,
      maxHeaderSize: 16_384,
    },
    hostname: options.host,
  }) as Server
  bound(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (failure) => log.error('fhir-listener', { protocol: 'fhir', failure }))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const name = options.publicHost ?? options.host
  // URL hosts put IPv6 between brackets (RFC 3986 §3.2.2).
  baseUrl = `https://${name.includes(':') ? `[${name}]` : name}:${port}/fhir`
  return { port, baseUrl, close: (graceMs) => closeServer(server, graceMs) }
}

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
