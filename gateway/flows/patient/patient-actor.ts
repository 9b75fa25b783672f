import type { AccountId } from '../../../domain/ids.js'
import type { Actor } from '../../../domain/trace.js'

/** An account, never a name: traces outlive the erasure of the mailbox. */
export const patientActor = (accountId: AccountId): Actor => ({
  kind: 'patient',
  accountId,
  label: 'patient',
})
