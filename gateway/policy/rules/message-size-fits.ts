import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const messageSizeFits: Rule<Pick<ContentFacts, 'tooBig'>> = {
  id: 'message-size-fits',
  requires: 'mssante.md §7 A 8, C 29',
  judge: ({ tooBig }) => (tooBig ? refuse('message-too-big') : accept),
}
