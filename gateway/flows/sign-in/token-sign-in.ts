import type { Account } from '../../../domain/account.js'
import type { BearerTerms } from '../../../domain/bearer-message.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import type { PersonId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type {
  BearerSignIn,
  Identity,
  TokenAttempt,
  TokenVerifier,
  VerifiedToken,
} from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { type Identities, type Proof, softwareIdentity, takesSignIn } from './identities.js'
import type { SignInTraces } from './sign-in-traces.js'

export interface TokenSignInParts {
  readonly deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly verifier: TokenVerifier
  readonly identities: Identities
  readonly traces: SignInTraces
}

const byToken: Proof = { via: 'token', credentialId: null }

/**
 * Sign-in by an access token of an identity provider. The token says who somebody is; what they may
 * open is ours to say, as with a certificate. An unknown account and one that the person has no
 * right on are refused with the same words.
 */
export class TokenSignIn implements BearerSignIn {
  readonly terms: BearerTerms
  readonly #parts: TokenSignInParts

  constructor(parts: TokenSignInParts) {
    this.terms = parts.verifier.terms
    this.#parts = parts
  }

  async token(attempt: TokenAttempt): Promise<Result<Identity, Reason>> {
    const { deps, traces } = this.#parts
    try {
      const named = attempt.authorizationId.trim().toLowerCase()
      const identity = await this.#identify(attempt.token, named)
      if (identity.ok) await traces.success(identity.value, attempt)
      else await traces.failure(null, named, identity.error, attempt)
      return identity
    } catch (failure) {
      deps.log.error('sign-in-failed-inside', { reason: 'sign-in-unavailable', failure })
      return err('sign-in-unavailable')
    }
  }

  async #identify(token: string, named: string): Promise<Result<Identity, Reason>> {
    const { verifier, deps } = this.#parts
    if (token === '') return err('token-refused')
    const verified = await verifier.verify(token)
    if (!verified.ok) return verified
    // A verifier that forgot the dates does not open a mailbox.
    if (verified.value.expiresAt <= deps.clock.now()) return err('token-refused')
    const identity = await this.#open(verified.value, named)
    return identity === null ? err('token-account-refused') : ok(identity)
  }

  async #open(token: VerifiedToken, named: string): Promise<Identity | null> {
    const { deps } = this.#parts
    const { read } = deps.store
    const own =
      token.subject.kind === 'account' ? await accountAt(read, token.subject.address) : null
    const account = named === '' ? own : await accountAt(read, named)
    if (named !== '' && account === null) return null
    if (token.subject.kind === 'account') {
      if (!takesSignIn(own) || account === null) return null
      if (own.ownerId !== null) return this.#asPerson(account, own.ownerId)
      return own.id === account.id ? softwareIdentity(account, byToken) : null
    }
    const personId = await this.#personOf(token.subject.nationalId)
    if (personId === null) return null
    if (account !== null) return this.#asPerson(account, personId)
    const owned = (await read.accountsOwnedBy(personId)).filter(takesSignIn)
    return owned.length === 1 ? this.#asPerson(owned[0]!, personId) : null
  }

  async #asPerson(account: Account, personId: PersonId): Promise<Identity | null> {
    const { identities } = this.#parts
    return takesSignIn(account) ? identities.ofPerson(account, personId, byToken) : null
  }

  async #personOf(nationalId: string): Promise<PersonId | null> {
    const found = (await this.#parts.deps.store.read.persons()).filter(
      (person) => person.nationalId === nationalId,
    )
    return found.length === 1 ? found[0]!.id : null
  }
}

async function accountAt(
  read: FlowDeps['store']['read'],
  address: string,
): Promise<Account | null> {
  const parsed = parseEmailAddress(address)
  return parsed.ok ? read.accountByAddress(parsed.value.text) : null
}
