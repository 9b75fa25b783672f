/**
 * How patients prove who they are. The composition root gives those ways that are configured; at
 * least one. Attempts are counted by the portal before each call. Every way answers
 * `sign-in-failed` in the same time for somebody unknown as for a wrong proof.
 */
import type { AccountId } from '../../domain/ids.js'
import type { ProfileState } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import type { SignInWay } from '../walls/portal-sessions.js'

export interface SignedInPatient {
  readonly patientId: AccountId
  /** The portal lets in `open`; `closed` and `opposed` reach their account page only. */
  readonly profile: ProfileState
}

export type SignInFault = 'sign-in-failed' | 'sign-in-unavailable'
/** `patientIds`: whom a refused attempt was about, where that is known. For the journal alone. */
export type SignInOutcome<Value, Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Fault; readonly patientIds?: readonly AccountId[] }
export type SignInResult = SignInOutcome<SignedInPatient, SignInFault>

export interface SignInWays {
  /** Development only: fictitious identities with a code. */
  readonly form?: FormSignIn
  readonly oidc?: OidcSignIn
  readonly passkey?: PasskeySignIn
  readonly emailCode?: EmailCodeSignIn
  readonly activation?: ActivationSignIn
}

export interface FormSignIn {
  verify(login: string, code: string): Promise<SignInResult>
  hints(): Promise<readonly { readonly login: string; readonly displayName: string }[]>
}

/** OpenID Connect, authorization code with PKCE, state and nonce (FranceConnect style). */
export interface OidcSignIn {
  /** On the button: `FranceConnect`. */
  readonly providerName: string
  /**
   * Where the browser goes, and what the session before sign-in must keep for `finish`. `isAgain`
   * asks the provider to look at the person anew (OpenID Connect Core §3.1.2.1, prompt=login).
   */
  start(
    redirectUri: string,
    isAgain: boolean,
  ): Promise<Result<{ url: string; kept: OidcKept }, SignInFault>>
  /** `currentUrl`: the whole address of return. `idToken` lets us tell the provider at sign-out. */
  finish(
    currentUrl: URL,
    kept: OidcKept,
  ): Promise<SignInOutcome<SignedInPatient & { readonly idToken: string }, OidcFault>>
  /** Sign-out at the provider (RP-Initiated Logout 1.0); null where it has none. */
  endSessionUrl(idToken: string, backTo: string): string | null
}
/**
 * `sign-in-cancelled`: the person went back at the provider's. `person-unknown`: the provider knows
 * the person, this service has no profile that is surely theirs.
 */
export type OidcFault = SignInFault | 'sign-in-cancelled' | 'person-unknown'
export interface OidcKept {
  readonly isAgain: boolean
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** WebAuthn Level 3. Options and responses are the JSON forms of the standard (§5.1.8). */
export interface PasskeySignIn {
  /** Passkeys are offered on pages of this host name only. */
  readonly relyingPartyId: string
  /** Discoverable credentials: nobody types a name. */
  startSignIn(): Promise<{ readonly optionsJson: string; readonly challenge: string }>
  finishSignIn(responseJson: string, challenge: string): Promise<SignInResult>
  startEnrolment(
    patientId: AccountId,
  ): Promise<{ readonly optionsJson: string; readonly challenge: string }>
  finishEnrolment(
    patientId: AccountId,
    responseJson: string,
    challenge: string,
    label: string,
  ): Promise<Result<void, 'refused' | 'too-many'>>
  list(patientId: AccountId): Promise<readonly PasskeySummary[]>
  rename(patientId: AccountId, passkeyId: string, label: string): Promise<boolean>
  remove(patientId: AccountId, passkeyId: string): Promise<boolean>
}
export interface PasskeySummary {
  /** Opaque, bound to the patient. */
  readonly passkeyId: string
  readonly label: string
  readonly createdAt: number
}

/** A code of six digits to the verified personal e-mail. */
export interface EmailCodeSignIn {
  /**
   * Sends, or does nothing for an unknown address: the answer and its time are the same. The handle
   * names this attempt; it holds nothing.
   */
  start(email: string): Promise<{ readonly handle: string }>
  /** One address may serve a family: then the person chooses among `patients`. */
  finish(
    handle: string,
    code: string,
  ): Promise<SignInOutcome<{ readonly patients: readonly EmailCodePatient[] }, SignInFault>>
}
export interface EmailCodePatient extends SignedInPatient {
  readonly displayName: string
}

/** Who signed in or tried to, kept for good and bounded against floods (ASVS 5.0 §16.3.1). */
export interface SignInJournal {
  /** Settles once it is kept; a sign-in does not fail because it could not be. */
  opened(patientId: AccountId, from: SignInOrigin): Promise<void>
  /** Nobody waits for it: its time must not tell whether the attempt was about somebody. */
  refused(refusal: RefusedSignIn): void
  /** Newest first, at most portalLimits.portalSignInsShownMax. */
  latest(patientId: AccountId): Promise<readonly PastSignIn[]>
}
export interface SignInOrigin extends SignInDevice {
  readonly way: SignInWay
  readonly remoteAddress: string
}
/** Families as of device-words.ts: `Firefox`, `Android`; null where the browser says nothing. */
export interface SignInDevice {
  readonly browser: string | null
  readonly system: string | null
}
export interface RefusedSignIn extends SignInOrigin {
  /** Several: a family that shares an address. */
  readonly patientIds: readonly AccountId[]
  readonly reason: Reason
  /** Keyed hash of the name that was typed; null for ways where none is. */
  readonly keyed: string | null
}
export interface PastSignIn extends SignInDevice {
  readonly at: number
  /** `mail-program`: patients have no other way in than these pages, so it was refused. */
  readonly way: SignInWay | 'mail-program'
  readonly isRefused: boolean
}

/** A code given once by the operator (letter, counter): the first visit. */
export interface ActivationSignIn {
  verify(code: string): Promise<SignInResult>
}
