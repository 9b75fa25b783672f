import type { Outcome } from '../../mailbox-store/contract.js'

/** The member of the union whose `op` may be Op. */
type OutcomeFor<Op extends string, O = Outcome> = O extends { readonly op: infer Kind }
  ? Op extends Kind
    ? O
    : never
  : never

/**
 * The outcome of the first operation; its kind follows from the batch, so another is our own bug.
 */
export function outcomeOf<Op extends Outcome['op']>(
  outcomes: readonly Outcome[],
  op: Op,
): OutcomeFor<Op> {
  const first = outcomes[0]
  if (first?.op !== op) throw new Error(`store answered ${first?.op} to ${op}`)
  return first as OutcomeFor<Op>
}
