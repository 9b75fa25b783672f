import type { AccountId, MailboxId } from '../../domain/ids.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { MailboxWatch } from '../flows/mailbox/mailbox-session.js'

type Listener = () => void

/**
 * Wakes the sessions that look at a mailbox when a commit touched it. One subscription to the store
 * serves thousands of idle sessions: a commit costs one look-up for each mailbox that it names.
 * Wake-ups are hints; the session re-reads from its last modseq.
 */
export class IdleHub implements MailboxWatch {
  readonly #byMailbox = new Map<number, Set<Listener>>()
  readonly #byAccount = new Map<number, Set<Listener>>()
  readonly #unsubscribe: () => void

  constructor(store: Pick<MailboxStore, 'onCommitted'>) {
    this.#unsubscribe = store.onCommitted((notice) => {
      if (notice.everything) {
        wakeAll(this.#byMailbox)
        wakeAll(this.#byAccount)
        return
      }
      for (const id of notice.mailboxIds) wake(this.#byMailbox.get(id))
      for (const id of notice.accountIds) wake(this.#byAccount.get(id))
    })
  }

  watchMailbox(id: MailboxId, listener: Listener): () => void {
    return add(this.#byMailbox, id, listener)
  }

  watchAccount(id: AccountId | number, listener: Listener): () => void {
    return add(this.#byAccount, id, listener)
  }

  close(): void {
    this.#unsubscribe()
    this.#byMailbox.clear()
    this.#byAccount.clear()
  }
}

function add(map: Map<number, Set<Listener>>, id: number, listener: Listener): () => void {
  const listeners = map.get(id) ?? new Set()
  listeners.add(listener)
  map.set(id, listeners)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && map.get(id) === listeners) map.delete(id)
  }
}

function wake(listeners: ReadonlySet<Listener> | undefined): void {
  if (listeners !== undefined) for (const listener of [...listeners]) listener()
}

function wakeAll(map: ReadonlyMap<number, ReadonlySet<Listener>>): void {
  for (const listeners of [...map.values()]) wake(listeners)
}
