import type { HttpBindings } from '@hono/node-server'
import type { Clock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import type { AttemptLimiter } from './attempt-limiter.js'
import type { PatientStanding, PortalBrand, PortalGateway } from './contract.js'
import type { PatientSignIn } from './patient-sign-in.js'
import type { PortalSession, PortalSessions } from './portal-sessions.js'
import type { PortalRecord } from './record/record-contract.js'
import type { EntryTokens } from './request-guard.js'
import type { UploadGate } from './upload-gate.js'

export interface PortalOptions {
  readonly gateway: PortalGateway
  readonly signIn: PatientSignIn
  readonly sessions: PortalSessions
  readonly clock: Clock
  readonly log: Log
  readonly brand: PortalBrand
  /** The patients' documents; absent where the vault is switched off. */
  readonly record?: PortalRecord
  /**
   * Answers paths that are not the patients', before any sign-in; null leaves the path to the
   * portal.
   */
  readonly beside?: (request: Request) => Response | Promise<Response> | null
}

/** What the routes share. */
export interface PortalParts extends PortalOptions {
  readonly entryTokens: EntryTokens
  readonly attempts: { readonly byLogin: AttemptLimiter; readonly byAddress: AttemptLimiter }
  readonly uploads: UploadGate
}

/** Hono's types: `session` is set behind the sign-in wall only. */
export interface PortalEnv {
  Bindings: Partial<HttpBindings>
  Variables: { session: PortalSession; standing: PatientStanding }
}
