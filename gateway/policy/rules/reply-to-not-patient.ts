import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * An exchange is between a patient and a professional; a patient's Reply-To would open one between
 * patients.
 */
export const replyToNotPatient: Rule<Pick<ContentFacts, 'replyTo' | 'patientRecipients'>> = {
  id: 'reply-to-not-patient',
  requires: 'mssante.md §7 C 18, C 25',
  judge: ({ replyTo, patientRecipients }) =>
    patientRecipients.length > 0 && replyTo.some(({ kind }) => kind === 'patient')
      ? refuse('reply-to-is-patient')
      : accept,
}
