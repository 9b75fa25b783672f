import type { AccountId } from './ids.js'

/**
 * The right to answer between one patient and one professional address
 * (mssante.md §7 C 18 to 24). The professional may belong to another operator, so the key is
 * the address, lower case, not an account.
 */
export interface Exchange {
  readonly patientId: AccountId
  readonly professionalAddress: string
  /** What the patient sees instead of the address. */
  readonly professionalName: string
  /** The establishment, or empty. */
  readonly professionalEntity: string
  readonly state: 'open' | 'ended'
  readonly openedAt: number
  /** Null while open. */
  readonly endedAt: number | null
  /** Display name of the human or team that ended it; null while open. */
  readonly endedBy: string | null
  /** A word of explanation for the patient; empty when none was given, and while open. */
  readonly endedNote: string
  /**
   * When a member marked it as handled: nothing to answer up to then. Null when never; a later
   * message of the patient is to be handled again.
   */
  readonly handledAt: number | null
}
