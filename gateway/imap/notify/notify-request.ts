/** What NOTIFY asks for (RFC 5465 §3.1, §8). */

import type { EnabledFeatures } from '../enabled-features.js'
import { type FetchItem, readFetchItems } from '../fetch/fetch-items.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import type { CommandCursor } from '../wire/command-cursor.js'

/** RFC 5465 §5, in the spelling of BADEVENT. */
export const notifyEvents = [
  'MessageNew',
  'MessageExpunge',
  'FlagChange',
  'MailboxName',
  'SubscriptionChange',
] as const
export type NotifyEvent = (typeof notifyEvents)[number]

/** RFC 5465 §6: mailboxes that are not open. */
export type MailboxFilter =
  | { readonly kind: 'inboxes' | 'personal' | 'subscribed' }
  | { readonly kind: 'subtree' | 'mailboxes'; readonly names: readonly string[] }

export interface EventGroup {
  readonly filter: MailboxFilter
  /** Empty is NONE. */
  readonly events: ReadonlySet<NotifyEvent>
}

/** RFC 5465 §6.1: the mailbox that is open, whichever it is at that moment. */
export interface SelectedEvents {
  /** RFC 5465 §6.1.2, selected-delayed: removals wait for a command that may tell them. */
  readonly delaysExpunge: boolean
  readonly tellsFlags: boolean
  /** Told of each new message, after EXISTS; empty is nothing but EXISTS. */
  readonly items: readonly FetchItem[]
}

export interface NotifyRequest {
  /** STATUS: the state of each mailbox is told at once. */
  readonly tellsStatus: boolean
  /** Null: the mailbox that is open is told of by commands only. */
  readonly selected: SelectedEvents | null
  readonly groups: readonly EventGroup[]
}

/** What a group asks for; `unknown` when one of its events is none of ours. */
interface Events {
  readonly events: ReadonlySet<NotifyEvent>
  readonly items: readonly FetchItem[]
  readonly hasUnknown: boolean
}

const noEvents: Events = { events: new Set(), items: [], hasUnknown: false }
const messageEvents: ReadonlySet<string> = new Set(['MessageNew', 'MessageExpunge', 'FlagChange'])
/** Known to RFC 5465 §8 and not to us: as wrong for the open mailbox as MailboxName. */
const otherMailboxEvents: ReadonlySet<string> = new Set([
  'MAILBOXMETADATACHANGE',
  'SERVERMETADATACHANGE',
])
const byUpperName = new Map(notifyEvents.map((event) => [event.toUpperCase(), event]))

/** After `NOTIFY SET `; null when an event is asked for that is not told (BADEVENT). */
export function readNotifySet(
  cursor: CommandCursor,
  enabled: EnabledFeatures,
): NotifyRequest | null {
  const tellsStatus = cursor.skipWord('STATUS')
  if (tellsStatus) cursor.space()
  let selected: SelectedEvents | null = null
  let hasSelected = false
  let hasUnknown = false
  const groups: EventGroup[] = []
  cursor.items(() => {
    cursor.expect('(')
    const word = cursor.word()
    const isSelected = word === 'SELECTED' || word === 'SELECTED-DELAYED'
    const filter = isSelected ? null : readFilter(word, cursor, enabled)
    cursor.space()
    const asked = readEvents(cursor, isSelected)
    cursor.expect(')')
    hasUnknown ||= asked.hasUnknown
    if (filter !== null) {
      groups.push({ filter, events: asked.events })
      return
    }
    // RFC 5465 §6.1: one of the two, once.
    if (hasSelected) cursor.fail('SELECTED deux fois')
    hasSelected = true
    if (asked.events.size === 0) return
    const delaysExpunge = word === 'SELECTED-DELAYED'
    const tellsFlags = asked.events.has('FlagChange')
    selected = { delaysExpunge, tellsFlags, items: asked.items }
  })
  return hasUnknown ? null : { tellsStatus, selected, groups }
}

function readFilter(word: string, cursor: CommandCursor, enabled: EnabledFeatures): MailboxFilter {
  switch (word) {
    case 'INBOXES':
      return { kind: 'inboxes' }
    case 'PERSONAL':
      return { kind: 'personal' }
    case 'SUBSCRIBED':
      return { kind: 'subscribed' }
    case 'SUBTREE':
    case 'MAILBOXES':
      break
    default:
      return cursor.fail('dossiers de NOTIFY inconnus')
  }
  const names: string[] = []
  const readName = (): void => {
    const name = readMailboxName(cursor, enabled)
    names.push(name ?? cursor.fail('nom de dossier invalide'))
  }
  cursor.space()
  if (cursor.peek === '(') cursor.list(readName)
  else readName()
  return { kind: word === 'SUBTREE' ? 'subtree' : 'mailboxes', names }
}

function readEvents(cursor: CommandCursor, isSelected: boolean): Events {
  if (cursor.skipWord('NONE')) return noEvents
  const events = new Set<NotifyEvent>()
  let items: readonly FetchItem[] = []
  let hasUnknown = false
  cursor.list(() => {
    // RFC 5465 §8: what is fetched of a message is said behind MessageNew, of the open mailbox.
    if (isSelected && events.has('MessageNew') && cursor.peek === '(') {
      if (items.length > 0) cursor.fail('elements deux fois')
      items = readFetchItems(cursor)
      return
    }
    const word = cursor.word()
    const event = byUpperName.get(word)
    // RFC 5465 §6.1: of the open mailbox only events of messages are told.
    const isOfMailboxes = event ? !messageEvents.has(event) : otherMailboxEvents.has(word)
    if (isSelected && isOfMailboxes) cursor.fail('evenement sans objet pour SELECTED')
    if (event === undefined) hasUnknown = true
    else events.add(event)
  })
  // RFC 5465 §5: a client that follows numbers needs both, and both to follow flags.
  const followsNumbers = events.has('MessageNew') && events.has('MessageExpunge')
  if (!followsNumbers && [...messageEvents].some((event) => events.has(event as NotifyEvent)))
    cursor.fail('MessageNew et MessageExpunge vont ensemble')
  return { events, items, hasUnknown }
}
