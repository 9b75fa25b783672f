import type { RecipientFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * 15 characters, structure and key; a test identity never enters production, nor the other way
 * round.
 */
export const patientAddressValid: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'patient-address-valid',
  requires: 'mssante.md §7 C 16',
  judge: ({ target }) => {
    if (target.kind !== 'patient') return accept
    if (!target.matriculeValid) return refuse('patient-address-invalid')
    const known = target.standing.ok ? target.standing.value : null
    return known !== null && !known.environmentMatches ? refuse('patient-address-invalid') : accept
  },
}
