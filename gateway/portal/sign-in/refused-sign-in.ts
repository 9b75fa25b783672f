import type { AccountId } from '../../../domain/ids.js'

/** An attempt about somebody: the journal keeps whom, the answer is that of an unknown one. */
export const refusedOf = <Fault>(error: Fault, ...patientIds: readonly (AccountId | null)[]) => ({
  ok: false as const,
  error,
  patientIds: patientIds.filter((id) => id !== null),
})
