/**
 * What a connection is told of without asking, from a NOTIFY on to the next (RFC 5465).
 *
 * Rules a reader cannot guess:
 * - Commits only mark it as behind and wake the connection, which calls `tell` between commands
 *   and in IDLE: one writer at a time, and a client that does not read gets the newest state when
 *   it reads again.
 * - What is told is the difference of two looks at all mailboxes that the sign-in reaches, so that
 *   memberships that begin and end are told as mailboxes that come and go.
 */
import type { MailboxId } from '../../../domain/ids.js'
import type { Conversation } from '../command.js'
import { writeFetchRows } from '../fetch/fetch-rows.js'
import type { VisibleMailbox } from '../imap-session.js'
import { lowerBound } from '../lower-bound.js'
import { MailboxListing } from '../mailboxes/mailbox-listing.js'
import { mailboxWire } from '../mailboxes/mailbox-name.js'
import { statusLine } from '../mailboxes/status-items.js'
import type { NotifyEvent, NotifyRequest } from './notify-request.js'
import { NotifyScope } from './notify-scope.js'
import { changedItems, type MessageState, messageStateOf, startItems } from './notify-status.js'
import type { StandingNews } from './standing-news.js'

/** A mailbox as the last look showed it. */
interface Known {
  readonly name: string
  readonly events: ReadonlySet<NotifyEvent>
  readonly state: MessageState
}

interface Look {
  readonly mailboxes: readonly VisibleMailbox[]
  readonly subscribed: ReadonlySet<string>
  readonly scope: NotifyScope
  readonly known: ReadonlyMap<MailboxId, Known>
}

/** Hints of a burst share one look. */
const restMs = 250
const nobody: ReadonlySet<number> = new Set()

