import type { RecipientFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const patientNotToPatient: Rule<Pick<RecipientFacts, 'target' | 'senderIsPatient'>> = {
  id: 'patient-not-to-patient',
  requires: 'mssante.md §7 C 25',
  judge: ({ target, senderIsPatient }) =>
    target.kind === 'patient' && senderIsPatient ? refuse('patient-to-patient') : accept,
}
