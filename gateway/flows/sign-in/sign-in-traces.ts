import type { Account } from '../../../domain/account.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { reasons } from '../../../domain/reasons.js'
import type { NewTrace } from '../../../domain/trace.js'
import { BoundedMap } from '../bounded-map.js'
import type { Identity } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { blockTrace, type SignInBlock } from './sign-in-blocks.js'
import { TellingBound } from './telling-bound.js'

export interface SignInSession {
  readonly remoteAddress: string
  readonly protocol: 'imap' | 'submission' | 'team-portal'
}

/**
 * Traces of sign-ins, kept cheap: a mail client opens a burst of sessions and an attacker
 * thousands, so the same human on the same account from the same place is one line in a while, and
 * so is the same refusal.
 */
export class SignInTraces {
  readonly #deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly #recent = new BoundedMap<true>(limits.signInFailuresTrackedMax)
  /** Failures told of one account and place in the window. */
  readonly #told = new TellingBound()

  constructor(deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>) {
    this.#deps = deps
  }

  async success(identity: Identity, session: SignInSession): Promise<void> {
    const { account, person, via, actor } = identity
    const keyed = this.#deps.log.keyed(account.address)
    const who = `${account.id} ${person?.id ?? ''} ${via}`
    const key = `${who} ${session.protocol} ${session.remoteAddress}`
    const now = this.#deps.clock.now()
    if (this.#recent.get(key, now)) return
    this.#recent.set(key, true, now + limits.signInTraceWindowMs)
    await this.#commit({
      at: now,
      actor,
      action: 'sign-in',
      accountId: account.id,
      outcome: 'accepted',
      reason: null,
      messageId: null,
      detail: { protocol: session.protocol, remote: session.remoteAddress, via, keyed },
    })
  }

  /**
   * `typed` is what came as a user name; it is kept as a keyed hash, as people type passwords
   * there.
   */
  async failure(
    account: Account | null,
    typed: string,
    reason: Reason,
    session: SignInSession,
  ): Promise<void> {
    const { clock, log } = this.#deps
    const now = clock.now()
    const keyed = log.keyed(typed)
    const accountId = account?.id ?? null
    const { protocol, remoteAddress: remote } = session
    const told = `${reason} ${typed} ${remote}`
    if (this.#told.isOver(told, now, limits.signInFailuresMax)) return
    log.warn('sign-in-refused', { keyed, reason, protocol, remote })
    await this.#commit({
      at: now,
      actor: { kind: 'system', label: 'sign-in' },
      action: 'sign-in',
      accountId,
      outcome: reasons[reason].retry === 'later' ? 'deferred' : 'refused',
      reason,
      messageId: null,
      detail: { protocol, remote, keyed },
    })
  }

  /** A block begun; the attempts that it turns away leave no trace of their own. */
  async blocked(block: SignInBlock, { protocol }: SignInSession): Promise<void> {
    const { kind, network: remote, failures: count } = block
    this.#deps.log.warn('sign-in-blocked', { state: kind, remote, count, protocol })
    await this.#commit(blockTrace(block))
  }

  /** A sign-in does not fail because its trace could not be written; the log says so. */
  async #commit(trace: NewTrace): Promise<void> {
    const done = await this.#deps.store.commit({ traces: [trace] })
    if (!done.ok) this.#deps.log.error('trace-lost', { reason: done.reason })
  }
}
