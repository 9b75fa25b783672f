import type { AccountId } from './ids.js'

/**
 * State of a patient's Mon espace santé (mssante.md §7 C 17).
 * `not-created`: known identity without a mailbox yet. Only `open` receives mail.
 */
export type ProfileState = 'not-created' | 'open' | 'opposed' | 'closed' | 'deceased'

export type Sex = 'male' | 'female' | 'unknown'

/** INS = matricule + OID + the traits (mssante.md §4). Names in capitals, dates `YYYY-MM-DD`. */
export interface Profile {
  readonly accountId: AccountId
  /** 15 characters: 13 and the key. */
  readonly matricule: string
  /** One of the INS OIDs of domain/ins.ts. */
  readonly insOid: string
  readonly birthName: string
  readonly usedName: string
  readonly firstNames: readonly string[]
  readonly birthDate: string
  readonly sex: Sex
  readonly state: ProfileState
}
