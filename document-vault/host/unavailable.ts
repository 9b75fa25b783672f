import { err } from '../../domain/result.js'
import type { VaultMethod } from './vault-messages.js'

const says = 'Le coffre de documents est indisponible ; nouvel essai plus tard.'

/** What each method answers while the vault is away; never an exception. */
export function unavailableAnswer(method: VaultMethod): unknown {
  switch (method) {
    case 'forward':
      return { kind: 'later', says }
    case 'eraseDue':
      return 0
    case 'untoldEmergencies':
      return []
    case 'markEmergenciesTold':
      return false
    case 'check':
      return [{ invariant: 'vault-available', says }]
    default:
      return err('unavailable')
  }
}
