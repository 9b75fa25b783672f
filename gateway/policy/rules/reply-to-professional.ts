import type { ReplyFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** A patient writes to professionals of the trust space: never to a patient, never outside. */
export const replyToProfessional: Rule<Pick<ReplyFacts, 'target'>> = {
  id: 'reply-to-professional',
  requires: 'mssante.md §7 C 25',
  judge: ({ target: { target } }) => {
    if (target.kind === 'invalid') return refuse('patient-to-outside')
    if (target.kind === 'patient') return refuse('patient-to-patient')
    if (target.kind === 'local') return accept
    if (!target.inTrustSpace.ok) return defer(target.inTrustSpace.error)
    return target.inTrustSpace.value ? accept : refuse('patient-to-outside')
  },
}
