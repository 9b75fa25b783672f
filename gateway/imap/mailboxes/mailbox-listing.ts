import type { EnabledFeatures } from '../enabled-features.js'
import type { VisibleMailbox } from '../imap-session.js'
import { mailboxOctets, mailboxWire } from './mailbox-name.js'
import type { MailboxPattern } from './mailbox-pattern.js'
import { useOfRole } from './special-use.js'

/** RFC 5258 §3: which names, and what is said of each. */
export interface ListOptions {
  readonly selectSubscribed: boolean
  readonly selectSpecialUse: boolean
  readonly recursiveMatch: boolean
  readonly returnSubscribed: boolean
}

const noOptions: ListOptions = {
  selectSubscribed: false,
  selectSpecialUse: false,
  recursiveMatch: false,
  returnSubscribed: false,
}

/** A name of the tree: a mailbox, a level above one, a subscription to one that is gone. */
interface Entry {
  readonly name: string
  readonly found: VisibleMailbox | null
  readonly subscribed: boolean
}

export interface ListRow {
  /** `LIST (...) "/" name`. */
  readonly line: string
  /** Null for a name without a mailbox (\NonExistent). */
  readonly found: VisibleMailbox | null
}

/** The LIST lines of all that a sign-in sees. */
export class MailboxListing {
  readonly #entries: readonly Entry[]
  readonly #parents: ReadonlySet<string>
  readonly #enabled: EnabledFeatures

  constructor(
    mailboxes: readonly VisibleMailbox[],
    subscriptions: readonly string[],
    enabled: EnabledFeatures,
  ) {
    this.#enabled = enabled
    this.#parents = new Set(mailboxes.flatMap(({ name }) => ancestors(name)))
    const subscribed = new Set(subscriptions)
    const entries = new Map<string, Entry>()
    for (const found of mailboxes) {
      const { name } = found
      entries.set(name, { name, found, subscribed: subscribed.has(name) })
    }
    // Levels above: `Equipes` and `Equipes/<address>` are no mailboxes; clients walk by `%`.
    const above = subscriptions.flatMap((name) => ancestors(name))
    for (const name of [...subscriptions, ...this.#parents, ...above])
      if (!entries.has(name))
        entries.set(name, { name, found: null, subscribed: subscribed.has(name) })
    this.#entries = [...entries.values()].sort(inboxFirst)
  }

  list(patterns: readonly MailboxPattern[], options: ListOptions): ListRow[] {
    const rows: ListRow[] = []
    const below = this.#aboveHidden(patterns, options)
    for (const entry of this.#entries) {
      const child = below.has(entry.name)
      if (!this.#isSelected(entry, options) && !child) continue
      if (!this.#isMatched(entry, patterns)) continue
      // RFC 5258 §4: CHILDINFO tells why a name is here that was not itself selected.
      const info = child ? ` ("CHILDINFO" (${selectionText(options)}))` : ''
      const line = `LIST (${this.#attributes(entry, options)}) "/" ${this.#wire(entry.name)}${info}`
      rows.push({ line, found: entry.found })
    }
    return rows
  }

  /** RFC 5258 §3.5: a parent speaks for the children that the patterns themselves do not bring. */
  #aboveHidden(patterns: readonly MailboxPattern[], options: ListOptions): ReadonlySet<string> {
    if (!options.recursiveMatch) return new Set()
    const hidden = this.#entries.filter(
      (entry) => this.#isSelected(entry, options) && !this.#isMatched(entry, patterns),
    )
    return new Set(hidden.flatMap(({ name }) => ancestors(name)))
  }

  #isMatched({ name }: Entry, patterns: readonly MailboxPattern[]): boolean {
    const octets = mailboxOctets(name, this.#enabled)
    return patterns.some((pattern) => pattern.matches(octets))
  }

  #isSelected(entry: Entry, options: ListOptions): boolean {
    const { found, subscribed, name } = entry
    if (options.selectSubscribed ? !subscribed : found === null && !this.#parents.has(name))
      return false
    return !options.selectSpecialUse || useOf(entry) !== null
  }

  /** RFC 3501 §6.3.9: with `%`, a name above a subscribed one is told as \Noselect. */
  listSubscribed(pattern: MailboxPattern): string[] {
    const lines = new Map<string, string>()
    const subscribed = this.#entries.filter((entry) => entry.subscribed)
    for (const entry of subscribed) {
      if (pattern.matches(mailboxOctets(entry.name, this.#enabled))) {
        lines.set(entry.name, `LSUB () "/" ${this.#wire(entry.name)}`)
        continue
      }
      const above = ancestors(entry.name).find((name) =>
        pattern.matches(mailboxOctets(name, this.#enabled)),
      )
      if (above !== undefined && !subscribed.some(({ name }) => name === above)) {
        lines.set(above, `LSUB (\\Noselect) "/" ${this.#wire(above)}`)
      }
    }
    return [...lines.values()]
  }

  /** What SELECT tells of the mailbox that it opened (RFC 9051 §6.3.2). */
  opened(name: string, asked: string): string {
    const isSpelling = name === asked || (name === 'INBOX' && asked.toUpperCase() === name)
    return this.named(name, isSpelling ? null : asked)
  }

  /** RFC 9051 §6.3.9.7: the client learns that `oldName` leads, or led, to this mailbox. */
  named(name: string, oldName: string | null): string {
    const entry = this.#entries.find((other) => other.name === name)
    const attributes = entry
      ? this.#attributes(entry, { ...noOptions, returnSubscribed: true })
      : ''
    const old = oldName === null ? '' : ` ("OLDNAME" (${this.#wire(oldName)}))`
    return `LIST (${attributes}) "/" ${this.#wire(name)}${old}`
  }

  #wire(name: string): string {
    return mailboxWire(name, this.#enabled)
  }

  /** CHILDREN (RFC 3348 §3) and SPECIAL-USE are told always: many clients never ask. */
  #attributes(entry: Entry, options: ListOptions): string {
    const { found, subscribed, name } = entry
    const attributes: string[] = []
    const hasChildren = this.#parents.has(name)
    if (found === null) attributes.push('\\NonExistent')
    // RFC 5258 §3: \NonExistent says it too, to clients that know it.
    if (found === null && hasChildren) attributes.push('\\Noselect')
    if (hasChildren) attributes.push('\\HasChildren')
    else if (found !== null) attributes.push('\\HasNoChildren')
    const use = useOf(entry)
    if (use !== null) attributes.push(use)
    // RFC 9051 §6.3.9.4: \Remote is told of nothing, as no mailbox is on another server.
    const tellsSubscribed = options.returnSubscribed || options.selectSubscribed
    if (tellsSubscribed && subscribed) attributes.push('\\Subscribed')
    return attributes.join(' ')
  }
}

const useOf = ({ found }: Entry): string | null =>
  found?.mailbox.role ? useOfRole[found.mailbox.role] : null

/** RFC 5258 §4: the selection options that the children meet. */
const selectionText = ({ selectSubscribed, selectSpecialUse }: ListOptions): string =>
  [selectSubscribed ? '"SUBSCRIBED"' : '', selectSpecialUse ? '"SPECIAL-USE"' : '']
    .filter((text) => text !== '')
    .join(' ')

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
