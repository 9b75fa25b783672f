import type { Clock } from '../../domain/clock.js'
import { limits } from '../../domain/limits.js'
import type { Log } from '../../domain/log.js'
import type { Reason } from '../../domain/reasons.js'
import { err, type Result } from '../../domain/result.js'
import type { CertificateValidator, PeerCertificate } from '../../pki/contract.js'
import type { MailFlows, MailTransaction, SessionFacts } from '../flows/contract.js'
import type { GatewaySettings, Listener, ServerTls } from '../settings.js'
import type { ConnectionBounds } from './smtp-connection.js'
import { defaultBounds, SmtpListenerServer } from './smtp-listener-server.js'
import type { SmtpPeer } from './smtp-peer.js'

export interface OperatorSmtpOptions {
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

/**
 * SMTP for the other operators (mssante.md §7 A 1, 2): STARTTLS is mandatory, the client
 * certificate is asked for and judged by the validator, and the flow answers the verdict at MAIL.
 * AUTH does not exist here.
 */
class OperatorPeer implements SmtpPeer {
  readonly signIn = null
  readonly #options: OperatorSmtpOptions
  #chain: readonly Uint8Array[] = []
  #judgedAt = 0
  #peer: Result<PeerCertificate, Reason> = err('operator-certificate-missing')

  constructor(options: OperatorSmtpOptions) {
    this.#options = options
  }

  secured(chain: readonly Uint8Array[]): Promise<void> {
    this.#chain = chain
    return this.#judge()
  }

  recheck(): Promise<void> | undefined {
    const age = this.#options.clock.now() - this.#judgedAt
    return age < limits.smtpPeerVerdictMsMax ? undefined : this.#judge()
  }

  async #judge(): Promise<void> {
    const { validator, clock } = this.#options
    this.#judgedAt = clock.now()
    this.#peer =
      this.#chain.length === 0
        ? err('operator-certificate-missing')
        : await validator.validate(this.#chain, 'operator-client')
  }

  refusal(): null {
    return null
  }

  begin(facts: SessionFacts): MailTransaction {
    return this.#options.flows.receive({ ...facts, peer: this.#peer })
  }
}

/** Resolves when it listens; rejects with the system error (a port in use...). */
export async function startOperatorSmtp(options: OperatorSmtpOptions): Promise<Listener> {
  const { settings } = options
  return new SmtpListenerServer({
    host: options.host,
    port: options.port,
    tls: options.tls,
    implicitTls: false,
    hostName: settings.hostName,
    postmasterDomain: [...settings.localDomains][0] ?? settings.hostName,
    bounds: { ...defaultBounds, ...options.bounds },
    log: options.log,
    clock: options.clock,
    newPeer: () => new OperatorPeer(options),
  }).start()
}
