import type { Account } from '../../../domain/account.js'
import type { Identity } from '../../flows/contract.js'
import { patientActor } from '../../flows/patient/patient-actor.js'

/** What the flows ask of who acts: a patient signed in at the portal. */
export const patientIdentity = (patient: Account): Identity => ({
  account: patient,
  person: null,
  right: 'manage',
  via: 'password',
  credentialId: null,
  actor: patientActor(patient.id),
})
