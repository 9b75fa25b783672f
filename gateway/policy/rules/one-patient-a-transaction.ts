import type { RecipientFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const onePatientATransaction: Rule<Pick<RecipientFacts, 'target' | 'otherPatientNamed'>> = {
  id: 'one-patient-a-transaction',
  requires: 'mssante.md §7 B 15, ECO.2.1.1',
  judge: ({ target, otherPatientNamed }) =>
    target.kind === 'patient' && otherPatientNamed ? refuse('several-patients') : accept,
}
