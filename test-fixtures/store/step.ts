/** One step of a history: names things by small numbers, resolved against what exists. */
export interface Step {
  readonly kind: string
  readonly a: number
  readonly b: number
  readonly uids: readonly number[]
  readonly name: string
  readonly flags: readonly string[]
  readonly text: string
  readonly since: number | null
}
