import type { AccountId } from '../../../domain/ids.js'
import type { VisibleMailbox } from '../imap-session.js'
import type { EventGroup, MailboxFilter, NotifyEvent } from './notify-request.js'

const nothing: ReadonlySet<NotifyEvent> = new Set()

/** Which events are told of which mailbox that is not open (RFC 5465 §6). */
export class NotifyScope {
  readonly #groups: readonly EventGroup[]
  readonly #accountId: AccountId
  readonly #subscribed: ReadonlySet<string>

  constructor(
    groups: readonly EventGroup[],
    accountId: AccountId,
    subscribed: ReadonlySet<string>,
  ) {
    this.#groups = groups
    this.#accountId = accountId
    this.#subscribed = subscribed
  }

  /**
   * The events of all groups that name the mailbox, up to one that says NONE: RFC 5465 leaves open
   * what several groups mean, and NONE means something only before a wider one.
   */
  eventsOf(name: string, found: VisibleMailbox | null): ReadonlySet<NotifyEvent> {
    let events = nothing
    for (const group of this.#groups) {
      if (!this.#isNamed(group.filter, name, found)) continue
      if (group.events.size === 0) break
      events = events.size === 0 ? group.events : new Set([...events, ...group.events])
    }
    return events
  }

  #isNamed(filter: MailboxFilter, name: string, found: VisibleMailbox | null): boolean {
    const isOwn = found !== null && found.account.id === this.#accountId
    switch (filter.kind) {
      // RFC 5465 §6.2: of the personal namespace, those that mail is delivered to.
      case 'inboxes':
        return isOwn && found.mailbox.role === 'inbox'
      case 'personal':
        return isOwn
      case 'subscribed':
        return this.#subscribed.has(name)
      case 'subtree':
        return filter.names.some((above) => name === above || name.startsWith(`${above}/`))
      case 'mailboxes':
        return filter.names.includes(name)
    }
  }
}
