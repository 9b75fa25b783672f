import type { AccountId } from '../../../domain/ids.js'
import { parseMatricule } from '../../../domain/ins.js'
import { err, ok } from '../../../domain/result.js'
import type {
  OidcFault,
  SignedInPatient,
  SignInOutcome,
} from '../../../patient-portal/sign-in/sign-in-contract.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import { type PatientCredentials, subjectSecret } from '../../flows/patient/patient-credentials.js'
import { type Claims, patientOfIdentity, pivotIdentity } from './pivot-identity.js'
import { refusedOf } from './refused-sign-in.js'
import { signedInPatient } from './signed-in-patient.js'

export interface OidcPersonOptions {
  readonly deps: Pick<FlowDeps, 'store' | 'settings' | 'log'>
  readonly credentials: PatientCredentials
  readonly matriculeClaim: string | null
  /** Shown beside the way in lists of the administrator. */
  readonly providerName: string
}

/**
 * Whose account a person of the provider opens: the one linked to the subject; at the first time
 * the one that the matricule or the pivot identity names, which is linked then. A patient is linked
 * to one subject of a provider: another subject with the same identity is somebody to look at.
 */
export class OidcPersons {
  readonly #options: OidcPersonOptions

  constructor(options: OidcPersonOptions) {
    this.#options = options
  }

  async find(
    issuer: string,
    subject: string,
    claims: Claims,
  ): Promise<SignInOutcome<SignedInPatient, OidcFault>> {
    const { read } = this.#options.deps.store
    const [linked] = await read.credentialsBySecret('oidc', subjectSecret(issuer, subject))
    if (linked !== undefined) {
      const patient = await signedInPatient(read, linked.accountId)
      return patient === null ? refusedOf('person-unknown', linked.accountId) : ok(patient)
    }
    const found = await this.#named(claims)
    const patient = await signedInPatient(read, found)
    if (patient === null) return refusedOf('person-unknown', found)
    return this.#link(patient, issuer, subject)
  }

  async #named(claims: Claims): Promise<AccountId | null> {
    const { deps, matriculeClaim } = this.#options
    const { read } = deps.store
    if (matriculeClaim === null) {
      const said = pivotIdentity(claims)
      return said === null ? null : patientOfIdentity(read, said)
    }
    const said = claims[matriculeClaim]
    const matricule = parseMatricule(typeof said === 'string' ? said.trim() : '')
    if (!matricule.ok) return null
    const address = `${matricule.value.toLowerCase()}@${deps.settings.citizenDomain}`
    return (await read.accountByAddress(address))?.id ?? null
  }

  async #link(
    patient: SignedInPatient,
    issuer: string,
    subject: string,
  ): Promise<SignInOutcome<SignedInPatient, OidcFault>> {
    const { deps, credentials, providerName } = this.#options
    const held = await deps.store.read.credentialsOfAccount(patient.patientId)
    const isTaken = held.some(
      ({ kind, secret }) => kind === 'oidc' && secret.startsWith(`${issuer} `),
    )
    if (isTaken) {
      const accountId = patient.patientId
      deps.log.warn('portal-other-subject', { protocol: 'portal', accountId })
      return refusedOf('person-unknown', accountId)
    }
    const secret = subjectSecret(issuer, subject)
    const done = await credentials.add(patient.patientId, 'oidc', secret, providerName)
    if (done.ok) return ok(patient)
    // The same person in two tabs: the other one linked it.
    if (done.error !== 'already-exists') return err('sign-in-unavailable')
    const [linked] = await deps.store.read.credentialsBySecret('oidc', secret)
    return linked?.accountId === patient.patientId ? ok(patient) : err('sign-in-failed')
  }
}
