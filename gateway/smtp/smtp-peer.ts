import type { BearerTerms } from '../../domain/bearer-message.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { SignInRefusal } from '../../domain/sign-in-refusal.js'
import type { MailTransaction, SessionFacts } from '../flows/contract.js'
import type { SaslAttempt, SaslMechanism } from './sasl-exchange.js'

/**
 * What differs between the two sides: who the other one is, and which flow its messages take. One
 * a connection.
 */
export interface SmtpPeer {
  /** After each TLS handshake; `chain` is DER, leaf first, empty when no certificate was shown. */
  secured(chain: readonly Uint8Array[]): Promise<void>
  /**
   * Before each MAIL: judges the certificate again when the verdict is older than
   * limits.smtpPeerVerdictMsMax, as it may be revoked while a session is kept open. Undefined when
   * there is nothing to wait for.
   */
  recheck(): Promise<void> | undefined
  /** Null where AUTH does not exist. */
  readonly signIn: PeerSignIn | null
  /** A refusal that stands whatever MAIL says, or null. */
  refusal(): Reason | null
  begin(facts: SessionFacts): MailTransaction
}

export interface PeerSignIn {
  readonly isSignedIn: boolean
  /** What EHLO announces once TLS is up. */
  mechanisms(): readonly SaslMechanism[]
  /** Null where tokens are not taken. */
  readonly bearerTerms: BearerTerms | null
  attempt(attempt: SaslAttempt): Promise<Result<void, SignInRefusal>>
}
