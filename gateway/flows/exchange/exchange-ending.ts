import type { AccountId } from '../../../domain/ids.js'
import type { Log } from '../../../domain/log.js'
import type { Actor, NewTrace } from '../../../domain/trace.js'
import type { EndExchange } from '../../../mailbox-store/contract.js'
import { traceLabel } from '../transaction/message-trace.js'

export interface ExchangeEnding {
  readonly patientId: AccountId
  readonly professionalAddress: string
  /** The professional's, when it is ours. */
  readonly professionalId: AccountId | null
  /** What the patient reads. */
  readonly endedBy: string
  /** A word for the patient; empty when none is given. */
  readonly note: string
  readonly at: number
  readonly actor: Actor
  readonly by: 'command' | 'team-portal'
}

/** An exchange ended otherwise than by a message or a folder: the operation and its trace. */
export function exchangeEnding(
  log: Pick<Log, 'keyed'>,
  ending: ExchangeEnding,
): { readonly operation: EndExchange; readonly trace: NewTrace } {
  const { patientId, professionalAddress, endedBy, note, at, actor, by } = ending
  return {
    operation: { op: 'end-exchange', patientId, professionalAddress, endedBy, note, at },
    trace: {
      at,
      actor,
      action: 'exchange.end',
      accountId: ending.professionalId ?? patientId,
      outcome: 'accepted',
      reason: null,
      messageId: null,
      // The words themselves are for the patient, not for the trace (invariant 8).
      detail: {
        patient: patientId,
        counterpart: traceLabel(log, professionalAddress, null),
        by,
        ...(note === '' ? {} : { explained: true }),
      },
    },
  }
}
