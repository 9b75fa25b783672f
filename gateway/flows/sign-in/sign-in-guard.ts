import { networkOf } from '../../../domain/client-network.js'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Trace } from '../../../domain/trace.js'
import { BoundedMap } from '../bounded-map.js'
import { NetworkList } from './network-list.js'
import { blockKey, blockOfTrace, type SignInBlock } from './sign-in-blocks.js'

/** Somebody who tries a password. */
export interface Guesser {
  /** Keyed hash of the account's address: typed names are not kept. */
  readonly keyed: string
  readonly remoteAddress: string
}

const firstSlowMs = 250

/**
 * Guessing of passwords, by account and network:
 * - Different wrong passwords for one account from one network block that account there. A mail
 *   client that repeats one old password is no attacker, so each wrong password counts once; and
 *   nobody locks a doctor out from another network.
 * - One network that fails on many accounts is slowed, then blocked, but for those who signed in
 *   there before; the more of them, the more failures it takes: a clinic behind one address.
 * - One account tried from many networks is slowed from all of them but those where it signed in.
 * A block is longer each time. Networks trusted by the administrator are never slowed or blocked.
 */
export class SignInGuard {
  readonly #clock: Clock
  readonly #trusted: NetworkList
  /** Keyed hashes of the wrong passwords, never the passwords. */
  readonly #wrong = new BoundedMap<Set<string>>(limits.signInFailuresTrackedMax)
  readonly #accountsFailed = new BoundedMap<Set<string>>(limits.signInFailuresTrackedMax)
  readonly #networksFailed = new BoundedMap<Set<string>>(limits.signInFailuresTrackedMax)
  readonly #known = new BoundedMap<true>(limits.signInKnownTrackedMax)
  readonly #accountsKnown = new BoundedMap<Set<string>>(limits.signInKnownTrackedMax)
  readonly #blocks = new BoundedMap<SignInBlock>(limits.signInFailuresTrackedMax)
  readonly #levels = new BoundedMap<number>(limits.signInFailuresTrackedMax)

  constructor(clock: Clock, trustedNetworks: readonly string[] = []) {
    this.#clock = clock
    this.#trusted = new NetworkList(trustedNetworks)
  }

