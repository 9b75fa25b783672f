import { parseEmailAddress } from '../../domain/email-address.js'
import { err, ok } from '../../domain/result.js'
import type { ExchangeFlows } from './contract.js'
import type { FlowDeps } from './flow-deps.js'
import { traceLabel } from './message-trace.js'

/**
 * Ends exchanges by command; `[FIN]` does it in the message flows, and the folder in
 * modify-mailbox.
 */
export function createExchangeFlows(
  deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>,
): ExchangeFlows {
  return {
    end: async ({ patientId, professionalAddress, endedBy, actor }) => {
      const address = parseEmailAddress(professionalAddress)
      if (!address.ok) return err('not-found')
      const { text } = address.value
      try {
        const before = await deps.store.read.exchange(patientId, text)
        if (before === null) return err('not-found')
        // Nothing to do, so nothing to trace.
        if (before.state === 'ended') return ok({ changed: false })
        const at = deps.clock.now()
        const professional = await deps.store.read.accountByAddress(text)
        const done = await deps.store.commit({
          operations: [{ op: 'end-exchange', patientId, professionalAddress: text, endedBy, at }],
          traces: [
            {
              at,
              actor,
              action: 'exchange.end',
              accountId: professional?.id ?? patientId,
              outcome: 'accepted',
              reason: null,
              messageId: null,
              detail: {
                patient: patientId,
                counterpart: traceLabel(deps.log, text, null),
                by: 'command',
              },
            },
          ],
        })
        if (!done.ok) return err(done.reason)
        const [outcome] = done.outcomes
        return ok({ changed: outcome?.op === 'end-exchange' && outcome.changed })
      } catch (failure) {
        deps.log.error('flow-failed', { protocol: 'exchange.end', failure })
        return err('internal-error')
      }
    },
  }
}
