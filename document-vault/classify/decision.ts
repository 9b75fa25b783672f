/** What was concluded, before the rules of filing. */
export interface Decision {
  readonly typeCode: string | null
  /** Probability that the space is right, 0 to 1. */
  readonly confidence: number
  /** Best first; they sum to at most 1. */
  readonly proposals: readonly { readonly typeCode: string; readonly probability: number }[]
  readonly grounds: readonly string[]
  /** Known, but the type has no class of its own or its sources disagree. */
  readonly asksHuman: boolean
}
