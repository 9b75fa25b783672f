import type { Caller } from '../contract/callers.js'
import type { Visibility } from '../contract/vault.js'
import type { AccessMatrix } from './access-matrix.js'
import type { AccessDoor } from './decide-access.js'

export interface DocumentReadingFacts {
  readonly caller: Caller
  /** The door that `decideAccess` opened for `read`. */
  readonly door: AccessDoor
  readonly matrix: AccessMatrix
  readonly document: {
    readonly typeCode: string
    readonly visibility: Visibility
    /** The caller wrote or deposited it. */
    readonly isAuthor: boolean
  }
}

/**
 * Which documents stand in the list of a caller whose door is open; the others are `not-found`,
 * exactly like those that never were. Pure.
 */
export function mayReadDocument(facts: DocumentReadingFacts): boolean {
  const { caller, door, matrix, document } = facts
  const { masked, hiddenFromHolder, hiddenFromRepresentatives } = document.visibility
  switch (caller.kind) {
    case 'holder':
      return !hiddenFromHolder
    case 'representative':
      return !hiddenFromHolder && !hiddenFromRepresentatives
    case 'professional':
      if (document.isAuthor) return true
      if (door === 'author') return false
      // An emergency opens no masked document: only the referring doctor sees it (dmp.md §3).
      if (masked && door !== 'referring-doctor') return false
      return matrix.mayRead(caller.profession, caller.speciality, document.typeCode)
    default:
      // Software, insurers, administrators and the service itself read nothing.
      return false
  }
}
