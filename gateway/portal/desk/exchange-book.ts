import type { Account } from '../../../domain/account.js'
import type { AccountId, MailboxId, Uid } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type {
  CorrespondenceCount,
  CorrespondenceEmail,
  MailboxRole,
  StoreReader,
} from '../../../mailbox-store/contract.js'
import { type FirstContacts, takesPatientsFirst } from './first-contacts.js'
import {
  type DeskExchange,
  deskCorrespondent,
  deskExchange,
  namedIn,
} from './portal-desk-messages.js'
import type { PortalTokens } from './portal-desk-tokens.js'

/** A signed-in patient with one of their exchanges, found by its id. */
export interface Place {
  readonly patient: Account
  readonly current: DeskExchange
  readonly exchangeId: string
}

export interface PlacedEmail {
  readonly place: Place
  readonly email: CorrespondenceEmail
}

const unshown: readonly (MailboxRole | null)[] = ['drafts', 'trash']

/**
 * Finds what an id of a browser names, among what is the patient's. Addresses behind ids are
 * remembered, as the hash never changes; what is remembered is always asked of the store anew, so
 * that a page of a patient with hundreds of exchanges reads a few rows.
 */
export class ExchangeBook {
  readonly #read: StoreReader
  readonly #tokens: PortalTokens
  readonly #firstContacts: FirstContacts
  readonly #addresses = new Map<string, string>()

  constructor(read: StoreReader, tokens: PortalTokens, firstContacts: FirstContacts) {
    this.#firstContacts = firstContacts
    this.#read = read
    this.#tokens = tokens
  }

  /** Null for anybody but a patient with an open account. */
  async patient(patientId: AccountId): Promise<Account | null> {
    const account = await this.#read.account(patientId)
    return account?.kind === 'patient' && account.state === 'active' ? account : null
  }

