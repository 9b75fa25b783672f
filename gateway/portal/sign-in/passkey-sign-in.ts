import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Credential, PasskeySecret } from '../../../domain/account.js'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type {
  PasskeySignIn,
  SignInResult,
} from '../../../patient-portal/sign-in/sign-in-contract.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import type { PatientCredentials } from '../../flows/patient/patient-credentials.js'
import { PasskeyHolders } from './passkey-holder.js'
import { passkeySecretText, readPasskeySecret } from './passkey-secret.js'
import { refusedOf } from './refused-sign-in.js'
import { activePatient, signedInPatient } from './signed-in-patient.js'

export interface PasskeySignInOptions {
  readonly deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly credentials: PatientCredentials
  /** The address of the portal: passkeys are bound to its host name. */
  readonly publicUrl: () => string
  readonly serviceName: string
  /** 32 random octets that stay the same over restarts. */
  readonly key: Uint8Array
}

/**
 * W3C WebAuthn Level 3. The person is looked at each time (user verification, so that a found phone
 * opens nothing), credentials are discoverable (nobody types a name), and no attestation is asked
 * for: which make of device a patient has is not ours to know (§14.4.1).
 */
export class PatientPasskeys implements PasskeySignIn {
  readonly #options: PasskeySignInOptions
  readonly #holders: PasskeyHolders

  constructor(options: PasskeySignInOptions) {
    this.#options = options
    this.#holders = new PasskeyHolders(options.key)
  }

  get relyingPartyId(): string {
    return new URL(this.#options.publicUrl()).hostname
  }

  get #read() {
    return this.#options.deps.store.read
  }

  async startSignIn() {
    const options = await generateAuthenticationOptions({
      rpID: this.relyingPartyId,
      userVerification: 'required',
      timeout: portalLimits.passkeyMsMax,
    })
    return { optionsJson: JSON.stringify(options), challenge: options.challenge }
  }

  async finishSignIn(responseJson: string, challenge: string): Promise<SignInResult> {
    const response = parsed<AuthenticationResponseJSON>(responseJson)
    const holder = this.#holders.holderOf(String(response?.response?.userHandle ?? ''))
    if (response === null || holder === null) return err('sign-in-failed')
    const held = await this.#ofPatient(holder)
    const found = held.find(({ secret }) => secret.credentialId === response.id)
    const counter = found && (await this.#verified(response, challenge, found.secret))
    if (found === undefined || counter === null || counter === undefined)
      return refusedOf('sign-in-failed', holder)
    const patient = await signedInPatient(this.#read, holder)
    if (patient === null) return refusedOf('sign-in-failed', holder)
    if (counter !== found.secret.counter) {
      const secret = passkeySecretText({ ...found.secret, counter })
      const done = await this.#options.credentials.renew(found.credential.id, secret)
      // Removed meanwhile, on another device: it opens nothing any more.
      if (!done.ok) {
        const fault = done.error === 'not-found' ? 'sign-in-failed' : 'sign-in-unavailable'
        return refusedOf(fault, holder)
      }
    }
    return ok(patient)
  }

  /** The new counter, or null. A counter that does not grow shows a copied key (§6.1.1). */
  async #verified(
    response: AuthenticationResponseJSON,
    expectedChallenge: string,
    { credentialId, publicKey, counter, transports }: PasskeySecret,
  ): Promise<number | null> {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.#options.publicUrl(),
        expectedRPID: this.relyingPartyId,
        requireUserVerification: true,
        credential: {
          id: credentialId,
          publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
          counter,
          transports: [...transports],
        },
      })
      return verified ? authenticationInfo.newCounter : null
    } catch {
      // The package throws for each way in which a response may be wrong.
      return null
    }
  }

  async startEnrolment(patientId: AccountId) {
    const held = await this.#ofPatient(patientId)
    const patient = await activePatient(this.#read, patientId)
    const name = patient?.displayName ?? ''
    const options = await generateRegistrationOptions({
      rpName: this.#options.serviceName,
      rpID: this.relyingPartyId,
      // Shown by the device when it holds keys of several people.
      userName: name,
      userDisplayName: name,
      userID: this.#holders.handleOf(patientId),
      timeout: portalLimits.passkeyMsMax,
      attestationType: 'none',
      excludeCredentials: held.map(({ secret }) => ({
        id: secret.credentialId,
        transports: [...secret.transports],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    return { optionsJson: JSON.stringify(options), challenge: options.challenge }
  }

  async finishEnrolment(
    patientId: AccountId,
    responseJson: string,
    challenge: string,
    label: string,
  ): Promise<Result<void, 'refused' | 'too-many'>> {
    const held = await this.#ofPatient(patientId)
    if (held.length >= portalLimits.passkeysPerPatientMax) return err('too-many')
    const response = parsed<RegistrationResponseJSON>(responseJson)
    const made = response && (await this.#registered(response, challenge))
    if (made === null || held.some(({ secret }) => secret.credentialId === made.credentialId))
      return err('refused')
    const secret = passkeySecretText(made)
    const done = await this.#options.credentials.add(patientId, 'passkey', secret, label)
    return done.ok ? ok(undefined) : err('refused')
  }

  async #registered(
    response: RegistrationResponseJSON,
    expectedChallenge: string,
  ): Promise<PasskeySecret | null> {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.#options.publicUrl(),
        expectedRPID: this.relyingPartyId,
        requireUserVerification: true,
      })
      if (!verified) return null
      const { id, publicKey, counter, transports } = registrationInfo.credential
      return {
        credentialId: id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: (transports ?? []).filter((one) => /^[a-z-]{1,20}$/.test(one)).slice(0, 10),
      }
    } catch {
      return null
    }
  }

  async list(patientId: AccountId) {
    const held = await this.#ofPatient(patientId)
    return held.map(({ credential }) => ({
      passkeyId: this.#holders.passkeyId(patientId, credential),
      label: credential.label,
      createdAt: credential.createdAt,
    }))
  }

  async rename(patientId: AccountId, passkeyId: string, label: string): Promise<boolean> {
    const found = await this.#own(patientId, passkeyId)
    if (found === null) return false
    return (await this.#options.credentials.rename(patientId, found, label)).ok
  }

  async remove(patientId: AccountId, passkeyId: string): Promise<boolean> {
    const found = await this.#own(patientId, passkeyId)
    if (found === null) return false
    return (await this.#options.credentials.remove(patientId, found, 'remove')).ok
  }

  async #own(patientId: AccountId, passkeyId: string): Promise<Credential | null> {
    const held = await this.#ofPatient(patientId)
    const isWanted = ({ credential }: (typeof held)[number]) =>
      this.#holders.passkeyId(patientId, credential) === passkeyId
    return held.find(isWanted)?.credential ?? null
  }

  async #ofPatient(patientId: AccountId) {
    const held = await this.#read.credentialsOfAccount(patientId)
    return held
      .filter(({ kind }) => kind === 'passkey')
      .map((credential) => ({ credential, secret: readPasskeySecret(credential) }))
  }
}

function parsed<T extends object>(json: string): T | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as T) : null
  } catch {
    return null
  }
}
