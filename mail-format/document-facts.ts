/** Facts that clinical documents and their envelopes declare about themselves. */

/** HL7 CD / XDS Code: `system` is an OID (or a URI in FHIR). */
export interface CodedValue {
  readonly code: string
  readonly system: string
  readonly display: string
}

/** A professional, a structure or a device that made a document. */
export interface DocumentAuthor {
  /** National identifier with its type digit (`8` + RPPS), or empty. */
  readonly id: string
  readonly name: string
  /** Profession and speciality, e.g. `G15_10/SM26`; null when not said. */
  readonly speciality: CodedValue | null
  readonly organisation: string
  readonly organisationId: string
}
