import type { SubmitContentFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** `From:` and `Sender:` are what people read, so they count as much as MAIL FROM. */
export const fromBelongsToIdentity: Rule<Pick<SubmitContentFacts, 'fromUse' | 'senderHeaderUse'>> =
  {
    id: 'from-belongs-to-identity',
    requires: 'mssante.md §7 B 11, DESIGN.md §6',
    judge: ({ fromUse, senderHeaderUse }) => {
      if (fromUse === null) return refuse('from-header-missing')
      for (const use of [fromUse, ...senderHeaderUse]) {
        if (!use.ok) return defer(use.error)
        if (use.value === 'right-missing') return refuse('right-missing')
        if (use.value === 'not-owned') return refuse('sender-not-owned')
      }
      return accept
    },
  }
