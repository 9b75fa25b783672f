/**
 * The accounts that a sign-in reaches at this moment, with the rights of this moment: its own one,
 * and for a person on the own personal mailbox those of teams and delegations.
 */
import { type Account, isMemberAt, type Member, type MemberRight } from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import type { AccountId, PersonId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { namespaceOf } from '../../../domain/namespaces.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { Identity } from '../contract.js'

export interface ReachedAccount {
  readonly account: Account
  readonly right: MemberRight
  /** Before the names of its mailboxes; empty for the account of the sign-in. */
  readonly prefix: string
}

/** The account of the sign-in first, then by prefix. */
export type Reached = ReadonlyMap<AccountId, ReachedAccount>

export interface AccountReachDeps {
  readonly store: {
    readonly read: Pick<StoreReader, 'account' | 'memberships'>
  }
  readonly clock: Clock
  readonly watch: { watchAccount(id: number, listener: () => void): () => void }
}

interface Look {
  readonly reached: Reached
  /** Milliseconds: hints may be lost, and a new membership gives none. */
  readonly keptUntil: number
  /** Milliseconds: when a membership begins or ends by its dates. */
  readonly dateAt: number
}

export class AccountReach {
  readonly #deps: AccountReachDeps
  readonly #identity: Identity
  readonly #listeners = new Set<() => void>()
  readonly #watched = new Map<AccountId, () => void>()
  #look: Promise<Look> | null = null
  #known: Look | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(deps: AccountReachDeps, identity: Identity) {
    this.#deps = deps
    this.#identity = identity
  }

  /** A person at home sees beyond the own account; a sign-in to a team's account sees the team. */
  get seesOthers(): boolean {
    const { account, person } = this.#identity
    return account.kind === 'personal' && person !== null && account.ownerId === person.id
  }

  /** Whether nothing but the account's closing can end it: no membership stands behind it. */
  isOwn(id: AccountId): boolean {
    const { account, person } = this.#identity
    return id === account.id && (person === null || account.ownerId === person.id)
  }

  /**
   * As of now. While somebody watches, a look is kept until a commit touches one of the accounts,
   * and limits.reachAgeMsMax at most.
   */
  async now(): Promise<Reached> {
    if (this.#listeners.size === 0) return (await this.#read()).reached
    const known = this.#known
    const now = this.#deps.clock.now()
    if (known !== null && now < known.keptUntil && now < known.dateAt) return known.reached
    this.#look ??= this.#begin()
    return (await this.#look).reached
  }

  /** The same without what is kept: a new membership gives no hint. */
  fresh(): Promise<Reached> {
    this.#known = null
    return this.now()
  }

  async of(id: AccountId): Promise<ReachedAccount | null> {
    return (await this.now()).get(id) ?? null
  }

  /**
   * Calls back when something of a reached account was committed, and when the dates of a
   * membership begin or end.
   */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#watched.size === 0) this.#follow([this.#identity.account.id])
    void this.now().catch(() => {})
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#rest()
    }
  }

  /** A hint that comes during a look takes it off: the next question looks again. */
  #begin(): Promise<Look> {
    const look = this.#read()
    const settle = (taken: Look | null): void => {
      if (this.#look !== look) return
      this.#look = null
      if (taken === null || this.#listeners.size === 0) return
      this.#known = taken
      this.#follow([this.#identity.account.id, ...taken.reached.keys()])
      this.#lookAgainAt(taken.dateAt)
    }
    look.then(settle, () => settle(null))
    return look
  }

  async #read(): Promise<Look> {
    const { store, clock } = this.#deps
    const { account, person } = this.#identity
    const now = clock.now()
    const memberships = person === null ? [] : await store.read.memberships(person.id)
    const reached = new Map<AccountId, ReachedAccount>()
    const own = await this.#own(memberships, now)
    if (own !== null) reached.set(account.id, own)
    if (own !== null && this.seesOthers)
      for (const other of await this.#others(memberships, now))
        if (!reached.has(other.account.id)) reached.set(other.account.id, other)
    return {
      reached,
      keptUntil: now + limits.reachAgeMsMax,
      dateAt: nextDate(memberships, now),
    }
  }

  async #own(memberships: readonly Member[], now: number): Promise<ReachedAccount | null> {
    const account = await this.#deps.store.read.account(this.#identity.account.id)
    if (account?.state !== 'active') return null
    if (this.isOwn(account.id)) return { account, right: this.#identity.right, prefix: '' }
    const member = memberships.find(({ accountId }) => accountId === account.id)
    if (member === undefined || !isMemberAt(member, now)) return null
    return { account, right: member.right, prefix: '' }
  }

  async #others(memberships: readonly Member[], now: number): Promise<ReachedAccount[]> {
    const others: ReachedAccount[] = []
    for (const member of memberships) {
      if (!isMemberAt(member, now)) continue
      const account = await this.#deps.store.read.account(member.accountId)
      // Patients' mailboxes are read in the portal only, by nobody else.
      if (account?.state !== 'active' || account.kind === 'patient') continue
      others.push({ account, right: member.right, prefix: namespaceOf(account) })
    }
    return others.sort((a, b) => (a.prefix < b.prefix ? -1 : 1))
  }

  readonly #onHint = (): void => {
    this.#known = null
    this.#look = null
    for (const listener of [...this.#listeners]) listener()
  }

  /** Exactly these accounts give hints from here on. */
  #follow(ids: readonly AccountId[]): void {
    const wanted = new Set(ids)
    for (const [id, unwatch] of this.#watched) {
      if (wanted.has(id)) continue
      unwatch()
      this.#watched.delete(id)
    }
    for (const id of wanted)
      if (!this.#watched.has(id))
        this.#watched.set(id, this.#deps.watch.watchAccount(id, this.#onHint))
  }

  /** Dates pass without a commit. Far ones are looked at sooner: clocks are set meanwhile. */
  #lookAgainAt(at: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (at === Number.POSITIVE_INFINITY) return
    const waitMs = Math.max(0, at - this.#deps.clock.now())
    this.#timer = setTimeout(this.#onHint, Math.min(waitMs, limits.reachLookMsMax)).unref()
  }

  #rest(): void {
    for (const unwatch of this.#watched.values()) unwatch()
    this.#watched.clear()
    this.#lookAgainAt(Number.POSITIVE_INFINITY)
    this.#known = null
  }
}

/** The next moment at which one of the memberships begins or ends by its dates. */
function nextDate(memberships: readonly Member[], now: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const { fromAt, untilAt } of memberships)
    for (const at of [fromAt, untilAt]) if (at !== null && at > now && at < next) next = at
  return next
}

/** Whose \Seen a session reads and changes, where an account's marks are personal. */
export const viewerOf = ({ person }: Identity): PersonId | null => person?.id ?? null
