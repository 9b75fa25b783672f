import type { Sex } from './profile.js'

/**
 * Who a document, an archive or an account is about: the INS and its traits (RNIV; mssante.md §4).
 * What is not said is empty or null: an absent trait neither confirms nor contradicts.
 */
export interface IdentityTraits {
  /** 15 characters: 13 and the key, as said (upper case); not yet checked. Null when not said. */
  readonly matricule: string | null
  /** OID of the assigning authority (domain/ins.ts), or null. */
  readonly insOid: string | null
  /** Family name with qualifier BR, or the only family name there is. */
  readonly birthName: string
  /** Family name with qualifier CL (or SP); empty when none. */
  readonly usedName: string
  /** In their order; the first birth given name first. */
  readonly firstNames: readonly string[]
  /** `YYYY-MM-DD`, or `YYYY-MM`, or `YYYY` when a document says no more; empty when not said. */
  readonly birthDate: string
  readonly sex: Sex
}

/**
 * What the guard says of one document for one patient.
 * `accept`: filed. `hold`: a human must look; nobody reads it in this record. `refuse`: another
 * person, or an identity that this gateway must not take.
 */
export type IdentityDecision = 'accept' | 'hold' | 'refuse'

/** Stable words for programs; `grounds` are for people. */
export type IdentityReason =
  | 'identity-matches'
  | 'identity-not-said'
  | 'identity-incomplete'
  | 'ins-missing'
  | 'ins-malformed'
  | 'ins-oid-unknown'
  | 'ins-environment'
  | 'ins-differs'
  | 'birth-name-differs'
  | 'first-name-differs'
  | 'birth-date-differs'
  | 'sex-differs'
  | 'other-person-named'
  | 'documents-disagree'

export interface IdentityVerdict {
  readonly decision: IdentityDecision
  readonly reason: IdentityReason
  /** French sentences that a human can check; for people with access to the record only. */
  readonly grounds: readonly string[]
}
