/** What a batch may do with a patient: profile, choices, exchanges. */
import type { AccountId } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import type { Profile, ProfileState } from '../../domain/profile.js'

export type PatientOperation =
  | PutProfile
  | ChangeProfileState
  | ChangePatientSettings
  | EraseAccount
  | OpenExchange
  | EndExchange
  | HandleExchange

export interface PutProfile {
  readonly op: 'put-profile'
  readonly profile: Profile
  /** Index of the `put-account` of this batch, in place of profile.accountId. */
  readonly accountIndex?: number
}
export interface ChangeProfileState {
  readonly op: 'change-profile-state'
  readonly accountId: AccountId
  readonly state: ProfileState
}
/**
 * Of a patient (others: `not-found`). The rest stays as it is, or as `defaultPatientSettings` says.
 */
export interface ChangePatientSettings {
  readonly op: 'change-patient-settings'
  readonly accountId: AccountId
  readonly change: Partial<Omit<PatientSettings, 'accountId'>>
}
/**
 * Of a patient (others: `not-found`): all emails, mailboxes of their own, annotations, exchanges,
 * credentials, settings and the profile go; contents that nothing else refers to go with the next
 * upkeep. The account stays as a closed husk named by its id (`efface-ID@` the citizen domain of
 * its former address), so that traces keep their sense; a new account may take the former address.
 */
export interface EraseAccount {
  readonly op: 'erase-account'
  readonly accountId: AccountId
}
/** Creates or reopens; the name and entity are renewed. */
export interface OpenExchange {
  readonly op: 'open-exchange'
  readonly patientId: AccountId
  readonly professionalAddress: string
  readonly professionalName: string
  readonly professionalEntity: string
  readonly at: number
}
/** Outcome `changed: false` when there was none or it was ended already. */
export interface EndExchange {
  readonly op: 'end-exchange'
  readonly patientId: AccountId
  readonly professionalAddress: string
  readonly endedBy: string
  /** For the patient; empty when absent. */
  readonly note?: string
  readonly at: number
}
/** Refused: `not-found`. Null takes the mark back. */
export interface HandleExchange {
  readonly op: 'handle-exchange'
  readonly patientId: AccountId
  readonly professionalAddress: string
  readonly handledAt: number | null
}