  idOf(patientId: AccountId, address: string): string {
    const exchangeId = this.#tokens.exchangeId(patientId, address)
    if (!this.#addresses.has(exchangeId)) {
      const oldest = this.#addresses.keys().next().value
      if (this.#addresses.size >= portalLimits.portalExchangeNamesKeptMax && oldest !== undefined)
        this.#addresses.delete(oldest)
      this.#addresses.set(exchangeId, address)
    }
    return exchangeId
  }

  /** Rows of exchanges, and correspondents who have messages but no row (answers never allowed). */
  async all(patientId: AccountId): Promise<{
    readonly exchanges: readonly DeskExchange[]
    readonly counts: ReadonlyMap<string, CorrespondenceCount>
  }> {
    const [rows, counted] = await Promise.all([
      this.#read.exchangesOfPatient(patientId),
      this.#read.correspondenceCounts(patientId),
    ])
    const counts = new Map(counted.map((one) => [one.professionalAddress, one]))
    const exchanges = rows.map(deskExchange)
    const known = new Set(exchanges.map(({ address }) => address))
    for (const address of counts.keys()) {
      if (known.has(address)) continue
      exchanges.push(deskCorrespondent(address, await this.#read.accountByAddress(address)))
    }
    return { exchanges, counts }
  }

  async place(patientId: AccountId, exchangeId: string): Promise<Place | null> {
    const patient = await this.patient(patientId)
    if (patient === null) return null
    const address = this.#addresses.get(exchangeId)
    // An id of another patient may be remembered too: its hash says whose it is.
    const isOwn =
      address !== undefined && this.#tokens.exchangeId(patientId, address) === exchangeId
    const current = isOwn
      ? await this.one(patientId, address)
      : await this.#among(patientId, exchangeId)
    return current === null ? null : { patient, current, exchangeId }
  }

  async #among(patientId: AccountId, exchangeId: string): Promise<DeskExchange | null> {
    const isWanted = ({ address }: Pick<DeskExchange, 'address'>): boolean =>
      this.idOf(patientId, address) === exchangeId
    const row = (await this.#read.exchangesOfPatient(patientId)).map(deskExchange).find(isWanted)
    // Counting reads all of the correspondence: only for one who has no row.
    const found = row ?? (await this.all(patientId)).exchanges.find(isWanted)
    if (found !== undefined) return found
    const first = (await this.#firstContacts.all()).find(({ address }) => isWanted({ address }))
    return first === undefined ? null : this.one(patientId, first.address)
  }

  /** Null when the patient has nothing with this professional, and may not begin. */
  async one(patientId: AccountId, address: string): Promise<DeskExchange | null> {
    const row = await this.#read.exchange(patientId, address)
    if (row !== null) return deskExchange(row)
    const written = await this.#read.correspondence(patientId, address, 1)
    const account = await this.#read.accountByAddress(address)
    if (written.length === 0 && !takesPatientsFirst(account)) {
      // Words for somebody who takes no patients any more: still the patient's, to read and drop.
      const drafts = await this.#read.drafts(patientId, address)
      if (drafts.length === 0) return null
    }
    return deskCorrespondent(address, account)
  }

  /** The exchanges with those whom emails of this place name: its own is known already. */
  async rowsOf(
    { patient, current }: Place,
    emails: readonly CorrespondenceEmail[],
  ): Promise<readonly DeskExchange[]> {
    const known = [patient.address, current.address]
    const others = emails.flatMap(namedIn).filter((address) => !known.includes(address))
    const rows = await this.rows(patient.id, others)
    return current.exchange === null ? rows : [current, ...rows]
  }

  /** The exchanges with these addresses; the others are left out. */
  async rows(patientId: AccountId, addresses: Iterable<string>): Promise<readonly DeskExchange[]> {
    const found = await Promise.all(
      [...new Set(addresses)].map((address) => this.#read.exchange(patientId, address)),
    )
    return found.filter((row) => row !== null).map(deskExchange)
  }

  nameOf(place: Pick<Place, 'patient' | 'exchangeId'>, email: CorrespondenceEmail): string {
    return this.#tokens.messageId(place.patient.id, place.exchangeId, email)
  }

  /** One email by its name: it must stand in a mailbox of the patient and in this exchange. */
  async emailAt(place: Place, messageId: string): Promise<PlacedEmail | null> {
    return (await this.emailsAt(place, [messageId]))[0] ?? null
  }

  /** In the order of their names; null for one that is not there. Each mailbox is read once. */
  async emailsAt(
    place: Place,
    messageIds: readonly string[],
  ): Promise<readonly (PlacedEmail | null)[]> {
    const { patient, exchangeId } = place
    const uids = new Map<MailboxId, Uid[]>()
    for (const messageId of messageIds) {
      const where = this.#tokens.messagePlace(patient.id, exchangeId, messageId)
      if (where === null) continue
      uids.set(where.mailboxId, [...(uids.get(where.mailboxId) ?? []), where.uid])
    }
    const found = new Map<string, PlacedEmail>()
    for (const [mailboxId, some] of uids)
      for (const email of await this.#shownAmong(place, mailboxId, some))
        found.set(this.nameOf(place, email), { place, email })
    return messageIds.map((messageId) => found.get(messageId) ?? null)
  }

  async #shownAmong({ patient, current }: Place, mailboxId: MailboxId, uids: readonly Uid[]) {
    const mailbox = await this.#read.mailbox(mailboxId)
    if (mailbox?.accountId !== patient.id || unshown.includes(mailbox.role)) return []
    const found = await this.#read.correspondenceAmong(mailboxId, uids, uids.length)
    return found.filter(({ professionalAddress }) => professionalAddress === current.address)
  }

  /**
   * One row more than the page holds, when there are older ones. Null when `before` is no message
   * of here.
   */
  async page(
    place: Place,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly CorrespondenceEmail[] | null> {
    const { patient, current, exchangeId } = place
    if (page.before === null) {
      return this.#read.correspondence(patient.id, current.address, page.limit + 1)
    }
    const from = this.#tokens.messagePlace(patient.id, exchangeId, page.before)
    if (from === null) return null
    const rows = await this.#read.correspondence(
      patient.id,
      current.address,
      page.limit + 1 + sameInstantMax,
      from.internalDate + 1,
    )
    const at = rows.findIndex((row) => this.nameOf(place, row) === page.before)
    return at < 0 ? null : rows.slice(at + 1)
  }
}

/** Messages of one millisecond that a page may straddle. */
const sameInstantMax = 100
