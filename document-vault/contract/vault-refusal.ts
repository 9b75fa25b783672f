/** Why the vault did not do what was asked: a value, never an exception. */
export type VaultRefusal =
  | 'not-found'
  | 'record-missing'
  | 'record-closed'
  | 'forbidden'
  /** The holder objected, or did not consent. */
  | 'opposed'
  | 'blocked'
  | 'not-author'
  | 'already-visible'
  | 'motive-missing'
  | 'invalid'
  | 'conflict'
  /** The vault is stopped or being started anew; try again. */
  | 'unavailable'