  /** The block that stands against an attempt now. */
  blockOf({ keyed, remoteAddress }: Guesser): SignInBlock | null {
    if (this.#trusted.has(remoteAddress)) return null
    const now = this.#clock.now()
    const network = networkOf(remoteAddress)
    const own = this.#blocks.get(blockKey({ keyed, network }), now)
    if (own !== undefined) return own
    if (this.#isKnown(keyed, network, now)) return null
    return this.#blocks.get(blockKey({ keyed: '', network }), now) ?? null
  }

  /** How long an attempt waits before it is looked at. */
  delayMs({ keyed, remoteAddress }: Guesser): number {
    const now = this.#clock.now()
    const network = networkOf(remoteAddress)
    if (this.#trusted.has(remoteAddress) || this.#isKnown(keyed, network, now)) return 0
    const networks = this.#networksFailed.get(keyed, now)?.size ?? 0
    const accounts = this.#accountsFailed.get(network, now)?.size ?? 0
    const over = Math.max(
      networks - limits.signInNetworksPerAccountMax,
      accounts - this.#accountsMax(network, now) / 2,
    )
    return over <= 0 ? 0 : Math.min(limits.signInSlowMsMax, firstSlowMs * 2 ** Math.floor(over))
  }

  wasWrong({ keyed, remoteAddress }: Guesser, passwordMac: string): boolean {
    const key = blockKey({ keyed, network: networkOf(remoteAddress) })
    return this.#wrong.get(key, this.#clock.now())?.has(passwordMac) ?? false
  }

  /** A wrong password; gives the block that it began, if it did. */
  failed(guesser: Guesser, passwordMac: string, accountId: AccountId | null): SignInBlock | null {
    const now = this.#clock.now()
    const network = networkOf(guesser.remoteAddress)
    const { keyed } = guesser
    const { wrong, accounts } = this.#count(keyed, network, passwordMac, now)
    if (this.#trusted.has(guesser.remoteAddress)) return null
    if (wrong >= limits.signInFailuresMax) {
      this.#wrong.delete(blockKey({ keyed, network }))
      return this.#begin({ kind: 'account', keyed, accountId, network, failures: wrong }, now)
    }
    if (accounts < this.#accountsMax(network, now)) return null
    this.#accountsFailed.delete(network)
    return this.#begin(
      { kind: 'network', keyed: '', accountId: null, network, failures: accounts },
      now,
    )
  }

  succeeded({ keyed, remoteAddress }: Guesser): void {
    this.#learn(keyed, networkOf(remoteAddress), this.#clock.now())
  }

  get hasBlocks(): boolean {
    return this.#blocks.size > 0
  }

  /** What the traces of earlier runs tell, oldest first. */
  recall(trace: Trace): void {
    if (trace.action === 'sign-in.block') this.#restore(blockOfTrace(trace))
    else if (trace.action === 'sign-in.unblock') this.#liftAt(blockOfTrace(trace), trace.at)
    else if (trace.action === 'sign-in') {
      const { keyed, remote, protocol } = trace.detail
      // Patients guess and are known at their portal, which has bounds of its own.
      if (protocol === 'portal') return
      if (typeof keyed !== 'string' || typeof remote !== 'string') return
      const network = networkOf(remote)
      if (trace.outcome === 'accepted') this.#learn(keyed, network, trace.at)
      else if (trace.reason === 'sign-in-failed')
        // The password of a trace is not known: it counts as one more.
        this.#count(keyed, network, `trace ${trace.sequence}`, trace.at)
    }
  }

  /** An administrator's act: nothing is held against them any more. */
  lift(block: Pick<SignInBlock, 'keyed' | 'network'>): void {
    const key = blockKey(block)
    this.#blocks.delete(key)
    this.#levels.delete(key)
    this.#wrong.delete(key)
    if (block.keyed === '') this.#accountsFailed.delete(block.network)
  }

  /** One that began after the act stays. */
  #liftAt(block: SignInBlock, at: number): void {
    const held = this.#blocks.get(blockKey(block), at)
    if (held === undefined || held.sinceAt <= at) this.lift(block)
  }

  #isKnown(keyed: string, network: string, now: number): boolean {
    return this.#known.get(blockKey({ keyed, network }), now) === true
  }

  #learn(keyed: string, network: string, at: number): void {
    const until = at + limits.signInKnownMs
    this.#known.set(blockKey({ keyed, network }), true, until)
    const accounts = this.#accountsKnown.get(network, at) ?? new Set()
    if (accounts.size < limits.signInAccountsPerNetworkMax) accounts.add(keyed)
    this.#accountsKnown.set(network, accounts, until)
  }

  /** Accounts that may fail from a network before it is blocked. */
  #accountsMax(network: string, now: number): number {
    const known = this.#accountsKnown.get(network, now)?.size ?? 0
    return limits.signInSprayAccountsMax * (1 + known)
  }

  #count(keyed: string, network: string, mac: string, at: number) {
    const window = limits.signInFailureWindowMs
    const spray = limits.signInSprayWindowMs
    return {
      wrong: added(this.#wrong, blockKey({ keyed, network }), mac, at + window, at),
      accounts: added(this.#accountsFailed, network, keyed, at + spray, at),
      networks: added(this.#networksFailed, keyed, network, at + spray, at),
    }
  }

  #begin(block: Omit<SignInBlock, 'sinceAt' | 'untilAt' | 'level'>, now: number): SignInBlock {
    const key = blockKey(block)
    const level = (this.#levels.get(key, now) ?? 0) + 1
    const ms = Math.min(limits.signInBlockMsMax, limits.signInBlockMsMin * 2 ** (level - 1))
    const begun = { ...block, sinceAt: now, untilAt: now + ms, level }
    this.#restore(begun)
    return begun
  }

  #restore(block: SignInBlock): void {
    const key = blockKey(block)
    this.#blocks.set(key, block, block.untilAt)
    this.#levels.set(key, block.level, block.untilAt + limits.signInBlockMsMax)
    this.#wrong.delete(key)
    if (block.keyed === '') this.#accountsFailed.delete(block.network)
  }
}

/** The window starts at the first failure, and grows no longer with later ones. */
function added(
  map: BoundedMap<Set<string>>,
  key: string,
  value: string,
  until: number,
  now: number,
): number {
  const held = map.get(key, now)
  if (held === undefined) {
    map.set(key, new Set([value]), until)
    return 1
  }
  if (held.size < limits.signInAccountsPerNetworkMax) held.add(value)
  return held.size
}
