import type { MailFlows } from './contract.js'
import type { FlowDeps } from './flow-deps.js'
import { AddressFacts } from './transaction/address-facts.js'
import { EnumerationWatch } from './transaction/enumeration-watch.js'
import { FlowTransaction } from './transaction/mail-transaction.js'
import { ReceiveSide } from './transaction/receive-side.js'
import { SubmitSide } from './transaction/submit-side.js'

/** The two SMTP flows. One instance a process: it remembers who asks for unknown patients. */
export function createMailFlows(deps: FlowDeps): MailFlows {
  const addresses = new AddressFacts(deps)
  const watch = new EnumerationWatch(deps.clock)
  return {
    receive: (session) =>
      new FlowTransaction({ deps, addresses, watch, side: new ReceiveSide(session, addresses) }),
    submit: (session) =>
      new FlowTransaction({
        deps,
        addresses,
        watch,
        side: new SubmitSide(session, addresses, deps.clock),
      }),
  }
}
