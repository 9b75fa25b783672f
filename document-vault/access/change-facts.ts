import type { AccessChange } from '../contract/access.js'
import type { VaultTrace } from '../contract/traces.js'

/** A change as the flat facts of its trace; read again by trace-sentence.ts. */
export function changeFacts(change: AccessChange): VaultTrace['detail'] {
  switch (change.kind) {
    case 'filing-opposition':
    case 'break-glass-opposition':
    case 'regulation-opposition':
      return { change: change.kind, on: change.opposed }
    case 'reading-consent':
      return { change: change.kind, on: change.consented }
    case 'authorise':
      return {
        change: change.kind,
        professional: change.professional.name,
        nationalId: change.professional.nationalId,
        until: change.until,
        ...(change.basis === undefined ? {} : { basis: change.basis }),
      }
    case 'withdraw':
    case 'block':
    case 'unblock':
    case 'referring-doctor':
      return {
        change: change.kind,
        professional: change.professional?.name ?? null,
        nationalId: change.professional?.nationalId ?? null,
      }
  }
}
