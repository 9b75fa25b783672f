import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * Catches the message to several patients that a mail program cut into one transaction for each.
 * Between professionals a patient may stand in To or Cc: the patient's own copy went in another
 * transaction.
 */
export const noOtherPatientInHeaders: Rule<
  Pick<ContentFacts, 'patientRecipients' | 'patientsInHeaders'>
> = {
  id: 'no-other-patient-in-headers',
  requires: 'mssante.md §7 B 15, invariant 6',
  judge: ({ patientRecipients, patientsInHeaders }) => {
    if (patientRecipients.length === 0) return accept
    return patientsInHeaders.some((address) => !patientRecipients.includes(address))
      ? refuse('patient-named-in-headers')
      : accept
  },
}
