import { limits } from '../../../domain/limits.js'
import { BoundedMap } from '../bounded-map.js'
import type { Identity } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import type { ReachedAccount } from './account-reach.js'

/**
 * Who looked into the mail of an account that is not the one of the sign-in: one line a day for a
 * person and an account, as clients open mailboxes all day long. A sign-in to the account itself
 * has its own trace.
 */
export class OpenTraces {
  readonly #deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>
  readonly #recent = new BoundedMap<true>(limits.openTracesTrackedMax)

  constructor(deps: Pick<FlowDeps, 'store' | 'clock' | 'log'>) {
    this.#deps = deps
  }

  async opened({ actor, person, via }: Identity, { account, right }: ReachedAccount) {
    const { clock, store, log } = this.#deps
    const now = clock.now()
    const key = `${person?.id ?? 0} ${account.id}`
    if (this.#recent.get(key, now)) return
    this.#recent.set(key, true, now + limits.openTraceWindowMs)
    const done = await store.commit({
      traces: [
        {
          at: now,
          actor,
          action: 'mailbox.open',
          accountId: account.id,
          outcome: 'accepted',
          reason: null,
          messageId: null,
          detail: { right, via },
        },
      ],
    })
    // Reading does not fail because its trace could not be written; the log says so.
    if (!done.ok) log.error('trace-lost', { reason: done.reason })
  }
}
