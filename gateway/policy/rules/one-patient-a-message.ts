import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * The whole message is refused, not only its second patient: it was written for two, and the first
 * would read what concerns the other.
 */
export const onePatientAMessage: Rule<
  Pick<ContentFacts, 'severalPatientsNamed' | 'patientRecipients'>
> = {
  id: 'one-patient-a-message',
  requires: 'mssante.md §7 B 15, invariant 6',
  judge: ({ severalPatientsNamed, patientRecipients }) =>
    severalPatientsNamed || patientRecipients.length > 1 ? refuse('several-patients') : accept,
}
