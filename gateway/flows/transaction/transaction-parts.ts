import type { MailPath } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import type { AddressFacts } from './address-facts.js'
import type { EnumerationWatch } from './enumeration-watch.js'
import type { MessageSide } from './message-side.js'
import type { PlannedRecipient } from './plan-message.js'

/** What one SMTP transaction works with. */
export interface TransactionParts {
  readonly deps: FlowDeps
  readonly addresses: AddressFacts
  readonly watch: EnumerationWatch
  readonly side: MessageSide
}

/** The same at the final dot, with what the envelope came to. */
export interface CompletionParts extends TransactionParts {
  readonly queueId: string
  readonly path: MailPath
  readonly recipients: readonly PlannedRecipient[]
  readonly refused: readonly string[]
  readonly severalPatientsNamed: boolean
}
