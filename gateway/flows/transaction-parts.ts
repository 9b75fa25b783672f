import type { AddressFacts } from './address-facts.js'
import type { EnumerationWatch } from './enumeration-watch.js'
import type { FlowDeps } from './flow-deps.js'
import type { MessageSide } from './message-side.js'

/** What one SMTP transaction works with. */
export interface TransactionParts {
  readonly deps: FlowDeps
  readonly addresses: AddressFacts
  readonly watch: EnumerationWatch
  readonly side: MessageSide
}
