import type { AccountId } from '../../domain/ids.js'
import { defaultPatientSettings, type PatientSettings } from '../../domain/patient-settings.js'
import type { ProfileState } from '../../domain/profile.js'
import { err, ok } from '../../domain/result.js'
import type { PortalSettings } from '../../patient-portal/settings/settings-contract.js'
import type {
  ActivationSignIn,
  EmailCodeSignIn,
  OidcFault,
  OidcKept,
  OidcSignIn,
  PasskeySignIn,
} from '../../patient-portal/sign-in/sign-in-contract.js'

/** Whoever comes back with the code `bon` is this patient. */
export class FakeProvider implements OidcSignIn {
  readonly providerName = 'FranceConnect'
  readonly finished: { readonly url: URL; readonly kept: OidcKept }[] = []
  readonly started: { readonly redirectUri: string; readonly isAgain: boolean }[] = []
  isAway = false
  fault: OidcFault | null = null
  #count = 0

  constructor(
    private readonly patientId: AccountId,
    public profile: ProfileState = 'open',
  ) {}

  async start(redirectUri: string, isAgain: boolean) {
    if (this.isAway) return err('sign-in-unavailable' as const)
    this.started.push({ redirectUri, isAgain })
    const kept = { isAgain, state: `etat${++this.#count}`, nonce: 'n', codeVerifier: 'v' }
    return ok({ url: `https://fournisseur.test/auth?state=${kept.state}`, kept })
  }

  async finish(url: URL, kept: OidcKept) {
    this.finished.push({ url, kept })
    if (this.fault !== null) return err(this.fault)
    if (url.searchParams.get('code') !== 'bon') return err('sign-in-failed' as const)
    return ok({ patientId: this.patientId, profile: this.profile, idToken: 'jeton-d-identite' })
  }

  endSessionUrl(idToken: string, backTo: string): string {
    return `https://fournisseur.test/fin?${new URLSearchParams({ idToken, backTo })}`
  }
}

/** The answer `bon:CHALLENGE` is right. */
export class FakePasskeys implements PasskeySignIn {
  readonly relyingPartyId = '127.0.0.1'
  readonly held = new Map<AccountId, { passkeyId: string; label: string; createdAt: number }[]>()
  #count = 0

  constructor(
    private readonly patientId: AccountId,
    public profile: ProfileState = 'open',
  ) {}

  async #options() {
    const challenge = `defi${++this.#count}`
    return { optionsJson: JSON.stringify({ challenge }), challenge }
  }
  startSignIn() {
    return this.#options()
  }
  startEnrolment() {
    return this.#options()
  }
  async finishSignIn(responseJson: string, challenge: string) {
    if (responseJson !== `bon:${challenge}`) return err('sign-in-failed' as const)
    return ok({ patientId: this.patientId, profile: this.profile })
  }
  async finishEnrolment(patientId: AccountId, json: string, challenge: string, label: string) {
    if (json !== `bon:${challenge}`) return err('refused' as const)
    const own = this.held.get(patientId) ?? []
    own.push({ passkeyId: `cle${patientId}-${own.length}`, label, createdAt: 1 })
    this.held.set(patientId, own)
    return ok(undefined)
  }
  async list(patientId: AccountId) {
    return this.held.get(patientId) ?? []
  }
  async rename(patientId: AccountId, passkeyId: string, label: string) {
    const found = this.held.get(patientId)?.find((one) => one.passkeyId === passkeyId)
    if (found === undefined) return false
    found.label = label
    return true
  }
  async remove(patientId: AccountId, passkeyId: string) {
    const own = this.held.get(patientId) ?? []
    const rest = own.filter((one) => one.passkeyId !== passkeyId)
    this.held.set(patientId, rest)
    return rest.length < own.length
  }
}

/** The code `123456` opens `patients`, once an attempt. */
export class FakeEmailCodes implements EmailCodeSignIn {
  readonly started: string[] = []
  /** Whom refused codes are about. */
  meant: readonly AccountId[] = []
  readonly #used = new Set<string>()
  constructor(
    public patients: readonly {
      readonly patientId: AccountId
      readonly profile: ProfileState
      readonly displayName: string
    }[],
  ) {}
  async start(email: string) {
    this.started.push(email)
    return { handle: `essai${this.started.length}` }
  }
  async finish(handle: string, code: string) {
    if (code !== '123456' || this.#used.has(handle))
      return { ...err('sign-in-failed' as const), patientIds: this.meant }
    this.#used.add(handle)
    return ok({ patients: this.patients })
  }
}

export const fakeActivation = (code: string, patientId: AccountId): ActivationSignIn => ({
  verify: async (typed) =>
    typed === code ? ok({ patientId, profile: 'open' as const }) : err('sign-in-failed' as const),
})

export class FakeSettings implements PortalSettings {
  readonly kept = new Map<AccountId, PatientSettings>()
  readonly visits: AccountId[] = []
  sendsNotices = true
  outbox = null
  isAway = false

  async get(patientId: AccountId) {
    return this.kept.get(patientId) ?? defaultPatientSettings(patientId)
  }
  async change(patientId: AccountId, change: Partial<PatientSettings>) {
    if (this.isAway) return err('unavailable' as const)
    this.kept.set(patientId, { ...(await this.get(patientId)), ...change })
    return ok(undefined)
  }
  async startEmail() {
    return err('unavailable' as const)
  }
  async awaitedEmail() {
    return null
  }
  async finishEmail() {
    return err('expired' as const)
  }
  async forgetEmail() {
    return err('unavailable' as const)
  }
  async addressFails() {
    return false
  }
  async exampleNotice() {
    return { from: 'avis@exemple.fr', subject: 'Un message', text: 'Vous avez un message.' }
  }
  async stopNotices() {
    return 'unknown' as const
  }
  visited(patientId: AccountId): void {
    this.visits.push(patientId)
  }
}
