/**
 * The ImapSession over a store: names by MailboxNames, reads by GuardedReading, changes by
 * ModifyMailbox, all for the accounts that the sign-in reaches at that moment.
 */
import { includesRight, type MemberRight } from '../../../domain/account.js'
import type { AccountId, MailboxId, MessageId, ModSeq, PersonId, Uid } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type {
  MailboxRole,
  Operation,
  SortCriterion,
  TextQuery,
  ThreadAlgorithm,
} from '../../../mailbox-store/contract.js'
import type {
  AccountMember,
  AnnotationChange,
  CopyOutcome,
  FlagChange,
  FlagOutcome,
  ImapSession,
  MailboxAppend,
  VisibleMailbox,
} from '../../imap/imap-session.js'
import type { Identity } from '../contract.js'
import { outcomeOf } from '../outcome.js'
import { identityStands } from '../sign-in/identity-standing.js'
import { accountMembers } from './account-members.js'
import { AccountReach, type ReachedAccount, viewerOf } from './account-reach.js'
import { changeMember } from './change-member.js'
import { GuardedReading } from './guarded-reading.js'
import { MailboxAnnotations } from './mailbox-annotations.js'
import { StagedAppend } from './mailbox-append.js'
import { type FoundMailbox, MailboxNames } from './mailbox-names.js'
import { ModifyMailbox, type ModifyMailboxDeps } from './modify-mailbox.js'
import type { OpenTraces } from './open-traces.js'
import { permittedChange } from './permitted-flags.js'
import { transferEmails } from './transfer-emails.js'

/** Hints of commits, by mailbox and by account; implemented by gateway/reactors/idle-hub.ts. */
export interface MailboxWatch {
  watchMailbox(id: MailboxId, listener: () => void): () => void
  watchAccount(id: number, listener: () => void): () => void
}

export interface MailboxSessionDeps extends ModifyMailboxDeps {
  readonly watch: MailboxWatch
  readonly openTraces: OpenTraces
}

const visible = ({ on, mailbox }: FoundMailbox): VisibleMailbox => ({
  mailbox,
  name: on.prefix + mailbox.name,
  account: on.account,
  right: on.right,
})

export class MailboxSession implements ImapSession {
  readonly identity: Identity
  readonly #deps: MailboxSessionDeps
  readonly #modify: ModifyMailbox
  readonly #reach: AccountReach
  readonly #names: MailboxNames
  readonly #reading: GuardedReading
  readonly #annotations: MailboxAnnotations

