/**
 * Sign-in of mail clients, for IMAP and submission alike. What each client really sends:
 * client-transcripts.md, "Facts that shape a server".
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Account, Credential } from '../../../domain/account.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { SignInRefusal } from '../../../domain/sign-in-refusal.js'
import type { Trace } from '../../../domain/trace.js'
import type { PeerCertificate } from '../../../pki/contract.js'
import type { BearerSignIn, Identity, PasswordAttempt, SignIn, TokenVerifier } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import {
  Identities,
  isMailCredential,
  type MailCredential,
  proofBy,
  takesSignIn,
} from './identities.js'
import { identityStands } from './identity-standing.js'
import { PasswordCheck } from './password-check.js'
import { tracesSince } from './sign-in-blocks.js'
import { type Guesser, SignInGuard } from './sign-in-guard.js'
import { type SignInSession, SignInTraces } from './sign-in-traces.js'
import { TokenSignIn } from './token-sign-in.js'

export interface SignInDeps extends Pick<FlowDeps, 'store' | 'clock' | 'log'> {
  /** Where an identity provider is configured. */
  readonly tokens?: TokenVerifier
  /** CIDR: never slowed, never blocked. */
  readonly trustedNetworks?: readonly string[]
  /** Tests do not wait. */
  readonly pause?: (ms: number) => Promise<unknown>
}

/** A tool's commit is told within a second; traces of its minute are looked at. */
const recentMs = 60_000
const isLifted = ({ action }: Trace): boolean => action === 'sign-in.unblock'
const isRecalled = ({ action }: Trace): boolean => action.startsWith('sign-in')

const canonical = (text: string): string => {
  const parsed = parseEmailAddress(text.trim())
  return parsed.ok ? parsed.value.text : text.trim().toLowerCase().slice(0, 254)
}

export function createSignIn(deps: SignInDeps): SignIn {
  return new MailSignIn(deps)
}

class MailSignIn implements SignIn {
  readonly #deps: SignInDeps
  readonly #identities: Identities
  readonly #passwords: PasswordCheck
  readonly #guard: SignInGuard
  /** Until then a restart could be a way around a block. */
  readonly #recalled: Promise<void>
  readonly #traces: SignInTraces
  readonly bearer?: BearerSignIn

