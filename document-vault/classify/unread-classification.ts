import type { Classification } from '../contract/classification.js'

/** Of a file that no reader understood: held, with the reason in French. */
export const unreadClassification = (says: string): Classification => ({
  typeCode: null,
  typeLabel: '',
  classCode: '',
  classLabel: '',
  space: null,
  confidence: 0,
  outcome: 'held',
  heldBecause: 'nothing-readable',
  proposals: [],
  grounds: [says],
  proposedCategory: null,
})
