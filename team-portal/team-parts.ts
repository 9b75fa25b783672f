import type { HttpBindings } from '@hono/node-server'
import type { Clock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import type { PortalBrand } from '../patient-portal/contract.js'
import type { EntryTokens } from '../patient-portal/walls/request-guard.js'
import type { TeamDesk, TeamVisit } from './contract.js'

export interface TeamOptions {
  readonly desk: TeamDesk
  readonly clock: Clock
  readonly log: Log
  readonly brand: PortalBrand
}

/** What the routes share. */
export interface TeamParts extends TeamOptions {
  /** Tokens of forms, bound to the certificate by a key of this process. */
  readonly formTokens: EntryTokens
}

/** Hono's types: `visit` is set behind the door only. */
export interface TeamEnv {
  Bindings: Partial<HttpBindings>
  Variables: { visit: TeamVisit }
}
