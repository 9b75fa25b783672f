import type { AccessDoor } from '../access/decide-access.js'
import type { Caller } from '../contract/callers.js'
import type { RecordRow } from '../store/record-store.js'

/** A caller whom a door of a record let in. */
export interface Visit {
  readonly record: RecordRow
  readonly caller: Caller
  readonly door: AccessDoor
  readonly now: number
}
