import type { SubmitSenderFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Patients write in the portal only, where the rules of the exchange are judged. */
export const senderIsProfessional: Rule<Pick<SubmitSenderFacts, 'isPatient'>> = {
  id: 'sender-is-professional',
  requires: 'mssante.md §7 C 18',
  judge: ({ isPatient }) => (isPatient ? refuse('sender-is-patient') : accept),
}
