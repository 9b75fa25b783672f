import type { ContentFacts } from '../facts.js'
import { accept, defer, type Rule, refuse } from '../verdict.js'

/** Answers follow Reply-To, so an address outside would lead health data out of the trust space. */
export const replyToInTrustSpace: Rule<Pick<ContentFacts, 'replyTo'>> = {
  id: 'reply-to-in-trust-space',
  requires: 'mssante.md §7 C 30',
  judge: ({ replyTo }) => {
    for (const { kind, inTrustSpace } of replyTo) {
      if (kind === 'invalid') return refuse('reply-to-outside-trust-space')
      if (!inTrustSpace.ok) return defer(inTrustSpace.error)
      if (!inTrustSpace.value) return refuse('reply-to-outside-trust-space')
    }
    return accept
  },
}
