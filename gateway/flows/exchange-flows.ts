import { parseEmailAddress } from '../../domain/email-address.js'
import { err, ok } from '../../domain/result.js'
import type { ExchangeFlows } from './contract.js'
import { exchangeEnding } from './exchange/exchange-ending.js'
import type { FlowDeps } from './flow-deps.js'
import { guarded } from './flow-guard.js'
import { outcomeOf } from './outcome.js'

/**
 * Ends exchanges by command; `[FIN]` does it in the message flows, the folder in modify-mailbox,
 * and the page of a team in team-acts.
 */
export function createExchangeFlows(
  deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>,
): ExchangeFlows {
  return {
    end: ({ patientId, professionalAddress, endedBy, note = '', actor }) =>
      guarded(deps.log, { protocol: 'exchange.end' }, async () => {
        const address = parseEmailAddress(professionalAddress)
        if (!address.ok) return err('not-found')
        const { text } = address.value
        const before = await deps.store.read.exchange(patientId, text)
        if (before === null) return err('not-found')
        // Nothing to do, so nothing to trace.
        if (before.state === 'ended') return ok({ changed: false })
        const professional = await deps.store.read.accountByAddress(text)
        const { operation, trace } = exchangeEnding(deps.log, {
          patientId,
          professionalAddress: text,
          professionalId: professional?.id ?? null,
          endedBy,
          note,
          at: deps.clock.now(),
          actor,
          by: 'command',
        })
        const done = await deps.store.commit({ operations: [operation], traces: [trace] })
        if (!done.ok) return err(done.reason)
        return ok({ changed: outcomeOf(done.outcomes, 'end-exchange').changed })
      }),
  }
}
