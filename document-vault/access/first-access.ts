import { documentLimits } from '../../domain/document-limits.js'
import type { Caller } from '../contract/callers.js'
import type { AccessStore } from './access-store.js'
import type { AccessDoor } from './decide-access.js'
import { firstAccessNotice } from './holder-notice.js'

/** Emergencies are told on their own, authors read what is theirs. */
const toldDoors: readonly AccessDoor[] = ['referring-doctor', 'authorised', 'care-team']

/**
 * The holder is told of each professional's first reading in the record (arrêté of 26 October
 * 2023). Called inside the transaction of that reading, after it was allowed.
 */
export function tellFirstAccess(
  store: AccessStore,
  recordRow: number,
  caller: Caller,
  door: AccessDoor,
  at: number,
): void {
  if (caller.kind !== 'professional' || !toldDoors.includes(door)) return
  const state = store.state(recordRow)
  if (state.accessed.includes(caller.nationalId)) return
  // The oldest gives way: at worst the holder is told once more.
  const accessed = [...state.accessed, caller.nationalId].slice(-documentLimits.readersKnownMax)
  store.setState(recordRow, { ...state, accessed })
  store.addNotice(recordRow, { at, says: firstAccessNotice(caller, at), isUrgent: false })
}
