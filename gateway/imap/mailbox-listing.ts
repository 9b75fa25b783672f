import type { MailboxRole, StoredMailbox } from '../../mailbox-store/contract.js'
import type { VisibleMailbox } from './imap-session.js'
import { mailboxWire } from './mailbox-name.js'
import type { MailboxPattern } from './mailbox-pattern.js'
import { encodeMailboxName } from './modified-utf7.js'

/** RFC 6154 §2. "Échanges clos" has no standard use. */
const useOfRole: Readonly<Record<MailboxRole, string | null>> = {
  inbox: null,
  sent: '\\Sent',
  drafts: '\\Drafts',
  trash: '\\Trash',
  junk: '\\Junk',
  archive: '\\Archive',
  'closed-exchanges': null,
}

/** RFC 5258 §3: which names, and what is said of each. */
export interface ListOptions {
  readonly selectSubscribed: boolean
  readonly selectSpecialUse: boolean
  readonly recursiveMatch: boolean
  readonly returnSubscribed: boolean
  readonly returnChildren: boolean
}

/** A name of the tree: a mailbox, a subscription to one that is gone, or both. */
interface Entry {
  readonly name: string
  readonly mailbox: StoredMailbox | null
  readonly subscribed: boolean
}

/** The LIST lines of an account. */
export class MailboxListing {
  readonly #entries: readonly Entry[]
  readonly #parents: ReadonlySet<string>

  constructor(mailboxes: readonly VisibleMailbox[], subscriptions: readonly string[]) {
    const subscribed = new Set(subscriptions)
    const entries = new Map<string, Entry>()
    for (const { mailbox, name } of mailboxes) {
      entries.set(name, { name, mailbox, subscribed: subscribed.has(name) })
    }
    for (const name of subscriptions) {
      if (!entries.has(name)) entries.set(name, { name, mailbox: null, subscribed: true })
    }
    this.#entries = [...entries.values()].sort(inboxFirst)
    this.#parents = new Set(mailboxes.flatMap(({ name }) => ancestors(name)))
  }

  list(patterns: readonly MailboxPattern[], options: ListOptions): string[] {
    const lines: string[] = []
    const selected = this.#entries.filter((entry) => isSelected(entry, options))
    // RFC 5258 §3.5: a parent speaks for the children that the patterns themselves do not bring.
    const isHidden = ({ name }: Entry): boolean => {
      const wire = encodeMailboxName(name)
      return !patterns.some((pattern) => pattern.matches(wire))
    }
    const below = options.recursiveMatch
      ? new Set(selected.filter(isHidden).flatMap(({ name }) => ancestors(name)))
      : new Set<string>()
    for (const entry of this.#entries) {
      const wire = encodeMailboxName(entry.name)
      if (!patterns.some((pattern) => pattern.matches(wire))) continue
      const child = below.has(entry.name)
      if (!isSelected(entry, options) && !child) continue
      // RFC 5258 §4: CHILDINFO tells why a name is here that was not itself selected.
      const info = child ? ' ("CHILDINFO" ("SUBSCRIBED"))' : ''
      lines.push(`LIST (${this.#attributes(entry, options)}) "/" ${mailboxWire(entry.name)}${info}`)
    }
    return lines
  }

  /** RFC 3501 §6.3.9: with `%`, a name above a subscribed one is told as \Noselect. */
  listSubscribed(pattern: MailboxPattern): string[] {
    const lines = new Map<string, string>()
    const subscribed = this.#entries.filter((entry) => entry.subscribed)
    for (const entry of subscribed) {
      if (pattern.matches(encodeMailboxName(entry.name))) {
        lines.set(entry.name, `LSUB () "/" ${mailboxWire(entry.name)}`)
        continue
      }
      const above = ancestors(entry.name).find((name) => pattern.matches(encodeMailboxName(name)))
      if (above !== undefined && !subscribed.some(({ name }) => name === above)) {
        lines.set(above, `LSUB (\\Noselect) "/" ${mailboxWire(above)}`)
      }
    }
    return [...lines.values()]
  }

  #attributes(entry: Entry, options: ListOptions): string {
    const { mailbox } = entry
    const attributes: string[] = []
    if (mailbox === null) attributes.push('\\NonExistent')
    else attributes.push(this.#parents.has(entry.name) ? '\\HasChildren' : '\\HasNoChildren')
    const use = mailbox?.role ? useOfRole[mailbox.role] : null
    // Told always: many clients never ask (peers.md §3, theme 10).
    if (use) attributes.push(use)
    const tellsSubscribed = options.returnSubscribed || options.selectSubscribed
    if (tellsSubscribed && entry.subscribed) attributes.push('\\Subscribed')
    return attributes.join(' ')
  }
}

function isSelected(entry: Entry, options: ListOptions): boolean {
  if (options.selectSubscribed ? !entry.subscribed : entry.mailbox === null) return false
  if (!options.selectSpecialUse) return true
  return entry.mailbox?.role ? useOfRole[entry.mailbox.role] !== null : false
}

function ancestors(name: string): string[] {
  const found: string[] = []
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
    found.push(name.slice(0, at))
  }
  return found
}

function inboxFirst(a: Entry, b: Entry): number {
  if (a.name === 'INBOX') return -1
  if (b.name === 'INBOX') return 1
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
