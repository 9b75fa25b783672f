/** The ImapSession over a store: reads go straight through, changes go by ModifyMailbox. */
import type { MailboxId, MessageId, ModSeq, Uid } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { NewTrace } from '../../domain/trace.js'
import { withPrefix } from '../../mail-format/scanner.js'
import type {
  MailboxRole,
  Operation,
  Outcome,
  StoredMailbox,
  TextQuery,
} from '../../mailbox-store/contract.js'
import type {
  CopyOutcome,
  FlagChange,
  FlagOutcome,
  ImapAppend,
  ImapSession,
  VisibleMailbox,
} from '../imap/imap-session.js'
import { drainBody } from './body-drain.js'
import { BodyIntake, type TakenBody } from './body-intake.js'
import type { Identity } from './contract.js'
import { canonicalMailboxName } from './mailbox-name.js'
import { ModifyMailbox, type ModifyMailboxDeps } from './modify-mailbox.js'
import { specialRoleOf } from './special-folders.js'
import { finishIntake } from './storage-reason.js'

/** Hints of commits, by mailbox and by account; implemented by gateway/reactors/idle-hub.ts. */
export interface MailboxWatch {
  watchMailbox(id: MailboxId, listener: () => void): () => void
  watchAccount(id: number, listener: () => void): () => void
}

export interface MailboxSessionDeps extends ModifyMailboxDeps {
  readonly watch: MailboxWatch
}

const noPrefix = new Uint8Array(0)

export class MailboxSession implements ImapSession {
  readonly identity: Identity
  readonly #deps: MailboxSessionDeps
  readonly #modify: ModifyMailbox

  constructor(deps: MailboxSessionDeps, identity: Identity) {
    this.identity = identity
    this.#deps = deps
    this.#modify = new ModifyMailbox(deps, identity)
  }

