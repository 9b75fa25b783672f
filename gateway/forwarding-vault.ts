import type { RecordKey } from '../document-vault/contract/callers.js'
import type { DepositOutcome, DocumentVault, Filing } from '../document-vault/contract/vault.js'
import type { FlowDeps } from './flows/flow-deps.js'
import { commitForwarding } from './flows/record/forward-later.js'

const filedIds = (outcomes: readonly DepositOutcome[]): string[] =>
  outcomes.flatMap(({ documentId, result }) =>
    documentId !== null && (result === 'filed' || result === 'already-there') ? [documentId] : [],
  )

/**
 * The vault as patients use it: what they add from a mail, or settle, goes on to the shared record
 * like what mail brings by itself. Their own uploads stay where they put them.
 */
export function forwardingVault(
  vault: DocumentVault,
  deps: Pick<FlowDeps, 'store' | 'clock' | 'settings' | 'log'>,
): DocumentVault {
  const forward = async ({ matricule }: RecordKey, documentIds: readonly string[]) => {
    const done = await commitForwarding(deps, matricule, documentIds)
    if (!done.ok) deps.log.error('record.commit', { reason: done.error })
  }
  const own: Pick<Filing, 'deposit' | 'settleHeld'> = {
    async deposit(deposit) {
      const done = await vault.deposit(deposit)
      const { kind } = deposit.source
      if (done.ok && (kind === 'mail' || kind === 'xdm'))
        await forward(deposit.record, filedIds(done.value))
      return done
    },
    async settleHeld(key, documentId, choice, caller) {
      const done = await vault.settleHeld(key, documentId, choice, caller)
      if (done.ok && 'typeCode' in choice) await forward(key, [documentId])
      return done
    },
  }
  return { ...vault, ...own }
}
