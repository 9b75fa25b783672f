/** Names of mailboxes as a sign-in sees them: the own ones, and those of others in namespaces. */
import type { Account } from '../../../domain/account.js'
import { isInNamespace } from '../../../domain/namespaces.js'
import type { StoredMailbox, StoreReader } from '../../../mailbox-store/contract.js'
import type { Identity } from '../contract.js'
import { type AccountReach, type Reached, type ReachedAccount, viewerOf } from './account-reach.js'
import { canonicalMailboxName } from './mailbox-name.js'
import { specialRoleOf } from './special-folders.js'

/** Where a name leads, whether there is a mailbox or not. `name` is that in the account. */
export interface MailboxPlace {
  readonly on: ReachedAccount
  readonly name: string
}
export interface FoundMailbox {
  readonly on: ReachedAccount
  readonly mailbox: StoredMailbox
}

export class MailboxNames {
  readonly #read: StoreReader
  readonly #identity: Identity
  readonly #reach: AccountReach

  constructor(read: StoreReader, identity: Identity, reach: AccountReach) {
    this.#read = read
    this.#identity = identity
    this.#reach = reach
  }

  async all(): Promise<FoundMailbox[]> {
    const viewer = viewerOf(this.#identity)
    const found: FoundMailbox[] = []
    for (const on of (await this.#reach.fresh()).values())
      for (const mailbox of await this.#read.mailboxes(on.account.id, viewer))
        found.push({ on, mailbox })
    return found
  }

  /** Null for a name that is none, and for an account that is not reached. */
  async place(text: string): Promise<MailboxPlace | null> {
    if (this.#reach.seesOthers && isInNamespace(text)) {
      const known = elsewhere(text, await this.#reach.now())
      const on = known ?? elsewhere(text, await this.#reach.fresh())
      if (on !== null) {
        const name = canonicalMailboxName(text.normalize('NFC').slice(on.prefix.length))
        return name === null ? null : { on, name }
      }
    }
    const on = await this.#reach.of(this.#identity.account.id)
    const name = canonicalMailboxName(text)
    return on === null || name === null ? null : { on, name }
  }

  /** Null for a name that is none, and for a namespace's account that is not reached. */
  async accountAt(text: string): Promise<Account | null> {
    const place = await this.place(text)
    return place === null || this.isTaken(place) ? null : place.on.account
  }

  /** Client names of special folders lead to the one that exists (special-folders.ts). */
  async find(text: string): Promise<FoundMailbox | null> {
    const place = await this.place(text)
    return place && this.at(place)
  }

  async at({ on, name }: MailboxPlace): Promise<FoundMailbox | null> {
    const viewer = viewerOf(this.#identity)
    const exact = await this.#read.mailboxByName(on.account.id, name, viewer)
    if (exact !== null) return { on, mailbox: exact }
    const role = specialRoleOf(name)
    const meant = role && (await this.#read.mailboxByRole(on.account.id, role, viewer))
    return meant && { on, mailbox: meant }
  }

  /** Names of the own account that would stand in the way of a namespace are not made. */
  isTaken({ on, name }: MailboxPlace): boolean {
    return on.prefix === '' && this.#reach.seesOthers && isInNamespace(name)
  }
}

/** The account in whose namespace a name is. Addresses have no case. */
function elsewhere(text: string, reached: Reached): ReachedAccount | null {
  const folded = text.normalize('NFC').toLowerCase()
  for (const on of reached.values())
    if (on.prefix !== '' && folded.startsWith(on.prefix.toLowerCase())) return on
  return null
}
