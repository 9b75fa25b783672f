import { type Reason, reasons } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'

type ReasonThat<Retry extends 'later' | 'never'> = {
  [R in Reason]: (typeof reasons)[R]['retry'] extends Retry ? R : never
}[Reason]

/** Reasons that no second attempt will change (5yz), and those that time may lift (4yz). */
export type RefusalReason = ReasonThat<'never'>
export type DeferralReason = ReasonThat<'later'>

export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason }
  | { readonly kind: 'defer'; readonly reason: DeferralReason }

export const accept: Verdict = { kind: 'accept' }
export const refuse = (reason: RefusalReason): Verdict => ({ kind: 'refuse', reason })
export const defer = (reason: DeferralReason): Verdict => ({ kind: 'defer', reason })

/** The verdict that a reason stands for, by the retry class of its row. */
export const verdictOf = (reason: Reason): Verdict =>
  reasons[reason].retry === 'never'
    ? refuse(reason as RefusalReason)
    : defer(reason as DeferralReason)

/** A fact, or why it could not be learnt. A rule that meets the second defers, never accepts. */
export type Known<T> = Result<T, DeferralReason>

export interface Rule<Facts> {
  readonly id: string
  /** Where the demand stands: a section of mssante.md, DESIGN.md or an RFC. */
  readonly requires: string
  judge(facts: Facts): Verdict
}

/** The first rule that does not accept decides; the order is the array's. */
export function judge<Facts>(rules: readonly Rule<Facts>[], facts: Facts): Verdict {
  for (const rule of rules) {
    const verdict = rule.judge(facts)
    if (verdict.kind !== 'accept') return verdict
  }
  return accept
}
