import { createServer, type Server, type Socket } from 'node:net'
import {
  createSecureContext,
  createServer as createTlsServer,
  type SecureContext,
  TLSSocket,
} from 'node:tls'
import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { limits as standardLimits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import { tlsSuites } from '../../domain/tls-suites.js'
import type { CertificateValidator } from '../../pki/contract.js'
import { peerChain } from '../../pki/peer-chain.js'
import type { Listener, ServerTls } from '../settings.js'
import { Connection } from './connection.js'
import type { ClosableConnection, ConnectionHost, SecuredSocket } from './connection-host.js'
import type { ImapLimits } from './imap-limits.js'
import type { ImapBackend } from './imap-session.js'
import { RecentRegister } from './selected/recent-register.js'

export interface ImapOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /**
   * `plain-for-tests` takes passwords in clear: for tests and benches, refused off the loopback.
   */
  readonly mode: 'implicit' | 'starttls' | 'plain-for-tests'
  /** Null only with `plain-for-tests`. */
  readonly tls: ServerTls | null
  readonly backend: ImapBackend
  /** Judges client certificates; null takes none. */
  readonly validator: CertificateValidator | null
  readonly log: Log
  readonly clock: Clock
  /** Our name in the greeting. */
  readonly hostName?: string
  /** Tests make bounds smaller. */
  readonly limits?: Partial<ImapLimits>
}

/** Serves IMAP; resolves when the port listens, rejects when it cannot (EADDRINUSE, EACCES). */
export async function startImap(options: ImapOptions): Promise<Listener> {
  const listener = new ImapListener(options)
  await listener.listen()
  return listener
}

const connectionsToldMax = 50
const loopback = ['127.0.0.1', '::1', 'localhost']

class ImapListener implements Listener {
  readonly #options: ImapOptions
  readonly #limits: ImapLimits
  readonly #connections = new Set<ClosableConnection>()
  readonly #byAccount = new Map<AccountId, number>()
  readonly #context: SecureContext | null
  readonly #server: Server
  readonly #host: ConnectionHost
  /** Every TCP connection, also those still in their handshake. */
  readonly #sockets = new Set<Socket>()
  #closing = false

  constructor(options: ImapOptions) {
    if (options.mode === 'plain-for-tests' && !loopback.includes(options.host)) {
      throw new Error('plain IMAP is for the loopback only')
    }
    if (options.mode !== 'plain-for-tests' && options.tls === null) {
      throw new Error('IMAP needs a key and a certificate')
    }
    this.#options = options
    this.#limits = { ...standardLimits, ...options.limits }
    this.#context = options.tls && createSecureContext(tlsOptions(options.tls))
    this.#host = this.#connectionHost()
    this.#server = this.#createServer()
    // The first ones too many are told why; beyond these the connection is dropped unheard.
    this.#server.maxConnections = this.#limits.imapConnectionsMax + connectionsToldMax
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.port, this.#options.host, () => {
        this.#server.off('error', reject)
        this.#server.on('error', (failure) =>
          this.#options.log.error('imap.listener-failed', { failure }),
        )
        resolve()
      })
    })
  }

  async close(graceMs: number): Promise<void> {
    this.#closing = true
    const gone = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const connection of this.#connections) connection.shutDown()
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy()
    }, graceMs)
    await gone
    clearTimeout(timer)
  }

  #createServer(): Server {
    const { mode, tls } = this.#options
    if (mode !== 'implicit') {
      return createServer({ noDelay: true }, (socket) => this.#accept(socket))
    }
    const server = createTlsServer({
      ...tlsOptions(tls!),
      requestCert: true,
      // The certificate is judged by the validator, with a reason, and is not needed to sign in.
      rejectUnauthorized: false,
      handshakeTimeout: this.#limits.imapUnauthenticatedMsMax,
    })
    server.on('secureConnection', (socket) => this.#secured(socket))
    server.on('tlsClientError', (_failure, socket) => socket.destroy())
    return server
  }

  #accept(socket: Socket): void {
    if (this.#refuses(socket)) return
    const plain = this.#options.mode === 'plain-for-tests'
    const secured = plain ? { socket, certificate: null, certificateOpens: false } : null
    this.#serve(socket, secured)
  }

  #serve(socket: Socket, secured: SecuredSocket | null): void {
    this.#connections.add(new Connection(socket, this.#host, secured))
  }

  #secured(socket: TLSSocket): void {
    if (this.#refuses(socket)) return
    this.#identified(socket).then(
      (secured) => {
        if (socket.destroyed || this.#closing) socket.destroy()
        else this.#serve(socket, secured)
      },
      (failure) => {
        this.#options.log.error('imap.certificate-failed', { failure })
        socket.destroy()
      },
    )
  }

  #refuses(socket: Socket): boolean {
    socket.on('error', () => socket.destroy())
    if (!this.#closing && this.#connections.size < this.#limits.imapConnectionsMax) return false
    socket.end('* BYE [UNAVAILABLE] Trop de connexions : reessayez plus tard\r\n')
    return true
  }

  /** What the client certificate of a finished handshake is worth. */
  async #identified(socket: TLSSocket): Promise<SecuredSocket> {
    const { validator, backend, log } = this.#options
    const chain = validator ? peerChain(socket) : []
    const nobody = { socket, certificate: null, certificateOpens: false }
    if (validator === null || chain.length === 0) return nobody
    const judged = await validator.validate(chain, 'account')
    if (!judged.ok) {
      log.warn('imap.certificate-refused', { remote: socket.remoteAddress, reason: judged.error })
      return nobody
    }
    const identities = await backend.signIn.identitiesOf(judged.value)
    return { socket, certificate: judged.value, certificateOpens: identities.length > 0 }
  }

  #startTls(socket: Socket): Promise<SecuredSocket> {
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext: this.#context!,
      requestCert: true,
      rejectUnauthorized: false,
    })
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => secure.destroy(), this.#limits.imapUnauthenticatedMsMax)
      secure.on('error', () => secure.destroy())
      secure.once('close', () => {
        clearTimeout(timer)
        reject(new Error('handshake-failed'))
      })
      secure.once('secure', () => {
        clearTimeout(timer)
        this.#identified(secure).then(resolve, reject)
      })
    })
  }

  #connectionHost(): ConnectionHost {
    const { hostName, clock, log, backend, mode } = this.#options
    return {
      host: hostName ?? 'mss-gateway',
      limits: this.#limits,
      clock,
      log,
      backend,
      recent: new RecentRegister(clock.now()),
      startTls: mode === 'starttls' ? (socket) => this.#startTls(socket) : null,
      admit: ({ account }) => {
        const held = this.#byAccount.get(account.id) ?? 0
        if (held >= this.#limits.imapConnectionsPerAccountMax) return false
        this.#byAccount.set(account.id, held + 1)
        return true
      },
      leave: ({ account }) => {
        const held = (this.#byAccount.get(account.id) ?? 1) - 1
        if (held > 0) this.#byAccount.set(account.id, held)
        else this.#byAccount.delete(account.id)
      },
      closed: (connection) => this.#connections.delete(connection),
    }
  }
}

const tlsOptions = ({ key, cert, clientCa }: ServerTls) => ({
  key,
  cert,
  ca: [...clientCa],
  minVersion: 'TLSv1.2' as const,
  ciphers: tlsSuites,
  // OpenSSL resumes sessions that asked for a certificate only within a named context.
  sessionIdContext: 'mss-imap',
})