  constructor(deps: SignInDeps) {
    this.#deps = deps
    this.#identities = new Identities(deps.store.read, deps.clock)
    this.#passwords = new PasswordCheck(deps.clock)
    this.#guard = new SignInGuard(deps.clock, deps.trustedNetworks)
    this.#traces = new SignInTraces(deps)
    this.#recalled = this.#recall(limits.signInKnownMs, isRecalled)
    // Blocks are lifted by a command, in another process.
    deps.store.onCommitted(({ everything }) => {
      if (everything && this.#guard.hasBlocks) void this.#recall(recentMs, isLifted)
    })
    const { tokens } = deps
    if (tokens !== undefined)
      this.bearer = new TokenSignIn({
        deps,
        verifier: tokens,
        identities: this.#identities,
        traces: this.#traces,
      })
  }

  async identitiesOf(certificate: PeerCertificate): Promise<readonly Identity[]> {
    try {
      return await this.#identities.ofCertificate(certificate)
    } catch (failure) {
      this.#deps.log.error('sign-in-failed-inside', { failure })
      return []
    }
  }

  /** A store that cannot answer now ends no session: its commands fail meanwhile. */
  async stands(identity: Identity): Promise<boolean> {
    const { store, clock, log } = this.#deps
    try {
      return await identityStands(store.read, identity, clock.now())
    } catch (failure) {
      log.error('sign-in-failed-inside', { failure })
      return true
    }
  }

  external(
    certificate: PeerCertificate | null,
    authorizationId: string,
    session: SignInSession,
  ): Promise<Result<Identity, Reason>> {
    return this.#safely(async () => {
      if (certificate === null) return err('sign-in-certificate-missing')
      const identities = await this.#identities.ofCertificate(certificate)
      const chosen = chooseByCertificate(identities, authorizationId)
      if (chosen.ok) await this.#traces.success(chosen.value, session)
      else await this.#traces.failure(null, canonical(authorizationId), chosen.error, session)
      return chosen
    })
  }

  password(attempt: PasswordAttempt): Promise<Result<Identity, SignInRefusal>> {
    return this.#safely(async () => {
      const user = canonical(attempt.authenticationId)
      const target = canonical(attempt.authorizationId || attempt.authenticationId)
      const byCertificate = await this.#byCertificate(attempt, user, target)
      if (byCertificate !== null) {
        await this.#traces.success(byCertificate, attempt)
        return ok(byCertificate)
      }
      return this.#byPassword(attempt, user, target)
    })
  }

  /** Clients that must send a password beside their certificate may send any (mutt, Apple Mail). */
  async #byCertificate(
    { certificate }: PasswordAttempt,
    user: string,
    target: string,
  ): Promise<Identity | null> {
    if (certificate === null) return null
    const identities = await this.#identities.ofCertificate(certificate)
    if (!identities.some(({ account }) => account.address === user)) return null
    return identities.find(({ account }) => account.address === target) ?? null
  }

  async #byPassword(
    attempt: PasswordAttempt,
    user: string,
    target: string,
  ): Promise<Result<Identity, SignInRefusal>> {
    const { read } = this.#deps.store
    const { remoteAddress, password } = attempt
    const guesser = { keyed: this.#deps.log.keyed(target), remoteAddress }
    await this.#recalled
    const blocked = this.#blockedBy(guesser)
    if (blocked !== null) return err(blocked)
    const delayMs = this.#guard.delayMs(guesser)
    if (delayMs > 0) await (this.#deps.pause ?? pause)(delayMs)
    const userAccount = await read.accountByAddress(user)
    const targetAccount = user === target ? userAccount : await read.accountByAddress(target)
    const credentials =
      password === '' || Buffer.byteLength(password) > limits.passwordBytesMax
        ? []
        : await this.#candidates(userAccount, targetAccount)
    // Names the password as of these credentials, so that a new one is tried again.
    const secrets = credentials.map(({ id, secret }) => `${id} ${secret}`).join(' ')
    const mac = this.#passwords.mac(target, user, secrets, password)
    if (this.#guard.wasWrong(guesser, mac)) return err('sign-in-failed')
    const verdict = await this.#passwords.check(credentials, password)
    if (verdict.kind === 'busy') return err('sign-in-unavailable')
    // Guesses sent at once wait for their turn: those beyond the bound learn nothing.
    const blockedSince = this.#blockedBy(guesser)
    if (blockedSince !== null) return err(blockedSince)
    const identity =
      verdict.kind === 'match' && targetAccount !== null
        ? await this.#identityOf(verdict.credential, userAccount, targetAccount)
        : null
    if (identity !== null) {
      this.#guard.succeeded(guesser)
      await this.#traces.success(identity, attempt)
      return ok(identity)
    }
    const begun = this.#guard.failed(guesser, mac, targetAccount?.id ?? null)
    await this.#traces.failure(targetAccount, target, 'sign-in-failed', attempt)
    if (begun !== null) await this.#traces.blocked(begun, attempt)
    return err('sign-in-failed')
  }

  #blockedBy(guesser: Guesser): SignInRefusal | null {
    const block = this.#guard.blockOf(guesser)
    return block && { reason: 'sign-in-blocked', untilAt: block.untilAt }
  }

  /** Traces of the last `ms`, oldest first. */
  async #recall(ms: number, isWanted: (trace: Trace) => boolean): Promise<void> {
    try {
      const traces: Trace[] = []
      for await (const trace of tracesSince(this.#deps.store.read, this.#deps.clock.now() - ms))
        if (isWanted(trace)) traces.push(trace)
      for (const trace of traces.reverse()) this.#guard.recall(trace)
    } catch (failure) {
      this.#deps.log.error('sign-in-recall-failed', { failure })
    }
  }

  /**
   * Passwords of the account acted on; and when a person's own address is typed for a shared
   * account, the passwords of the person's account, and those that this person has on the shared
   * one.
   */
  async #candidates(user: Account | null, target: Account | null): Promise<MailCredential[]> {
    const { read } = this.#deps.store
    if (!takesSignIn(user) || !takesSignIn(target)) return []
    const own = passwordsAmong(await read.credentialsOfAccount(user.id))
    if (user.id === target.id) return own
    if (user.ownerId === null) return []
    const shared = passwordsAmong(await read.credentialsOfAccount(target.id))
    return [...own, ...shared.filter(({ personId }) => personId === user.ownerId)]
  }

  async #identityOf(
    credential: MailCredential,
    user: Account | null,
    target: Account,
  ): Promise<Identity | null> {
    if (credential.accountId === target.id) return this.#identities.ofPassword(target, credential)
    const personId = user?.ownerId ?? null
    return personId === null
      ? null
      : this.#identities.ofPerson(target, personId, proofBy(credential))
  }

  async #safely<Refusal>(
    work: () => Promise<Result<Identity, Refusal>>,
  ): Promise<Result<Identity, Refusal | 'sign-in-unavailable'>> {
    try {
      return await work()
    } catch (failure) {
      this.#deps.log.error('sign-in-failed-inside', { reason: 'sign-in-unavailable', failure })
      return err('sign-in-unavailable')
    }
  }
}

const passwordsAmong = (credentials: readonly Credential[]): MailCredential[] =>
  credentials
    .filter(isMailCredential)
    .filter(({ kind }) => kind === 'password')
    .slice(0, limits.passwordsPerAccountMax)

/**
 * RFC 4422 appendix A: an authzid must name an account that the certificate opens; none asks us to
 * derive it.
 */
function chooseByCertificate(
  identities: readonly Identity[],
  authorizationId: string,
): Result<Identity, Reason> {
  if (identities.length === 0) return err('sign-in-failed')
  if (authorizationId.trim() !== '') {
    const wanted = canonical(authorizationId)
    const named = identities.find(({ account }) => account.address === wanted)
    return named === undefined ? err('sign-in-failed') : ok(named)
  }
  const [first, ...others] = identities
  if (first !== undefined && others.length === 0) return ok(first)
  const own = identities.filter(
    ({ account, person }) =>
      account.kind === 'personal' && person !== null && account.ownerId === person.id,
  )
  return own.length === 1 && own[0] !== undefined ? ok(own[0]) : err('account-choice-required')
}
