import type { RecipientFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

export const localAccountOpen: Rule<Pick<RecipientFacts, 'target'>> = {
  id: 'local-account-open',
  requires: 'mssante.md §7 A 8',
  judge: ({ target }) => {
    if (target.kind !== 'local') return accept
    if (!target.account.ok) return defer(target.account.error)
    if (target.account.value === null) return refuse('recipient-unknown')
    return target.account.value.state === 'closed' ? refuse('mailbox-closed') : accept
  },
}
