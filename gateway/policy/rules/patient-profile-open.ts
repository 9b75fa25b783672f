import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** Only an open profile receives mail; the reason tells the professional to use another way. */
export const patientProfileOpen: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'patient-profile-open',
  requires: 'mssante.md §7 C 17',
  judge: ({ target }) => {
    if (target.kind !== 'patient') return accept
    if (!target.standing.ok) return defer(target.standing.error)
    const patient = target.standing.value
    if (patient === null || patient.state === 'not-created') return refuse('patient-unknown')
    if (patient.state === 'opposed') return refuse('patient-opposed')
    if (patient.state === 'deceased') return refuse('patient-deceased')
    if (patient.state === 'closed' || patient.accountClosed) return refuse('patient-closed')
    return accept
  },
}
