import type { ReceiveContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Also behind a null sender: whoever is read as a patient has written in the portal. */
export const fromIsProfessional: Rule<Pick<ReceiveContentFacts, 'fromIsPatient'>> = {
  id: 'from-is-professional',
  requires: 'mssante.md §7 C 18, C 25',
  judge: ({ fromIsPatient }) => (fromIsPatient ? refuse('sender-is-patient') : accept),
}
