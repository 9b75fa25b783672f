/**
 * Changes of mailboxes by a signed-in identity: the IMAP half of the one write path (invariant 2).
 * Moving or copying a message into "Échanges clos" ends the exchange with its patient, in the same
 * commit.
 */
import { includesRight, type MemberRight } from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import type { AccountId, MailboxId, MessageId, Uid } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace, TraceAction } from '../../../domain/trace.js'
import type {
  Batch,
  EndExchange,
  MailboxStore,
  Operation,
  Outcome,
  Precondition,
  StoredMailbox,
} from '../../../mailbox-store/contract.js'
import type { GatewaySettings } from '../../settings.js'
import type { Identity } from '../contract.js'
import type { ReachedAccount } from './account-reach.js'

export interface ModifyMailboxDeps {
  readonly store: MailboxStore
  readonly settings: GatewaySettings
  readonly clock: Clock
}

/** What a batch needs in an account that it touches. */
export interface NeededRight {
  readonly on: ReachedAccount
  readonly right: MemberRight
}

export class ModifyMailbox {
  readonly #deps: ModifyMailboxDeps
  readonly #identity: Identity

  constructor(deps: ModifyMailboxDeps, identity: Identity) {
    this.#deps = deps
    this.#identity = identity
  }

  /**
   * Commits the operations with the rights checked again inside the transaction, so that a
   * revocation acts on open sessions too. Answers the outcomes in order.
   */
  async commit(
    needs: readonly NeededRight[],
    operations: readonly Operation[],
    more: Pick<Batch, 'messages' | 'traces'> = {},
  ): Promise<Result<readonly Outcome[], Reason>> {
    if (needs.some(({ on, right }) => !includesRight(on.right, right))) return err('right-missing')
    const done = await this.#deps.store.commit({
      preconditions: needs.flatMap((need) => this.#preconditions(need)),
      operations,
      ...more,
    })
    return done.ok ? ok(done.outcomes) : err(done.reason)
  }

  #preconditions({ on: { account }, right }: NeededRight): Precondition[] {
    const { person } = this.#identity
    const accountId = account.id
    const conditions: Precondition[] = [{ kind: 'account-active', accountId }]
    const at = this.#deps.clock.now()
    // The owner has every right; software has no membership and signs in to its own account only.
    if (person !== null)
      conditions.push({ kind: 'member-right', accountId, personId: person.id, right, at })
    return conditions
  }

  /** In the name of the human behind the sign-in, on the account acted on. */
  trace(
    { account }: ReachedAccount,
    action: TraceAction,
    detail: NewTrace['detail'],
    messageId: string | null = null,
  ): NewTrace {
    return {
      at: this.#deps.clock.now(),
      actor: this.#identity.actor,
      action,
      accountId: account.id,
      outcome: 'accepted',
      reason: null,
      messageId,
      detail,
    }
  }

  /**
   * Operations and traces that end the exchanges of these messages, when the target is the
   * "Échanges clos" of the account that they came to: another account's has no exchange with them.
   */
  async endings(
    from: { readonly id: MailboxId; readonly on: ReachedAccount },
    uids: readonly Uid[],
    target: { readonly mailbox: StoredMailbox; readonly on: ReachedAccount },
  ): Promise<{ operations: EndExchange[]; traces: NewTrace[] }> {
    const { account } = target.on
    if (target.mailbox.role !== 'closed-exchanges' || from.on.account.id !== account.id)
      return { operations: [], traces: [] }
    const patients = await this.#patientsNamedIn(await this.#messageIds(from.id, uids))
    const { person } = this.#identity
    const at = this.#deps.clock.now()
    const operations = patients.map(
      (patientId): EndExchange => ({
        op: 'end-exchange',
        patientId,
        professionalAddress: account.address,
        endedBy:
          account.kind === 'personal'
            ? account.displayName
            : (person?.displayName ?? account.displayName),
        at,
      }),
    )
    const traces = patients.map((patientId) =>
      this.trace(target.on, 'exchange.end', { patientAccountId: patientId, by: 'folder' }),
    )
    return { operations, traces }
  }

  async #messageIds(from: MailboxId, uids: readonly Uid[]): Promise<MessageId[]> {
    const snapshot = await this.#deps.store.read.snapshot(from)
    if (snapshot === null) return []
    const wanted = new Set<number>(uids)
    const ids: MessageId[] = []
    snapshot.uids.forEach((uid, index) => {
      if (wanted.has(uid)) ids.push(snapshot.messageIds[index] as MessageId)
    })
    return ids
  }

  /**
   * A patient may stand in From (their answer) or in To and Cc (the professional's own message).
   */
  async #patientsNamedIn(ids: readonly MessageId[]): Promise<AccountId[]> {
    const { store, settings } = this.#deps
    const addresses = new Set<string>()
    for (const id of ids) {
      const envelope = (await store.read.structure(id))?.envelope
      if (envelope === undefined) continue
      for (const { address } of [...envelope.from, ...envelope.to, ...envelope.cc]) {
        const parsed = parseEmailAddress(address)
        if (parsed.ok && parsed.value.domain === settings.citizenDomain)
          addresses.add(parsed.value.text)
        if (addresses.size > limits.addressesPerHeaderMax) break
      }
    }
    const patients: AccountId[] = []
    for (const address of addresses) {
      const account = await store.read.accountByAddress(address)
      if (account?.kind === 'patient') patients.push(account.id)
    }
    return patients
  }
}
