import { limits } from '../../../domain/limits.js'
import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const loopFree: Rule<Pick<ContentFacts, 'receivedHeaders'>> = {
  id: 'loop-free',
  requires: 'mssante.md §7 A 8, RFC 5321 §6.3',
  judge: ({ receivedHeaders }) =>
    receivedHeaders > limits.receivedHeadersMax ? refuse('mail-loop') : accept,
}
