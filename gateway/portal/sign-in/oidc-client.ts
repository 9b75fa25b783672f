import { readFileSync } from 'node:fs'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  type Configuration,
  discovery,
  None,
} from 'openid-client'
import type { Clock } from '../../../domain/clock.js'
import type { Log } from '../../../domain/log.js'
import { portalLimits } from '../../../domain/portal-limits.js'

export interface OidcClientOptions {
  readonly issuer: string
  readonly clientId: string
  /** Read at each discovery, so that a new secret needs no restart; null: a public client. */
  readonly clientSecretFile: string | null
  readonly clock: Clock
  readonly log: Log
}

/**
 * The provider as its discovery document describes it (OpenID Connect Discovery 1.0 §4). Asked for
 * when the first person comes, and again after a while when it does not answer: a provider that is
 * away stops nothing but its own button.
 */
export class OidcClient {
  readonly #options: OidcClientOptions
  #found: Promise<Configuration | null> | null = null
  #lastFailedAt = Number.NEGATIVE_INFINITY
  /** For what must be said at once. */
  known: Configuration | null = null

  constructor(options: OidcClientOptions) {
    this.#options = options
  }

  /** Null while the provider does not answer. */
  configuration(): Promise<Configuration | null> {
    if (this.#found !== null) return this.#found
    const { clock } = this.#options
    if (clock.now() - this.#lastFailedAt < portalLimits.oidcRetryMs) return Promise.resolve(null)
    this.#found = this.#discover().catch((failure: unknown) => {
      this.#lastFailedAt = clock.now()
      this.#found = null
      this.#options.log.warn('portal-provider-away', { protocol: 'portal', failure })
      return null
    })
    return this.#found
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecretFile } = this.#options
    const server = new URL(issuer)
    const secret = clientSecretFile === null ? null : readFileSync(clientSecretFile, 'utf8').trim()
    // config/coherence.ts allows http for a provider on this machine, in development.
    const execute = server.protocol === 'http:' ? [allowInsecureRequests] : []
    this.known = await discovery(
      server,
      clientId,
      {},
      secret === null ? None() : ClientSecretBasic(secret),
      { execute, timeout: portalLimits.oidcRequestMsMax / 1_000 },
    )
    return this.known
  }
}
