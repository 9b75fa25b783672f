import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok } from '../../../domain/result.js'
import type { ActivationSignIn } from '../../../patient-portal/sign-in/sign-in-contract.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import {
  activationSecret,
  normalActivation,
  type PatientCredentials,
} from '../../flows/patient/patient-credentials.js'
import { refusedOf } from './refused-sign-in.js'
import { signedInPatient } from './signed-in-patient.js'

/**
 * Codes made by `mss profile activation`. Looked for by their hash, so that the time of the search
 * says nothing of the code. Used up in the commit that lets in: of two at once, one gets through.
 */
export function createActivationSignIn(
  { store, clock }: Pick<FlowDeps, 'store' | 'clock'>,
  credentials: PatientCredentials,
): ActivationSignIn {
  return {
    async verify(typed) {
      const code = normalActivation(typed)
      if (code === null) return err('sign-in-failed')
      const secret = await activationSecret(code)
      const [held] = await store.read.credentialsBySecret('activation', secret)
      if (held === undefined || held.accountId === null) return err('sign-in-failed')
      const { accountId } = held
      if (clock.now() >= held.createdAt + portalLimits.activationMsMax)
        return refusedOf('sign-in-failed', accountId)
      const patient = await signedInPatient(store.read, accountId)
      if (patient === null) return refusedOf('sign-in-failed', accountId)
      // Whoever cannot come in yet keeps the code for the day when the profile opens.
      if (patient.profile === 'not-created' || patient.profile === 'deceased') return ok(patient)
      const used = await credentials.remove(patient.patientId, held, 'use')
      if (used.ok) return ok(patient)
      const fault = used.error === 'not-found' ? 'sign-in-failed' : 'sign-in-unavailable'
      return refusedOf(fault, accountId)
    },
  }
}
