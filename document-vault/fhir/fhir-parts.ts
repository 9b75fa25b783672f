import type { HttpBindings } from '@hono/node-server'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { DocumentVault } from '../contract/vault.js'
import type { ApiCaller } from './api-clients.js'
import type { BodyGate } from './request-body.js'
import type { ResourceIds } from './resource-ids.js'

/** What the routes share. */
export interface FhirParts {
  readonly vault: DocumentVault
  readonly ids: ResourceIds
  /** As callers see it, without a slash at its end: `https://.../fhir`. */
  readonly baseUrl: () => string
  readonly clock: Clock
  readonly log: Log
  readonly bodies: BodyGate
}

/** Hono's types: `caller` is set behind the sign-in only. */
export interface FhirEnv {
  Bindings: HttpBindings
  Variables: { caller: ApiCaller }
}
