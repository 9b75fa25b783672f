import type { Absence, MemberRight } from '../../../domain/account.js'
import type { Exchange } from '../../../domain/exchange.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace, TraceAction } from '../../../domain/trace.js'
import type { Operation, Precondition } from '../../../mailbox-store/contract.js'
import type { Identity, TeamActs } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { guarded } from '../flow-guard.js'
import { shownName } from './exchange-act.js'
import { exchangeEnding } from './exchange-ending.js'

type Deps = Pick<FlowDeps, 'store' | 'clock' | 'log'>

interface Work {
  readonly operations: readonly Operation[]
  readonly traces: readonly NewTrace[]
}

/**
 * Acts of members and owners on the exchanges of an account. The right is judged in the commit
 * itself, so that a member who lost it meanwhile changes nothing.
 */
export const createTeamActs = (deps: Deps): TeamActs => new StoredTeamActs(deps)

class StoredTeamActs implements TeamActs {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  handle(
    by: Identity,
    seen: readonly { readonly patientId: AccountId; readonly upTo: number }[],
    handled: boolean,
  ) {
    return this.#safely('exchange.handle', async () => {
      const open = await this.#open(by, seen)
      if (open === null) return err('not-found')
      const professionalAddress = by.account.address
      const operations = open.map(
        ({ patientId, upTo, exchange }): Operation => ({
          op: 'handle-exchange',
          patientId,
          professionalAddress,
          // A page that was open for long takes nothing back of what a colleague marked since.
          handledAt: handled ? Math.max(upTo, exchange.handledAt ?? 0) : null,
        }),
      )
      const traces = open.map(({ patientId }) =>
        this.#trace(by, 'exchange.handle', { patient: patientId, handled, by: 'team-portal' }),
      )
      return this.#commit(by, 'answer', { operations, traces })
    })
  }

  end(by: Identity, patientIds: readonly AccountId[], note: string) {
    return this.#safely('exchange.end', async () => {
      const open = await this.#open(
        by,
        patientIds.map((patientId) => ({ patientId })),
      )
      if (open === null) return err('not-found')
      const { account, actor } = by
      const endings = open.map(({ patientId }) =>
        exchangeEnding(this.#deps.log, {
          patientId,
          professionalAddress: account.address,
          professionalId: account.id,
          // As after [FIN]: the patient knows the account, not who of the team acted.
          endedBy: shownName(account.displayName),
          note,
          at: this.#deps.clock.now(),
          actor,
          by: 'team-portal',
        }),
      )
      return this.#commit(by, 'answer', {
        operations: endings.map(({ operation }) => operation),
        traces: endings.map(({ trace }) => trace),
      })
    })
  }

  async announce(by: Identity, absence: Absence | null): Promise<Result<void, Reason>> {
    const done = await this.#safely('account.change', () => {
      const accountId = by.account.id
      const detail = {
        change: absence === null ? 'absence-removed' : 'absence',
        fromAt: absence?.fromAt ?? null,
        untilAt: absence?.untilAt ?? null,
        by: 'team-portal',
      }
      return this.#commit(by, 'manage', {
        operations: [{ op: 'change-account', accountId, change: { absence } }],
        traces: [this.#trace(by, 'account.change', detail)],
      })
    })
    return done.ok ? ok(undefined) : done
  }

  /** Those that are not ended; null when one is no exchange of this account. */
  async #open<T extends { readonly patientId: AccountId }>(
    by: Identity,
    wanted: readonly T[],
  ): Promise<readonly (T & { readonly exchange: Exchange })[] | null> {
    const open: (T & { readonly exchange: Exchange })[] = []
    for (const one of wanted) {
      const exchange = await this.#deps.store.read.exchange(one.patientId, by.account.address)
      if (exchange === null) return null
      if (exchange.state === 'open') open.push({ ...one, exchange })
    }
    return open
  }

  #trace({ account, actor }: Identity, action: TraceAction, detail: NewTrace['detail']): NewTrace {
    return {
      at: this.#deps.clock.now(),
      actor,
      action,
      accountId: account.id,
      outcome: 'accepted',
      reason: null,
      messageId: null,
      detail,
    }
  }

  async #commit(
    { account, person }: Identity,
    right: MemberRight,
    { operations, traces }: Work,
  ): Promise<Result<{ readonly changed: number }, Reason>> {
    // Traces of this page name a human: software has its own ways.
    if (person === null) return err('right-missing')
    if (operations.length === 0) return ok({ changed: 0 })
    const accountId = account.id
    const at = this.#deps.clock.now()
    const preconditions: Precondition[] = [
      { kind: 'account-active', accountId },
      { kind: 'member-right', accountId, personId: person.id, right, at },
    ]
    const done = await this.#deps.store.commit({ preconditions, operations, traces })
    return done.ok ? ok({ changed: operations.length }) : err(done.reason)
  }

  #safely<T>(
    protocol: TraceAction,
    work: () => Promise<Result<T, Reason>>,
  ): Promise<Result<T, Reason>> {
    return guarded(this.#deps.log, { protocol }, work)
  }
}
