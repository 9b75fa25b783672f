import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Log } from '../../../domain/log.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type {
  OidcFault,
  OidcKept,
  OidcSignIn,
  SignedInPatient,
  SignInFault,
  SignInOutcome,
} from '../../../patient-portal/sign-in/sign-in-contract.js'
import type { OidcClient } from './oidc-client.js'
import type { OidcPersons } from './oidc-person.js'
import type { Claims } from './pivot-identity.js'

export interface OidcSignInOptions {
  readonly client: OidcClient
  readonly persons: OidcPersons
  readonly providerName: string
  readonly scopes: readonly string[]
  readonly acrValues: readonly string[]
  readonly log: Log
}

interface Proof {
  readonly issuer: string
  readonly subject: string
  readonly idToken: string
  readonly claims: Claims
}

/** OpenID Connect Core 1.0, authorization code flow; PKCE (RFC 9700 §2.1.1), state and nonce. */
export class ProviderSignIn implements OidcSignIn {
  readonly #options: OidcSignInOptions

  constructor(options: OidcSignInOptions) {
    this.#options = options
  }

  get providerName(): string {
    return this.#options.providerName
  }

  async start(
    redirectUri: string,
    isAgain: boolean,
  ): Promise<Result<{ url: string; kept: OidcKept }, SignInFault>> {
    const configuration = await this.#options.client.configuration()
    if (configuration === null) return err('sign-in-unavailable')
    const { scopes, acrValues } = this.#options
    const kept = {
      isAgain,
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
    }
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: [...new Set(['openid', ...scopes])].join(' '),
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await calculatePKCECodeChallenge(kept.codeVerifier),
      code_challenge_method: 'S256',
      ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
      ...(isAgain && { prompt: 'login' }),
    })
    return ok({ url: url.href, kept })
  }

  async finish(
    currentUrl: URL,
    kept: OidcKept,
  ): Promise<SignInOutcome<SignedInPatient & { readonly idToken: string }, OidcFault>> {
    const configuration = await this.#options.client.configuration()
    if (configuration === null) return err('sign-in-unavailable')
    const proof = await this.#proof(configuration, currentUrl, kept)
    if (!proof.ok) return proof
    const { issuer, subject, claims, idToken } = proof.value
    const found = await this.#options.persons.find(issuer, subject, claims)
    return found.ok ? ok({ ...found.value, idToken }) : found
  }

  async #proof(
    configuration: Configuration,
    currentUrl: URL,
    kept: OidcKept,
  ): Promise<Result<Proof, OidcFault>> {
    try {
      const tokens = await authorizationCodeGrant(configuration, currentUrl, {
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        pkceCodeVerifier: kept.codeVerifier,
        idTokenExpected: true,
      })
      const said = tokens.claims()
      if (said === undefined || tokens.id_token === undefined) return err('sign-in-failed')
      if (!this.#isEnough(said, kept)) return err('sign-in-failed')
      const { userinfo_endpoint } = configuration.serverMetadata()
      const info =
        userinfo_endpoint === undefined
          ? {}
          : await fetchUserInfo(configuration, tokens.access_token, said.sub)
      const { iss: issuer, sub: subject } = said
      return ok({ issuer, subject, idToken: tokens.id_token, claims: { ...said, ...info } })
    } catch (failure) {
      return err(this.#faultOf(failure))
    }
  }

  /** The level that was asked for (§3.1.2.1: acr_values is a wish), and a fresh look if wanted. */
  #isEnough({ acr, auth_time }: IDToken, { isAgain }: OidcKept): boolean {
    const { acrValues } = this.#options
    if (acrValues.length > 0 && (typeof acr !== 'string' || !acrValues.includes(acr))) return false
    const isOld =
      typeof auth_time === 'number' &&
      Date.now() - auth_time * 1_000 > portalLimits.portalRecentSignInMs
    return !(isAgain && isOld)
  }

  /** RFC 6749 §4.1.2.1: `access_denied` is a person who went back. Never the provider's words. */
  #faultOf(failure: unknown): OidcFault {
    const isAnswer = failure instanceof AuthorizationResponseError
    if (isAnswer && failure.error === 'access_denied') return 'sign-in-cancelled'
    const isAway =
      (isAnswer && ['temporarily_unavailable', 'server_error'].includes(failure.error)) ||
      isUnreachable(failure)
    this.#options.log.warn('portal-provider-refused', {
      protocol: 'portal',
      state: isAway ? 'unavailable' : 'refused',
      failure,
    })
    return isAway ? 'sign-in-unavailable' : 'sign-in-failed'
  }

  endSessionUrl(idToken: string, backTo: string): string | null {
    const configuration = this.#options.client.known
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return null
    return buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: backTo,
    }).href
  }
}

/** Failures of the network have no code of the protocol: `fetch failed`, and time that ran out. */
function isUnreachable(failure: unknown): boolean {
  const { name = '', code = '', cause } = (failure ?? {}) as Error & { code?: string }
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'OAUTH_TIMEOUT') return true
  if (failure instanceof TypeError && /fetch failed/.test(failure.message)) return true
  return cause !== undefined && cause !== failure && isUnreachable(cause)
}
