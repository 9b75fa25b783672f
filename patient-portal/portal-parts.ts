import type { HttpBindings } from '@hono/node-server'
import type { Clock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import type { PatientStanding, PortalBrand, PortalGateway } from './contract.js'
import type { UploadGate } from './forms/upload-gate.js'
import type { ScanUpload } from './forms/uploaded-files.js'
import type { PortalProfile } from './profile/profile-contract.js'
import type { PagePreview } from './reading/preview-contract.js'
import type { PortalRecord } from './record/record-contract.js'
import type { LiveStreams } from './routes/live-streams.js'
import type { PortalSettings } from './settings/settings-contract.js'
import type { SignInJournal, SignInWays } from './sign-in/sign-in-contract.js'
import type { AttemptLimiter } from './walls/attempt-limiter.js'
import type { PortalSession, PortalSessions } from './walls/portal-sessions.js'
import type { EntryTokens } from './walls/request-guard.js'

export interface PortalOptions {
  readonly gateway: PortalGateway
  readonly signIn: SignInWays
  readonly journal: SignInJournal
  /** Origin of the portal in browsers, without a slash; asked once it listens. */
  readonly publicUrl: () => string
  readonly sessions: PortalSessions
  readonly clock: Clock
  readonly log: Log
  readonly brand: PortalBrand
  /** The patients' documents; absent where the vault is switched off. */
  readonly record?: PortalRecord
  readonly settings?: PortalSettings
  /** Closing, reopening, export and erasure. */
  readonly profile?: PortalProfile
  /** Paints pages of attachments; absent, those are downloaded only. */
  readonly preview?: PagePreview
  /** Looks for malware in what patients bring; absent, the real type alone decides. */
  readonly scanUpload?: ScanUpload
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
  readonly live: LiveStreams
}

/** Hono's types: `session` is set behind the sign-in wall only. */
export interface PortalEnv {
  Bindings: Partial<HttpBindings>
  Variables: { session: PortalSession; standing: PatientStanding }
}
