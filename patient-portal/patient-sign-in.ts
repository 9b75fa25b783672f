import type { AccountId } from '../domain/ids.js'
import type { ProfileState } from '../domain/profile.js'
import type { Result } from '../domain/result.js'

export interface SignedInPatient {
  readonly patientId: AccountId
  /** The portal lets in `open` only and explains the other states. */
  readonly profile: ProfileState
}

export type SignInFault = 'sign-in-failed' | 'sign-in-unavailable'

/**
 * Sign-in by a form of this portal. OIDC (a redirect and a return address) joins as a second
 * member of `PatientSignIn` with its own `kind`; the sessions, the guard and the pages behind
 * stay as they are.
 */
export interface FormSignIn {
  readonly kind: 'form'
  /**
   * Compares in constant time and answers `sign-in-failed` for an unknown login as for a wrong
   * code. Attempts are counted by the portal, before this call.
   */
  verify(login: string, code: string): Promise<Result<SignedInPatient, SignInFault>>
  /** Development only: fictitious identities to choose from. Empty elsewhere. */
  hints(): Promise<readonly { readonly login: string; readonly displayName: string }[]>
}

export type PatientSignIn = FormSignIn
