import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { CertificateValidator } from '../../pki/contract.js'
import type { MailFlows } from '../flows/contract.js'
import type { GatewaySettings, Listener, ServerTls } from '../settings.js'
import type { ConnectionBounds } from './smtp-connection.js'
import { defaultBounds, type ServerSetup, SmtpListenerServer } from './smtp-listener-server.js'

/** What a listener works with, whoever it serves. */
export interface SmtpListenerOptions {
  readonly host: string
  readonly port: number
  readonly tls: ServerTls
  readonly validator: CertificateValidator
  readonly flows: MailFlows
  readonly settings: GatewaySettings
  readonly log: Log
  readonly clock: Clock
  readonly bounds?: Partial<ConnectionBounds>
}

/** Resolves when it listens; rejects with the system error (a port in use...). */
export async function startSmtpListener(
  { host, port, tls, settings, log, clock, bounds }: SmtpListenerOptions,
  served: Pick<ServerSetup, 'implicitTls' | 'newPeer'>,
): Promise<Listener> {
  const { hostName, localDomains } = settings
  return new SmtpListenerServer({
    ...{ host, port, tls, hostName, log, clock },
    postmasterDomain: [...localDomains][0] ?? hostName,
    bounds: { ...defaultBounds, ...bounds },
    ...served,
  }).start()
}