  constructor(deps: MailboxSessionDeps, identity: Identity) {
    this.identity = identity
    this.#deps = deps
    this.#modify = new ModifyMailbox(deps, identity)
    this.#reach = new AccountReach(deps, identity)
    this.#names = new MailboxNames(deps.store.read, identity, this.#reach)
    this.#reading = new GuardedReading(deps, identity, this.#reach)
    this.#annotations = new MailboxAnnotations({
      read: deps.store.read,
      identity,
      modify: this.#modify,
      accountOf: (id) =>
        id === null ? this.#reach.of(identity.account.id) : this.#reading.accountOf(id),
    })
  }

  get seesNamespaces(): boolean {
    return this.#reach.seesOthers
  }

  mailboxes = async () => (await this.#names.all()).map(visible)
  /** A person's subscriptions to mailboxes of others are the person's, not of the others. */
  subscriptions = () => this.#deps.store.read.subscriptions(this.identity.account.id)
  snapshot = (id: MailboxId) => this.#reading.snapshot(id)
  changes = (id: MailboxId, after: ModSeq) => this.#reading.changes(id, after)
  messages = (ids: readonly MessageId[]) => this.#reading.messages(ids)
  structure = (id: MessageId) => this.#reading.structure(id)
  body = (id: MessageId, start: number, end: number) => this.#reading.body(id, start, end)
  bodyRange = (id: MessageId, start: number, end: number) => this.#reading.bodyRange(id, start, end)
  searchText = (id: MailboxId, query: TextQuery) => this.#reading.searchText(id, query)
  sorted = (id: MailboxId, criteria: readonly SortCriterion[]) => this.#reading.sorted(id, criteria)
  sentDays = (id: MailboxId) => this.#reading.sentDays(id)
  threads = (id: MailboxId, algorithm: ThreadAlgorithm, uids: Uint32Array) =>
    this.#reading.threads(id, algorithm, uids)

  async find(text: string): Promise<VisibleMailbox | null> {
    const found = await this.#names.find(text)
    return found && visible(found)
  }

  accounts = async () => [...(await this.#reach.fresh()).values()].map(({ account }) => account)
  accountAt = (text: string) => this.#names.accountAt(text)
  usage = (id: AccountId) => this.#deps.store.read.usage(id)
  annotations = (id: MailboxId | null) => this.#annotations.of(id)
  annotate = (id: MailboxId | null, changes: readonly AnnotationChange[]) =>
    this.#annotations.put(id, changes)

  async members(text: string): Promise<readonly AccountMember[] | null> {
    const found = await this.#names.find(text)
    if (found === null) return null
    return accountMembers(this.#deps.store.read, found.on.account)
  }

  async setMember(
    text: string,
    address: string,
    right: MemberRight | null,
  ): Promise<Result<void, Reason>> {
    // A name without a mailbox might be that of a team left meanwhile, not of the own account.
    const found = await this.#names.find(text)
    if (found === null) return err(await this.#absence())
    return changeMember(this.#deps.store.read, this.#modify, found.on, { address, right })
  }

  async create(text: string, role: MailboxRole | null): Promise<Result<{ id: MailboxId }, Reason>> {
    const place = await this.#names.place(text)
    if (place === null || this.#names.isTaken(place)) return err('mailbox-name-invalid')
    const existing = await this.#names.at(place)
    if (existing !== null) {
      // "Corbeille" leads to Trash, which exists: the client gets what it wanted.
      const { mailbox } = existing
      return mailbox.name === place.name ? err('mailbox-exists') : ok({ id: mailbox.id })
    }
    const { on, name } = place
    const accountId = on.account.id
    const done = await this.#modify.commit(
      [{ on, right: 'answer' }],
      [{ op: 'create-mailbox', accountId, name, role, subscribed: false }],
    )
    if (!done.ok) return done
    return ok({ id: outcomeOf(done.value, 'create-mailbox').mailboxId })
  }

  async rename(from: string, to: string): Promise<Result<void, Reason>> {
    const source = await this.#names.find(from)
    if (source === null) return err(await this.#absence())
    const target = await this.#names.place(to)
    if (target === null || this.#names.isTaken(target)) return err('mailbox-name-invalid')
    const accountId = source.on.account.id
    if (target.on.account.id !== accountId) return err('mailbox-other-account')
    if ((await this.#names.at(target)) !== null) return err('mailbox-exists')
    const { id: mailboxId } = source.mailbox
    return this.#simple(source.on, {
      op: 'rename-mailbox',
      accountId,
      mailboxId,
      name: target.name,
    })
  }

  async remove(text: string): Promise<Result<void, Reason>> {
    const found = await this.#names.find(text)
    if (found === null) return err(await this.#absence())
    const { on, mailbox } = found
    const accountId = on.account.id
    const trace = this.#modify.trace(on, 'message.expunge', {
      mailboxId: mailbox.id,
      messages: mailbox.exists,
      by: 'delete-mailbox',
    })
    return this.#simple(on, { op: 'delete-mailbox', accountId, mailboxId: mailbox.id }, [trace])
  }

  async subscribe(text: string, subscribed: boolean): Promise<Result<void, Reason>> {
    const place = await this.#names.place(text)
    const own = await this.#reach.of(this.identity.account.id)
    if (place === null || own === null) return err('mailbox-name-invalid')
    const name = place.on.prefix + ((await this.#names.at(place))?.mailbox.name ?? place.name)
    return this.#simple(own, { op: 'subscribe', accountId: own.account.id, name, subscribed })
  }

  async append(text: string): Promise<Result<MailboxAppend, Reason>> {
    const target = await this.#names.find(text)
    if (target === null) return err(await this.#absence())
    if (!includesRight(target.on.right, 'answer')) return err('right-missing')
    return ok(
      new StagedAppend({
        deps: this.#deps,
        modify: this.#modify,
        target,
        personId: viewerOf(this.identity),
        accountOf: (id) => this.#reading.accountOf(id),
      }),
    )
  }

  async changeFlags(id: MailboxId, change: FlagChange): Promise<Result<FlagOutcome, Reason>> {
    const on = await this.#reading.accountOf(id)
    if (on === null) return err('right-missing')
    const permitted = permittedChange(on, change)
    if (permitted === null) return err('right-missing')
    const { right, ...changed } = permitted
    const done = await this.#modify.commit(
      [{ on, right }],
      [{ op: 'change-flags', mailboxId: id, ...changed, ...this.#marking }],
    )
    return done.ok ? ok(outcomeOf(done.value, 'change-flags')) : done
  }

  copy = (from: MailboxId, uids: readonly Uid[], to: string) =>
    this.#transfer('copy-emails', from, uids, to)
  move = (from: MailboxId, uids: readonly Uid[], to: string) =>
    this.#transfer('move-emails', from, uids, to)

  async #transfer(
    op: 'copy-emails' | 'move-emails',
    fromMailboxId: MailboxId,
    uids: readonly Uid[],
    to: string,
  ): Promise<Result<CopyOutcome, Reason>> {
    const on = await this.#reading.accountOf(fromMailboxId)
    const target = await this.#names.find(to)
    if (on === null) return err('right-missing')
    if (target === null) return err(await this.#absence())
    return transferEmails(this.#modify, {
      op,
      from: { id: fromMailboxId, on },
      uids,
      target,
      personId: viewerOf(this.identity),
    })
  }

  async expunge(
    id: MailboxId,
    uids: readonly Uid[] | null,
  ): Promise<Result<{ uids: readonly Uid[] }, Reason>> {
    const on = await this.#reading.accountOf(id)
    if (on === null) return err('right-missing')
    const done = await this.#modify.commit(
      [{ on, right: 'answer' }],
      [{ op: 'expunge', mailboxId: id, uids, onlyDeleted: true }],
      { traces: [this.#modify.trace(on, 'message.expunge', { mailboxId: id, by: 'expunge' })] },
    )
    return done.ok ? ok({ uids: outcomeOf(done.value, 'expunge').uids }) : done
  }

  async isStanding(): Promise<boolean> {
    return identityStands(this.#deps.store.read, this.identity, this.#deps.clock.now())
  }

  watch(id: MailboxId | null, listener: () => void): () => void {
    if (id === null) return this.#reach.watch(listener)
    const unwatch = this.#deps.watch.watchMailbox(id, listener)
    const accountId = this.#reading.knownAccountOf(id)
    if (accountId === null || this.#reach.isOwn(accountId)) return unwatch
    // A right that ends is no change of the mailbox: whoever has it open learns it all the same.
    const unreach = this.#reach.watch(() => {
      this.#reach.of(accountId).then(
        (reached) => reached === null && listener(),
        () => {},
      )
    })
    return () => {
      unwatch()
      unreach()
    }
  }

  /** Nothing is found by a sign-in whose rights ended: that is not told as a missing folder. */
  async #absence(): Promise<Reason> {
    return (await this.isStanding()) ? 'mailbox-not-found' : 'right-missing'
  }

  /** Whose \Seen a change means; engines pass over it where the account's is shared. */
  get #marking(): { readonly personId?: PersonId } {
    const personId = viewerOf(this.identity)
    return personId === null ? {} : { personId }
  }

  async #simple(
    on: ReachedAccount,
    operation: Operation,
    traces: readonly NewTrace[] = [],
  ): Promise<Result<void, Reason>> {
    const right = operation.op === 'subscribe' ? 'read' : 'answer'
    const done = await this.#modify.commit([{ on, right }], [operation], { traces })
    return done.ok ? ok(undefined) : done
  }
}