  get #read() {
    return this.#deps.store.read
  }

  async mailboxes(): Promise<VisibleMailbox[]> {
    const found = await this.#read.mailboxes(this.identity.account.id)
    return found.map((mailbox) => this.#visible(mailbox))
  }
  subscriptions = () => this.#read.subscriptions(this.identity.account.id)
  snapshot = (id: MailboxId) => this.#read.snapshot(id)
  changes = (id: MailboxId, after: ModSeq) => this.#read.changes(id, after)
  messages = (ids: readonly MessageId[]) => this.#read.messages(ids)
  structure = (id: MessageId) => this.#read.structure(id)
  body = (id: MessageId, start: number, end: number) => this.#read.body(id, start, end)
  bodyRange = (id: MessageId, start: number, end: number) => this.#read.bodyRange(id, start, end)
  searchText = (id: MailboxId, query: TextQuery) => this.#read.searchText(id, query)

  #visible(mailbox: StoredMailbox): VisibleMailbox {
    const { account, right } = this.identity
    return { mailbox, name: mailbox.name, account, right }
  }

  async find(text: string): Promise<VisibleMailbox | null> {
    const mailbox = await this.#find(text)
    return mailbox && this.#visible(mailbox)
  }

  async #find(text: string): Promise<StoredMailbox | null> {
    const name = canonicalMailboxName(text)
    if (name === null) return null
    const accountId = this.identity.account.id
    const exact = await this.#read.mailboxByName(accountId, name)
    if (exact !== null) return exact
    const role = specialRoleOf(name)
    return role === null ? null : this.#read.mailboxByRole(accountId, role)
  }

  async create(text: string, role: MailboxRole | null): Promise<Result<{ id: MailboxId }, Reason>> {
    if (!this.#modify.mayChange) return err('right-missing')
    const name = canonicalMailboxName(text)
    if (name === null) return err('mailbox-name-invalid')
    const existing = await this.#find(name)
    if (existing !== null) {
      // "Corbeille" leads to Trash, which exists: the client gets what it wanted.
      return existing.name === name ? err('mailbox-exists') : ok({ id: existing.id })
    }
    const accountId = this.identity.account.id
    const done = await this.#modify.commit([
      { op: 'create-mailbox', accountId, name, role, subscribed: false },
    ])
    if (!done.ok) return done
    return ok({ id: outcomeOf(done.value, 'create-mailbox').mailboxId })
  }

  async rename(from: string, to: string): Promise<Result<void, Reason>> {
    if (!this.#modify.mayChange) return err('right-missing')
    const source = await this.#find(from)
    if (source === null) return err('mailbox-not-found')
    const name = canonicalMailboxName(to)
    if (name === null) return err('mailbox-name-invalid')
    if ((await this.#find(name)) !== null) return err('mailbox-exists')
    const accountId = this.identity.account.id
    return this.#simple({ op: 'rename-mailbox', accountId, mailboxId: source.id, name })
  }

  async remove(text: string): Promise<Result<void, Reason>> {
    if (!this.#modify.mayChange) return err('right-missing')
    const mailbox = await this.#find(text)
    if (mailbox === null) return err('mailbox-not-found')
    const accountId = this.identity.account.id
    const trace = this.#modify.trace('message.expunge', {
      mailboxId: mailbox.id,
      messages: mailbox.exists,
      by: 'delete-mailbox',
    })
    return this.#simple({ op: 'delete-mailbox', accountId, mailboxId: mailbox.id }, [trace])
  }

  async subscribe(text: string, subscribed: boolean): Promise<Result<void, Reason>> {
    if (!this.#modify.mayChange) return err('right-missing')
    const name = (await this.#find(text))?.name ?? canonicalMailboxName(text)
    if (name === null) return err('mailbox-name-invalid')
    const accountId = this.identity.account.id
    return this.#simple({ op: 'subscribe', accountId, name, subscribed })
  }

  async append(append: ImapAppend): Promise<Result<{ uidValidity: number; uid: Uid }, Reason>> {
    const intake = new BodyIntake(this.#deps.store, limits.imapAppendBytesMax)
    const mailbox = await this.#find(append.mailbox)
    const refusal: Reason | null =
      mailbox === null ? 'mailbox-not-found' : !this.#modify.mayChange ? 'right-missing' : null
    if (mailbox === null || refusal !== null) return err(refusal ?? 'mailbox-not-found')
    const taken = await this.#take(append.body, intake)
    if (!taken.ok) {
      await intake.abort().catch(() => {})
      return taken
    }
    return this.#commitAppend(append, mailbox, taken.value, intake)
  }

  /** The octets up to their end; a connection that was lost leaves nothing behind. */
  async #take(
    body: AsyncIterable<Uint8Array>,
    intake: BodyIntake,
  ): Promise<Result<TakenBody, Reason>> {
    const { complete, failure } = await drainBody(body, intake)
    if (!complete) return err('message-malformed')
    if (failure !== null) return err(failure)
    if (intake.tooBig) return err('message-too-big')
    return finishIntake(intake)
  }

  async #commitAppend(
    append: ImapAppend,
    mailbox: StoredMailbox,
    taken: TakenBody,
    intake: BodyIntake,
  ): Promise<Result<{ uidValidity: number; uid: Uid }, Reason>> {
    const scanned = withPrefix(taken.scan, noPrefix)
    const done = await this.#modify.commit(
      [
        {
          op: 'append-email',
          accountId: this.identity.account.id,
          mailbox: mailbox.id,
          message: { index: 0 },
          flags: append.flags,
          internalDate: append.internalDate ?? this.#deps.clock.now(),
          correspondent: null,
        },
      ],
      {
        messages: [{ prefix: noPrefix, body: taken.body, scanned }],
        traces: [
          this.#modify.trace(
            'message.append',
            { mailboxId: mailbox.id, bytes: taken.bytes },
            scanned.envelope.messageId || null,
          ),
        ],
      },
    )
    if (!done.ok) {
      await intake.abort()
      return done
    }
    const { uidValidity, uid } = outcomeOf(done.value, 'append-email')
    return ok({ uidValidity, uid })
  }

  async changeFlags(
    mailboxId: MailboxId,
    change: FlagChange,
  ): Promise<Result<FlagOutcome, Reason>> {
    const done = await this.#modify.commit([{ op: 'change-flags', mailboxId, ...change }])
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
    const target = await this.#find(to)
    if (target === null) return err('mailbox-not-found')
    const endings = await this.#modify.endings(fromMailboxId, uids, target)
    const done = await this.#modify.commit(
      [{ op, fromMailboxId, uids, toMailboxId: target.id }, ...endings.operations],
      { traces: endings.traces },
    )
    if (!done.ok) return done
    const { uidValidity, from, to: given } = outcomeOf(done.value, op)
    return ok({ uidValidity, from, to: given })
  }

  async expunge(
    mailboxId: MailboxId,
    uids: readonly Uid[] | null,
  ): Promise<Result<{ uids: readonly Uid[] }, Reason>> {
    const trace = this.#modify.trace('message.expunge', { mailboxId, by: 'expunge' })
    const done = await this.#modify.commit(
      [{ op: 'expunge', mailboxId, uids, onlyDeleted: true }],
      {
        traces: [trace],
      },
    )
    return done.ok ? ok({ uids: outcomeOf(done.value, 'expunge').uids }) : done
  }

  async isStanding(): Promise<boolean> {
    const { account, person } = this.identity
    if ((await this.#read.account(account.id))?.state !== 'active') return false
    if (account.kind !== 'organisational' || person === null) return true
    const members = await this.#read.members(account.id)
    return members.some((member) => member.personId === person.id)
  }

  watch(id: MailboxId | null, listener: () => void): () => void {
    return id === null
      ? this.#deps.watch.watchAccount(this.identity.account.id, listener)
      : this.#deps.watch.watchMailbox(id, listener)
  }

  async #simple(
    operation: Operation,
    traces: readonly NewTrace[] = [],
  ): Promise<Result<void, Reason>> {
    const done = await this.#modify.commit([operation], { traces })
    return done.ok ? ok(undefined) : done
  }
}

/** The member of the union whose `op` may be Op. */
type OutcomeFor<Op extends string, O = Outcome> = O extends { readonly op: infer Kind }
  ? Op extends Kind
    ? O
    : never
  : never

/**
 * The outcome of the first operation; its kind follows from the batch, so another is our own bug.
 */
function outcomeOf<Op extends Outcome['op']>(outcomes: readonly Outcome[], op: Op): OutcomeFor<Op> {
  const first = outcomes[0]
  if (first?.op !== op) throw new Error(`store answered ${first?.op} to ${op}`)
  return first as OutcomeFor<Op>
}
