import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/**
 * A lone CR or LF is a line end to some readers and not to others: that is how mail is smuggled.
 */
export const lineEndingsWhole: Rule<Pick<ContentFacts, 'defects'>> = {
  id: 'line-endings-whole',
  requires: 'RFC 5321 §2.3.8',
  judge: ({ defects }) =>
    defects.includes('bare-cr') || defects.includes('bare-lf')
      ? refuse('bare-line-ending')
      : accept,
}
