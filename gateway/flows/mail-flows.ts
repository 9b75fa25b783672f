import { AddressFacts } from './address-facts.js'
import type { MailFlows } from './contract.js'
import { EnumerationWatch } from './enumeration-watch.js'
import type { FlowDeps } from './flow-deps.js'
import { FlowTransaction } from './mail-transaction.js'
import { ReceiveSide } from './receive-side.js'
import { SubmitSide } from './submit-side.js'

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
