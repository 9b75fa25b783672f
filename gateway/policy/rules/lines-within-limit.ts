import type { ContentFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const linesWithinLimit: Rule<Pick<ContentFacts, 'defects'>> = {
  id: 'lines-within-limit',
  requires: 'RFC 5322 §2.1.1',
  judge: ({ defects }) => (defects.includes('line-too-long') ? refuse('line-too-long') : accept),
}
