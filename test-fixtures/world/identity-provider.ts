import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ClientMetadata, Provider } from 'oidc-provider'

/** The pivot identity as FranceConnect gives it. */
export interface ProvidedPerson {
  readonly given_name?: string
  readonly family_name?: string
  readonly birthdate?: string
  readonly gender?: string
  readonly [claim: string]: string | undefined
}

/**
 * A real OpenID Connect provider (oidc-provider) on the loopback, with the development pages of the
 * package: any password, the login is the subject. `persons` says who that is.
 */
export class IdentityProvider {
  readonly persons = new Map<string, ProvidedPerson>()
  /** Sign-outs that the portal asked for. */
  ended = 0
  readonly clientId = 'portail'
  readonly clientSecret = 'secret-du-portail-de-test-0123456789'
  #server: Server | null = null
  #issuer = ''

  get issuer(): string {
    return this.#issuer
  }

  /** `portalUrl`: origin of the portal that may use it. */
  async start(portalUrl: string): Promise<void> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.#server = server
    this.#issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new Provider(this.#issuer, {
      clients: [this.#client(portalUrl)],
      claims: {
        openid: ['sub'],
        given_name: ['given_name'],
        family_name: ['family_name'],
        birthdate: ['birthdate'],
        gender: ['gender'],
        ins: ['ins'],
      },
      scopes: ['openid', 'given_name', 'family_name', 'birthdate', 'gender', 'ins'],
      cookies: { keys: ['clé de test'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: async () => ({ sub: id, ...this.persons.get(id) }),
      }),
    })
    provider.on('end_session.success', () => {
      this.ended++
    })
    server.on('request', provider.callback())
  }

  #client(portalUrl: string): ClientMetadata {
    return {
      client_id: this.clientId,
      client_secret: this.clientSecret,
      redirect_uris: [`${portalUrl}/connexion/retour`],
      post_logout_redirect_uris: [`${portalUrl}/connexion/fin`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise<void>((resolve) => {
      if (this.#server === null) resolve()
      else this.#server.close(() => resolve())
    })
  }
}
