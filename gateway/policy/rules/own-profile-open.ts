import type { ReplyFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

export const ownProfileOpen: Rule<Pick<ReplyFacts, 'profile'>> = {
  id: 'own-profile-open',
  requires: 'mssante.md §7 C 17',
  judge: ({ profile }) => {
    if (!profile.ok) return defer(profile.error)
    return profile.value === 'open' ? accept : refuse('patient-profile-not-open')
  },
}
