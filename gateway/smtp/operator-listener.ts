import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, type Result } from '../../domain/result.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { MailTransaction, SessionFacts } from '../flows/contract.js'
import type { Listener } from '../settings.js'
import { type SmtpListenerOptions, startSmtpListener } from './smtp-listener.js'
import type { SmtpPeer } from './smtp-peer.js'

/**
 * SMTP for the other operators (mssante.md §7 A 1, 2): STARTTLS is mandatory, the client
 * certificate is asked for and judged by the validator, and the flow answers the verdict at MAIL.
 * AUTH does not exist here.
 */
class OperatorPeer implements SmtpPeer {
  readonly signIn = null
  readonly #options: SmtpListenerOptions
  #chain: readonly Uint8Array[] = []
  #judgedAt = 0
  #peer: Result<PeerCertificate, Reason> = err('operator-certificate-missing')

  constructor(options: SmtpListenerOptions) {
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

/** Rejects with the system error. */
export const startOperatorSmtp = (options: SmtpListenerOptions): Promise<Listener> =>
  startSmtpListener(options, { implicitTls: false, newPeer: () => new OperatorPeer(options) })
