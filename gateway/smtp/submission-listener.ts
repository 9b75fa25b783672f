import type { BearerTerms } from '../../domain/bearer-message.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { SignInRefusal } from '../../domain/sign-in-refusal.js'
import type { PeerCertificate } from '../../pki/contract.js'
import type { Identity, MailTransaction, SessionFacts, SignIn } from '../flows/contract.js'
import type { Listener } from '../settings.js'
import type { SaslAttempt, SaslMechanism } from './sasl-exchange.js'
import { type SmtpListenerOptions, startSmtpListener } from './smtp-listener.js'
import type { PeerSignIn, SmtpPeer } from './smtp-peer.js'

export interface SubmissionOptions extends SmtpListenerOptions {
  readonly mode: 'implicit' | 'starttls'
  readonly signIn: SignIn
}

/** Who a submission session is, by certificate and by AUTH. */
class SubmissionPeer implements SmtpPeer, PeerSignIn {
  readonly signIn = this
  readonly #options: SubmissionOptions
  readonly #remoteAddress: string
  #chain: readonly Uint8Array[] = []
  #judgedAt = 0
  #certificate: Result<PeerCertificate, Reason> = err('sign-in-certificate-missing')
  #certificateIdentities: readonly Identity[] = []
  #identity: Identity | null = null

  constructor(options: SubmissionOptions, remoteAddress: string) {
    this.#options = options
    this.#remoteAddress = remoteAddress
  }

  secured(chain: readonly Uint8Array[]): Promise<void> {
    this.#chain = chain
    this.#identity = null
    return this.#judge()
  }

  recheck(): Promise<void> | undefined {
    const age = this.#options.clock.now() - this.#judgedAt
    const isFresh = this.#chain.length === 0 || age < limits.smtpPeerVerdictMsMax
    if (isFresh && this.#identity === null) return undefined
    return this.#recheck(isFresh)
  }

  /** A kept session sends no more once its password or its right was taken away. */
  async #recheck(isFresh: boolean): Promise<void> {
    if (!isFresh) await this.#judge()
    const held = this.#identity
    if (held !== null && !(await this.#options.signIn.stands(held))) this.#identity = null
  }

  async #judge(): Promise<void> {
    const { validator, signIn, clock } = this.#options
    this.#judgedAt = clock.now()
    let certificate: Result<PeerCertificate, Reason> = err('sign-in-certificate-missing')
    let opened: readonly Identity[] = []
    if (this.#chain.length > 0) {
      const verdict = await validator.validate(this.#chain, 'account')
      if (verdict.ok) {
        certificate = verdict
        opened = await signIn.identitiesOf(verdict.value)
        // A certificate that cannot be checked now may be good later; any other fault is no
        // certificate for us.
      } else if (verdict.error === 'revocation-unknown') certificate = err('sign-in-unavailable')
    }
    this.#certificate = certificate
    this.#certificateIdentities = opened
    this.#dropUnproven()
  }

  /** AUTH by certificate lasts as long as the certificate opens that account. */
  #dropUnproven(): void {
    const held = this.#identity
    if (held === null || held.via !== 'certificate') return
    const isProven = this.#certificateIdentities.some(
      ({ account }) => account.id === held.account.id,
    )
    if (!isProven) this.#identity = null
  }

  get isSignedIn(): boolean {
    return this.#identity !== null
  }

  /**
   * EXTERNAL only where it can work: alpine tries whatever is announced (client-transcripts.md).
   */
  mechanisms(): readonly SaslMechanism[] {
    const names: SaslMechanism[] = this.#certificateIdentities.length > 0 ? ['EXTERNAL'] : []
    names.push('PLAIN', 'LOGIN')
    if (this.bearerTerms !== null) names.push('OAUTHBEARER', 'XOAUTH2')
    return names
  }

  get bearerTerms(): BearerTerms | null {
    return this.#options.signIn.bearer?.terms ?? null
  }

  async attempt(attempt: SaslAttempt): Promise<Result<void, SignInRefusal>> {
    const result = await this.#identify(attempt)
    if (!result.ok) return result
    this.#identity = result.value
    return ok(undefined)
  }

  #identify(attempt: SaslAttempt): Promise<Result<Identity, SignInRefusal>> {
    const session = { remoteAddress: this.#remoteAddress, protocol: 'submission' } as const
    const certificate = this.#certificate.ok ? this.#certificate.value : null
    if (attempt.mechanism === 'EXTERNAL') {
      if (!this.#certificate.ok && this.#certificate.error === 'sign-in-unavailable') {
        return Promise.resolve(this.#certificate)
      }
      return this.#options.signIn.external(certificate, attempt.authorizationId, session)
    }
    if (attempt.mechanism === 'BEARER') {
      const { bearer } = this.#options.signIn
      if (bearer === undefined || attempt.token === null)
        return Promise.resolve(err('token-refused'))
      const { authorizationId, token } = attempt
      return bearer.token({ authorizationId, token, ...session })
    }
    const { authorizationId, authenticationId, password } = attempt
    return this.#options.signIn.password({
      authorizationId,
      authenticationId,
      password,
      certificate,
      ...session,
    })
  }

  /**
   * A session whose certificate opens an account needs no AUTH (Thunderbird's "TLS certificate"
   * sends none); the flow then chooses by the sender address.
   */
  refusal(): Reason | null {
    if (this.#identity !== null || this.#certificateIdentities.length > 0) return null
    const isUnavailable = !this.#certificate.ok && this.#certificate.error === 'sign-in-unavailable'
    return isUnavailable ? 'sign-in-unavailable' : 'sign-in-required'
  }

  begin(facts: SessionFacts): MailTransaction {
    return this.#options.flows.submit({
      ...facts,
      identity: this.#identity,
      certificateIdentities: this.#certificateIdentities,
    })
  }
}

/**
 * SMTP for mail clients and practice software (RFC 6409; implicit TLS RFC 8314). Rejects with the
 * system error.
 */
export const startSubmission = (options: SubmissionOptions): Promise<Listener> =>
  startSmtpListener(options, {
    implicitTls: options.mode === 'implicit',
    newPeer: (remoteAddress) => new SubmissionPeer(options, remoteAddress),
  })
