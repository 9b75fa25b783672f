import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule } from '../verdict.js'

/**
 * Before the states are told: once the bound is reached, known and unknown patients get the same
 * answer, so that nobody learns who has a mailbox by trying matricules.
 */
export const patientsNotEnumerated: Rule<Pick<RecipientFacts, 'target' | 'enumerates'>> = {
  id: 'patients-not-enumerated',
  requires: 'mssante.md §7 C 17',
  judge: ({ target, enumerates }) =>
    target.kind === 'patient' && enumerates ? defer('patient-enumeration') : accept,
}
