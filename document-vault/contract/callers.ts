/** Who acts on a record. Plain data: it crosses a process boundary and stands in traces. */
export type Caller =
  | { readonly kind: 'holder' }
  /** A legal representative or carer of the holder. */
  | { readonly kind: 'representative'; readonly name: string }
  | ProfessionalCaller
  /** Software of a structure, which feeds records and reads nothing. */
  | { readonly kind: 'software'; readonly name: string; readonly structureId: string }
  | { readonly kind: 'insurer' }
  | { readonly kind: 'administrator'; readonly name: string }
  /** The gateway itself: filing of mail, rules of retention. */
  | { readonly kind: 'system' }

export interface ProfessionalCaller {
  readonly kind: 'professional'
  /** With its type digit: `8` + RPPS. */
  readonly nationalId: string
  readonly name: string
  /**
   * TRE_G15 profession code: `10` doctor, `21` pharmacist, `40` dentist, `50` midwife, `60`
   * nurse...
   */
  readonly profession: string
  /** TRE_R38 speciality: `SM26`..., or null. */
  readonly speciality: string | null
  readonly structureName: string
  readonly structureId: string
}

/** Whose record: the INS. Kept by the vault as a keyed hash and in sealed form only. */
export interface RecordKey {
  readonly insOid: string
  readonly matricule: string
}
