import type { Space } from '../../domain/space.js'

/** What filing would do with one document. */
export interface ProposedFiling {
  /** Empty when it may be somebody else's. */
  readonly title: string
  readonly typeLabel: string
  /** Null when it would wait for a human. */
  readonly space: Space | null
  readonly outcome: 'filed' | 'held'
}
