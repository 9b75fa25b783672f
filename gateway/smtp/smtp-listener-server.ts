import { constants } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { limits } from '../../domain/limits.js'
import { tlsSuites } from '../../domain/tls-suites.js'
import type { Listener, ServerTls } from '../settings.js'
import { replies } from './protocol-replies.js'
import {
  type ConnectionBounds,
  type ConnectionSetup,
  GatewayConnection,
} from './smtp-connection.js'

export interface ServerSetup extends Omit<ConnectionSetup, 'onGone'> {
  readonly host: string
  readonly port: number
  readonly tls: ServerTls
  /** TLS from the first octet; STARTTLS otherwise. */
  readonly implicitTls: boolean
}

export const defaultBounds: ConnectionBounds = {
  idleMsMax: limits.smtpIdleMsMax,
  dataBytesPerSecondMin: limits.smtpDataBytesPerSecondMin,
  messageBytesMax: limits.messageBytesMax,
  connectionsMax: limits.smtpConnectionsMax,
  connectionsPerAddressMax: limits.smtpConnectionsPerAddressMax,
  signInDelayMsMax: limits.signInFailureDelayMsMax,
}

const sweepMsMax = 1_000
/** A verdict under way when the grace ends may still take so long. */
const verdictGraceMs = 10_000

/** Without a key of its own smtp-server starts with one that is public: refuse that here. */
function serverOptions(setup: ServerSetup): SMTPServerOptions {
  if (setup.tls.key.trim() === '' || setup.tls.cert.trim() === '') {
    throw new Error('listener without its own key and certificate')
  }
  return {
    secure: setup.implicitTls,
    key: setup.tls.key,
    cert: setup.tls.cert,
    ca: [...setup.tls.clientCa],
    requestCert: true,
    // The validator judges the chain and the session says why; a failed handshake says nothing.
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ciphers: tlsSuites,
    // A resumed session carries the certificate but not its chain: each session is checked anew.
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    disableReverseLookup: true,
    // Replies are small and awaited: Nagle's algorithm would hold them back for the peer's ACK.
    noDelay: true,
    logger: false,
    name: setup.hostName,
    maxClients: setup.bounds.connectionsMax,
    socketTimeout: setup.bounds.idleMsMax,
  } as SMTPServerOptions
}

/**
 * smtp-server's accept and TLS code, with our connections, their number bounded, and a graceful
 * end.
 */
export class SmtpListenerServer extends SMTPServer {
  readonly #setup: ServerSetup
  readonly #bySession = new WeakMap<SMTPServerSession, GatewayConnection>()
  readonly #open = new Set<GatewayConnection>()
  readonly #perAddress = new Map<string, number>()
  #isClosing = false

  constructor(setup: ServerSetup) {
    super(serverOptions(setup))
    this.#setup = setup
    // Failed handshakes and broken connections: of note, never fatal.
    this.on('error', (failure: Error) => {
      setup.log.info('smtp.connection-failed', { failure: codeOfFailure(failure) })
    })
  }

  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): void {
    const setup = { ...this.#setup, onGone: (gone: GatewayConnection) => this.#forget(gone) }
    const connection = new GatewayConnection(this, socket, setup, options ?? null)
    const { remoteAddress } = connection
    const fromThere = (this.#perAddress.get(remoteAddress) ?? 0) + 1
    this.#perAddress.set(remoteAddress, fromThere)
    this.#open.add(connection)
    this.connections.add(connection)
    // STARTTLS takes all listeners off the socket: from then on `onGone` tells.
    socket.once('close', () => this.#forget(connection))
    this.#bySession.set(connection.session, connection)
    connection.on('error', (failure: Error) => this._onError(failure))
    const { connectionsMax, connectionsPerAddressMax } = this.#setup.bounds
    if (this.#open.size > connectionsMax || fromThere > connectionsPerAddressMax) {
      socket.on('error', () => {})
      connection.reply(replies.tooManyConnections)
    } else if (this.#isClosing) {
      socket.on('error', () => {})
      connection.reply(replies.stopping)
    } else connection.init()
  }

  override onSecure(
    socket: Socket | TLSSocket,
    session: SMTPServerSession,
    callback: (failure?: Error | null) => void,
  ): void {
    const connection = this.#bySession.get(session)
    if (connection === undefined) socket.destroy()
    else void connection.takeTls(socket as TLSSocket).then(() => callback())
  }

  #forget(connection: GatewayConnection): void {
    if (!this.#open.delete(connection)) return
    const { remoteAddress } = connection
    const left = (this.#perAddress.get(remoteAddress) ?? 1) - 1
    if (left > 0) this.#perAddress.set(remoteAddress, left)
    else this.#perAddress.delete(remoteAddress)
  }

  start(): Promise<Listener> {
    const { host, port, bounds, clock } = this.#setup
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject)
        const sweep = setInterval(
          () => {
            const now = clock.now()
            for (const connection of this.#open) connection.checkDeadlines(now)
          },
          Math.min(sweepMsMax, Math.ceil(bounds.idleMsMax / 4)),
        )
        sweep.unref()
        const { port: bound } = this.server.address() as AddressInfo
        resolve({
          port: bound,
          close: async (graceMs) => {
            await this.#drain(graceMs)
            clearInterval(sweep)
          },
        })
      })
    })
  }

  #drain(graceMs: number): Promise<void> {
    this.#isClosing = true
    const gone = new Promise<void>((resolve) => {
      this.server.close(() => resolve())
    })
    // Handshakes under way have no session that could be told.
    for (const top of this._pendingSockets.values()) top.destroy()
    for (const connection of this.#open) connection.drain()
    const cutAll = (isLastCall: boolean): void => {
      for (const connection of this.#open) connection.cut(isLastCall)
    }
    const grace = setTimeout(() => cutAll(false), graceMs)
    const lastCall = setTimeout(() => cutAll(true), graceMs + verdictGraceMs)
    return gone.finally(() => {
      clearTimeout(grace)
      clearTimeout(lastCall)
    })
  }
}

/** An error of TLS may quote what the peer sent: only its code is kept. */
const codeOfFailure = (failure: Error & { code?: string }): { name: string; code: string } => ({
  name: failure.name,
  code: failure.code ?? '',
})
