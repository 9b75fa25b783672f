/**
 * The reading half of a session: every question about a mailbox or a content is answered for the
 * accounts that the sign-in reaches at that moment, and as nothing for any other.
 */
import type { AccountId, MailboxId, MessageId, ModSeq, Uid } from '../../../domain/ids.js'
import type {
  MailboxChanges,
  MailboxSnapshot,
  SentDays,
  SortCriterion,
  StoredMessage,
  StoredStructure,
  StoreReader,
  TextQuery,
  ThreadAlgorithm,
  ThreadForest,
} from '../../../mailbox-store/contract.js'
import type { Identity } from '../contract.js'
import { type AccountReach, type ReachedAccount, viewerOf } from './account-reach.js'
import type { OpenTraces } from './open-traces.js'

export interface GuardedReadingDeps {
  readonly store: { readonly read: StoreReader }
  readonly openTraces: OpenTraces
}

interface Shown {
  readonly accountId: AccountId
  readonly messageIds: Float64Array
}

export class GuardedReading {
  readonly #deps: GuardedReadingDeps
  readonly #identity: Identity
  readonly #reach: AccountReach
  readonly #accountOf = new Map<MailboxId, AccountId>()
  /** What this session was shown of accounts that it may lose, by mailbox. */
  readonly #shown = new Map<MailboxId, Shown>()
  /** Contents that it was shown and may no longer read. */
  readonly #lost = new Set<number>()
  #last: Shown | null = null

  constructor(deps: GuardedReadingDeps, identity: Identity, reach: AccountReach) {
    this.#deps = deps
    this.#identity = identity
    this.#reach = reach
  }

  get #read(): StoreReader {
    return this.#deps.store.read
  }

  /** The account of a mailbox, when the sign-in reaches it now. */
  async accountOf(id: MailboxId): Promise<ReachedAccount | null> {
    const accountId = this.#accountOf.get(id) ?? (await this.#read.mailbox(id))?.accountId
    if (accountId === undefined) return null
    this.#accountOf.set(id, accountId)
    return this.#reach.of(accountId)
  }

  /** Without a look: null for a mailbox that this session has not met. */
  knownAccountOf(id: MailboxId): AccountId | null {
    return this.#accountOf.get(id) ?? null
  }

  async snapshot(id: MailboxId): Promise<MailboxSnapshot | null> {
    const snapshot = await this.#read.snapshot(id, viewerOf(this.#identity))
    if (snapshot === null) return null
    const { accountId } = snapshot.mailbox
    if (!(await this.#mayRead(id, accountId))) return null
    const shown = { accountId, messageIds: snapshot.messageIds }
    if (!this.#reach.isOwn(accountId)) {
      if (!this.#shown.has(id)) await this.#traceOpening(accountId)
      this.#shown.set(id, shown)
    }
    this.#last = shown
    this.#allow(shown)
    return snapshot
  }

  async #traceOpening(accountId: AccountId): Promise<void> {
    // A sign-in to the account itself was traced as such.
    if (accountId === this.#identity.account.id) return
    const reached = await this.#reach.of(accountId)
    if (reached !== null) await this.#deps.openTraces.opened(this.#identity, reached)
  }

  async changes(id: MailboxId, after: ModSeq): Promise<MailboxChanges | null> {
    const changes = await this.#read.changes(id, after, viewerOf(this.#identity))
    if (changes === null || !(await this.#mayRead(id, changes.mailbox.accountId))) return null
    return changes
  }

  async searchText(id: MailboxId, query: TextQuery): Promise<Uid[]> {
    return (await this.accountOf(id)) === null ? [] : this.#read.searchText(id, query)
  }
  async sorted(id: MailboxId, criteria: readonly SortCriterion[]): Promise<Uint32Array | null> {
    return (await this.accountOf(id)) === null ? null : this.#read.sorted(id, criteria)
  }
  async sentDays(id: MailboxId): Promise<SentDays | null> {
    return (await this.accountOf(id)) === null ? null : this.#read.sentDays(id)
  }
  async threads(
    id: MailboxId,
    algorithm: ThreadAlgorithm,
    uids: Uint32Array | null,
  ): Promise<ThreadForest | null> {
    if ((await this.accountOf(id)) === null) return null
    return this.#read.threads(id, algorithm, uids)
  }

  async messages(ids: readonly MessageId[]): Promise<StoredMessage[]> {
    await this.#lookForLosses()
    const open = this.#lost.size === 0 ? ids : ids.filter((id) => !this.#lost.has(id))
    return this.#read.messages(open)
  }
  async structure(id: MessageId): Promise<StoredStructure | null> {
    return (await this.#isClosed(id)) ? null : this.#read.structure(id)
  }
  async *body(id: MessageId, start: number, end: number): AsyncGenerator<Uint8Array> {
    if (await this.#isClosed(id)) throw new Error('message is not reachable any more')
    yield* this.#read.body(id, start, end)
  }
  async bodyRange(id: MessageId, start: number, end: number): Promise<Uint8Array | null> {
    return (await this.#isClosed(id)) ? null : this.#read.bodyRange(id, start, end)
  }

  /** The own account is not asked for at each step: its closing ends the whole session. */
  async #mayRead(id: MailboxId, accountId: AccountId): Promise<boolean> {
    this.#accountOf.set(id, accountId)
    return this.#reach.isOwn(accountId) || (await this.#reach.of(accountId)) !== null
  }

  async #isClosed(id: MessageId): Promise<boolean> {
    if (this.#shown.size > 0) await this.#lookForLosses()
    return this.#lost.has(id)
  }

  /** A content has no account of its own: what is lost is what was shown of a lost account. */
  async #lookForLosses(): Promise<void> {
    if (this.#shown.size === 0) return
    const reached = await this.#reach.now()
    let hasLost = false
    for (const [id, { accountId, messageIds }] of this.#shown) {
      if (reached.has(accountId)) continue
      this.#shown.delete(id)
      for (const messageId of messageIds) this.#lost.add(messageId)
      hasLost = true
    }
    if (hasLost && this.#last !== null && this.#isReached(this.#last, reached))
      this.#allow(this.#last)
  }

  #isReached({ accountId }: Shown, reached: ReadonlyMap<AccountId, unknown>): boolean {
    return this.#reach.isOwn(accountId) || reached.has(accountId)
  }

  /** Copies share one content: what is in a mailbox that may be read is not lost. */
  #allow({ messageIds }: Shown): void {
    if (this.#lost.size > 0) for (const id of messageIds) this.#lost.delete(id)
  }
}