export class Notifications implements StandingNews {
  readonly #conversation: Conversation
  readonly #request: NotifyRequest
  readonly #wake: () => void
  #last: Look | null = null
  /** A commit touched an account; of interest where mailboxes that are not open are told of. */
  #isStale = false
  #viewIsStale = false
  #unwatch: (() => void) | null = null
  #rest: NodeJS.Timeout | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(conversation: Conversation, request: NotifyRequest, wake: () => void) {
    this.#conversation = conversation
    this.#request = request
    this.#wake = wake
  }

  /** Takes the first look and tells it where STATUS asks for it; false when it is too much. */
  async start(): Promise<boolean> {
    const { session, limits } = this.#conversation
    // What was committed and not yet told when NOTIFY came is told first.
    this.#viewIsStale = this.#request.selected !== null
    if (this.#request.groups.length === 0) return true
    this.#unwatch = session.watch(null, () => this.#hinted())
    // A hint may be lost, and a membership that begins gives none.
    this.#timer = setInterval(() => this.#hinted(), limits.imapKeepAliveMs).unref()
    const look = await this.#look()
    if (this.#isTooMuch(look)) return false
    this.#last = look
    if (this.#request.tellsStatus) await this.#tellStart(look)
    return true
  }

  close(): void {
    this.#unwatch?.()
    if (this.#timer !== null) clearInterval(this.#timer)
    if (this.#rest !== null) clearTimeout(this.#rest)
  }

  get isBehind(): boolean {
    return this.#viewIsStale || (this.#isStale && this.#rest === null)
  }

  viewHinted(): void {
    this.#viewIsStale = this.#request.selected !== null
  }

  #hinted(): void {
    this.#isStale = true
    if (this.#rest === null) this.#wake()
  }

  async tell(): Promise<void> {
    if (this.#viewIsStale) {
      this.#viewIsStale = false
      await this.#tellOpen()
    }
    if (!this.#isStale || this.#rest !== null) return
    this.#isStale = false
    this.#rest = setTimeout(() => {
      this.#rest = null
      if (this.#isStale) this.#wake()
    }, restMs).unref()
    await this.#tellOthers()
  }

  /** RFC 5465 §5.2: after EXISTS, what MessageNew asks of the messages beyond `lastUid`. */
  async tellArrived(lastUid: number): Promise<void> {
    const asked = this.#request.selected?.items ?? []
    const { view, enabled } = this.#conversation
    const from = lowerBound(view.uids, lastUid + 1) + 1
    if (asked.length === 0 || from > view.exists) return
    // RFC 7162 §3.2.4, RFC 9051 appendix E.21.
    const needsUid = (enabled.qresync || enabled.imap4rev2) && !asked.some((i) => i.kind === 'uid')
    const items = needsUid ? [{ kind: 'uid' } as const, ...asked] : asked
    const ranges = [{ from, to: view.exists }]
    await writeFetchRows(this.#conversation, {
      items,
      ranges,
      changedSince: null,
      newlySeen: nobody,
    })
  }

  /** RFC 5465 §6.1. */
  async #tellOpen(): Promise<void> {
    const { selected: asked } = this.#request
    if (asked === null || !this.#conversation.selected) return
    const { session, view } = this.#conversation
    const expunge = !asked.delaysExpunge
    // A command by numbers has taken the change up and kept the removals back.
    const hasRemovals = expunge && view.hasGhosts
    if (!hasRemovals && !view.stale) return
    if (!hasRemovals && !asked.tellsFlags) {
      const fresh = await session.snapshot(view.id)
      const { uids, mailbox } = view.snapshot
      const isSame = fresh?.uids.length === uids.length && fresh.mailbox.uidNext === mailbox.uidNext
      // The view stays stale: the next command tells the flags.
      if (isSame) return
    }
    await this.#conversation.adopt({ expunge })
  }

  #isTooMuch({ known }: Look): boolean {
    let watched = 0
    for (const { events } of known.values()) if (events.size > 0) watched++
    return watched > this.#conversation.limits.imapNotifyMailboxesMax
  }

  async #look(): Promise<Look> {
    const { session, selected } = this.#conversation
    const mailboxes = await session.mailboxes()
    const subscribed = new Set(await session.subscriptions())
    const ownId = session.identity.account.id
    const scope = new NotifyScope(this.#request.groups, ownId, subscribed)
    const view = selected ? this.#conversation.view : null
    const known = new Map<MailboxId, Known>()
    for (const found of mailboxes) {
      const { mailbox, name } = found
      // Of the open one the client knows what commands told it.
      const seen = mailbox.id === view?.id ? view.snapshot.mailbox : mailbox
      const events = scope.eventsOf(name, found)
      known.set(mailbox.id, { name, events, state: messageStateOf(seen) })
    }
    return { mailboxes, subscribed, scope, known }
  }

  /** RFC 5465 §3.1. */
  async #tellStart({ mailboxes, known }: Look): Promise<void> {
    for (const { mailbox, name } of mailboxes) {
      const { events } = known.get(mailbox.id)!
      if (!events.has('MessageNew') || this.#isOpen(mailbox.id)) continue
      await this.#tellStatus({ mailbox, name }, startItems(events, this.#conversation.enabled))
    }
  }

  async #tellOthers(): Promise<void> {
    const before = this.#last
    if (before === null) return
    const look = await this.#look()
    if (this.#isTooMuch(look)) {
      // RFC 5465 §5.8: from here on as after NOTIFY NONE.
      this.#conversation.out.line(
        '* OK [NOTIFICATIONOVERFLOW] Trop de dossiers suivis : plus rien n est annonce',
      )
      this.#conversation.notify(null)
      return
    }
    this.#last = look
    this.#tellNames(before, look)
    this.#tellSubscriptions(before, look)
    for (const { mailbox, name } of look.mailboxes) {
      if (this.#isOpen(mailbox.id)) continue
      const { events, state } = look.known.get(mailbox.id)!
      const old = before.known.get(mailbox.id)?.state ?? null
      const items = changedItems(events, { old, state }, this.#conversation.enabled)
      await this.#tellStatus({ mailbox, name }, items)
    }
  }

  /** RFC 5465 §5.4: what went first, as its name may be in use again. */
  #tellNames(before: Look, look: Look): void {
    const { out } = this.#conversation
    for (const [id, { name, events }] of before.known) {
      if (!look.known.has(id) && events.has('MailboxName')) this.#tellGone(name)
    }
    for (const [id, { name, events }] of look.known) {
      const old = before.known.get(id)
      if (old?.name === name) continue
      const isAsked = events.has('MailboxName') || old?.events.has('MailboxName') === true
      if (isAsked) out.line(`* ${this.#listing(look).named(name, old?.name ?? null)}`)
    }
  }

  /** RFC 5465 §5.5: a name that left `subscribed` by it was still in it. */
  #tellSubscriptions(before: Look, look: Look): void {
    const names = [...look.subscribed].filter((name) => !before.subscribed.has(name))
    const left = [...before.subscribed].filter((name) => !look.subscribed.has(name))
    for (const name of [...names, ...left]) {
      const found = look.mailboxes.find((each) => each.name === name) ?? null
      const isAsked = [before, look].some(({ scope }) =>
        scope.eventsOf(name, found).has('SubscriptionChange'),
      )
      if (!isAsked) continue
      if (found === null && !look.subscribed.has(name)) this.#tellGone(name)
      else this.#conversation.out.line(`* ${this.#listing(look).named(name, null)}`)
    }
  }

  #tellGone(name: string): void {
    const { out, enabled } = this.#conversation
    out.line(`* LIST (\\NonExistent) "/" ${mailboxWire(name, enabled)}`)
  }

  #listing({ mailboxes, subscribed }: Look): MailboxListing {
    return new MailboxListing(mailboxes, [...subscribed], this.#conversation.enabled)
  }

  async #tellStatus(
    of: Parameters<typeof statusLine>[1],
    items: ReadonlySet<string>,
  ): Promise<void> {
    if (items.size === 0) return
    this.#conversation.out.line(`* ${await statusLine(this.#conversation, of, items)}`)
  }

  #isOpen(id: MailboxId): boolean {
    return this.#conversation.selected && this.#conversation.view.id === id
  }
}
