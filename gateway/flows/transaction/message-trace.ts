import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Log } from '../../../domain/log.js'
import { type Reason, reasons } from '../../../domain/reasons.js'
import type { Actor, NewTrace, TraceAction } from '../../../domain/trace.js'
import type { PlannedRecipient } from './plan-message.js'

export interface TracedMessage {
  readonly at: number
  readonly actor: Actor
  readonly action: TraceAction
  readonly accountId: AccountId | null
  /** Null when accepted. */
  readonly reason: Reason | null
  readonly messageId: string | null
  /** Labels made by `traceLabel`. */
  readonly recipients: readonly string[]
  readonly refused: readonly string[]
  readonly detail: NewTrace['detail']
}

// A matricule in another domain, or in an address with a tag, is still a matricule.
const holdsMatricule = /[1-478]\d{4}(\d|2[ab])\d{7,}/i

/**
 * How a trace names an address. Patients by account id, or by the keyed hash when nobody has that
 * address (invariant 8).
 */
export function traceLabel(
  log: Pick<Log, 'keyed'>,
  address: string,
  patient: { readonly accountId: AccountId | null } | null,
): string {
  if (patient !== null)
    return patient.accountId === null
      ? `patient:${log.keyed(address)}`
      : `patient:${patient.accountId}`
  if (holdsMatricule.test(address)) return `masked:${log.keyed(address)}`
  return address.slice(0, 254)
}

/** The same of a recipient, of whom it is known whether it is a patient. */
export const recipientLabel = (
  log: Pick<Log, 'keyed'>,
  { address, kind, account }: Pick<PlannedRecipient, 'address' | 'kind' | 'account'>,
): string =>
  traceLabel(log, address.text, kind === 'patient' ? { accountId: account?.id ?? null } : null)

/** As many labels as fit; the last says how many are left out. */
function bounded(labels: readonly string[], bytesMax: number): string[] {
  const kept: string[] = []
  let bytes = 0
  for (const label of labels) {
    bytes += Buffer.byteLength(label) + 3
    if (bytes > bytesMax) {
      kept.push(`+${labels.length - kept.length}`)
      break
    }
    kept.push(label)
  }
  return kept
}

const outcomeOf = (reason: Reason | null): NewTrace['outcome'] => {
  if (reason === null) return 'accepted'
  return reasons[reason].retry === 'later' ? 'deferred' : 'refused'
}

/** The one trace of a message (invariant 3). */
export function messageTrace(message: TracedMessage): NewTrace {
  const share = Math.floor(limits.traceDetailBytesMax / 3)
  return {
    at: message.at,
    actor: message.actor,
    action: message.action,
    accountId: message.accountId,
    outcome: outcomeOf(message.reason),
    reason: message.reason,
    messageId: message.messageId,
    detail: {
      ...message.detail,
      recipients: bounded(message.recipients, share),
      ...(message.refused.length > 0 ? { refused: bounded(message.refused, share) } : {}),
    },
  }
}
