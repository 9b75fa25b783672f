import { createSign, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import type { Clock } from '../../domain/clock.js'
import { err, ok } from '../../domain/result.js'
import type { TokenVerifier } from '../../gateway/flows/contract.js'

const issuer = 'https://identite.test'
const audience = 'mss.test'
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface TokenClaims {
  readonly sub?: string
  readonly nationalId?: string
  readonly iss?: string
  readonly aud?: string
  readonly exp?: number
}

/** An identity provider of tests: signs JWTs (ES256) and checks them as a gateway would. */
export class TokenIssuer {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #clock: Clock
  isReachable = true

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Valid for an hour, unless the claims say otherwise. */
  token(claims: TokenClaims, key: KeyObject = this.#keys.privateKey, alg = 'ES256'): string {
    const exp = Math.floor(this.#clock.now() / 1000) + 3_600
    const signed = `${part({ alg })}.${part({ iss: issuer, aud: audience, exp, ...claims })}`
    const options = { key, dsaEncoding: 'ieee-p1363' as const }
    return `${signed}.${createSign('SHA256').update(signed).sign(options, 'base64url')}`
  }

  readonly verifier: TokenVerifier = {
    terms: {
      scope: 'openid mssante',
      configurationUrl: `${issuer}/.well-known/openid-configuration`,
    },
    verify: async (token) => {
      if (!this.isReachable) return err('sign-in-unavailable')
      const [head, body, signature, ...more] = token.split('.')
      if (!head || !body || !signature || more.length > 0) return err('token-refused')
      const options = { key: this.#keys.publicKey, dsaEncoding: 'ieee-p1363' as const }
      const isSigned = verify(
        'SHA256',
        Buffer.from(`${head}.${body}`),
        options,
        Buffer.from(signature, 'base64url'),
      )
      if (!isSigned) return err('token-refused')
      const text = (from: string) => JSON.parse(Buffer.from(from, 'base64url').toString())
      const claims: Required<TokenClaims> = text(body)
      const isOurs = claims.iss === issuer && claims.aud === audience && text(head).alg === 'ES256'
      if (!isOurs) return err('token-refused')
      const { sub, nationalId, exp } = claims
      return ok({
        subject: nationalId ? { kind: 'person', nationalId } : { kind: 'account', address: sub },
        expiresAt: exp * 1000,
      })
    },
  }
}
