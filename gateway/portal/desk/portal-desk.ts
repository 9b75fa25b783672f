/**
 * The portal's side of the gateway: store reads and the flows of the patient behind the portal's
 * own interface. Everything starts from the patient of the session; an exchange or message id
 * only chooses among what is theirs.
 */

import type { Clock } from '../../../domain/clock.js'
import { asGivenName } from '../../../domain/given-name.js'
import type { AccountId, MailboxId, Uid } from '../../../domain/ids.js'
import { quotesAddress } from '../../../domain/quoted-address.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { CorrespondenceEmail, StoreReader } from '../../../mailbox-store/contract.js'
import type {
  Conversation,
  DeliveryState,
  ExchangeSummary,
  FoundMessage,
  OpenedMessage,
  PortalContact,
  PortalGateway,
  PortalReply,
} from '../../../patient-portal/contract.js'
import type { Identity, PatientFlows } from '../../flows/contract.js'
import type { MailboxWatch } from '../../flows/mailbox/mailbox-session.js'
import type { PatientDrafts } from '../../flows/patient/patient-drafts.js'
import type { ImapSession } from '../../imap/imap-session.js'
import type { GatewaySettings } from '../../settings.js'
import { ExchangeBook, type Place, type PlacedEmail } from './exchange-book.js'
import { hiddenOf, type SummaryParts, summarizeExchange } from './exchange-summaries.js'
import { FirstContacts } from './first-contacts.js'
import { patientIdentity } from './patient-identity.js'
import { contactsOf } from './portal-contacts.js'
import { deliveryOf } from './portal-deliveries.js'
import { type DeskExchange, isOwnMessage, partTree, summarize } from './portal-desk-messages.js'
import { createPortalTokens } from './portal-desk-tokens.js'
import { DeskDrafts } from './portal-drafts.js'
import { newsMark } from './portal-news.js'
import { PortalSearch } from './portal-search.js'

export interface PortalDeskOptions {
  readonly read: StoreReader
  readonly flows: PatientFlows
  readonly drafts: PatientDrafts
  /** Flags change by the same flow as in IMAP. */
  readonly openMailbox: (identity: Identity) => Pick<ImapSession, 'changeFlags'>
  readonly settings: Pick<GatewaySettings, 'localDomains' | 'citizenDomain'>
  /** Wakes pages that wait for news. */
  readonly watch: Pick<MailboxWatch, 'watchAccount'>
  readonly clock: Clock
  /** 32 random octets that stay the same over restarts: links in browsers keep working. */
  readonly tokenKey: Uint8Array
}

export function createPortalDesk(options: PortalDeskOptions): PortalGateway {
  return new PortalDesk(options)
}

class PortalDesk implements PortalGateway {
  readonly #options: PortalDeskOptions
  readonly #book: ExchangeBook
  readonly #firstContacts: FirstContacts
  readonly drafts: DeskDrafts
  readonly #search: PortalSearch

  constructor(options: PortalDeskOptions) {
    this.#options = options
    const tokens = createPortalTokens(options.tokenKey)
    this.#firstContacts = new FirstContacts(options.read, options.clock)
    this.#book = new ExchangeBook(options.read, tokens, this.#firstContacts)
    this.drafts = new DeskDrafts({ ...options, tokens, book: this.#book })
    this.#search = new PortalSearch(options.read, this.#book, options)
  }

  get #read(): StoreReader {
    return this.#options.read
  }

  get #summaryParts(): SummaryParts {
    return this.#options
  }

  async standing(patientId: AccountId) {
    const patient = await this.#book.patient(patientId)
    const profile = patient === null ? null : await this.#read.profile(patientId)
    if (patient === null || profile === null) return null
    const given = asGivenName(profile.firstNames[0] ?? '')
    const spelled = `${given} ${profile.usedName || profile.birthName}`.trim()
    const displayName = quotesAddress(patient.displayName) ? spelled : patient.displayName
    return { displayName, profile: profile.state }
  }

  async exchanges(patientId: AccountId): Promise<Result<readonly ExchangeSummary[], Reason>> {
    const patient = await this.#book.patient(patientId)
    if (patient === null) return err('not-found')
    const { exchanges, counts } = await this.#book.all(patientId)
    const summaries = await Promise.all(
      exchanges.map((one) => {
        const exchangeId = this.#book.idOf(patientId, one.address)
        const found = { ...one, exchangeId }
        return summarizeExchange(this.#summaryParts, patient, found, counts.get(one.address))
      }),
    )
    const activity = (one: ExchangeSummary): number => one.lastAt ?? one.endedAt ?? 0
    return ok(summaries.sort((a, b) => activity(b) - activity(a)))
  }

  async conversation(
    patientId: AccountId,
    exchangeId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<Result<Conversation, Reason>> {
    const place = await this.#book.place(patientId, exchangeId)
    const emails = place === null ? null : await this.#book.page(place, page)
    if (place === null || emails === null) return err('not-found')
    const { patient, current } = place
    const shown = emails.slice(0, page.limit)
    const rows = await this.#book.rowsOf(place, shown)
    const [count] = await this.#read.correspondenceCounts(patientId, current.address)
    const found = { ...current, exchangeId }
    return ok({
      exchange: await summarizeExchange(this.#summaryParts, patient, found, count),
      messages: shown.map((email) =>
        summarize(patient, current, rows, email, this.#book.nameOf(place, email)),
      ),
      hasOlder: emails.length > page.limit,
    })
  }

  async message(
    patientId: AccountId,
    exchangeId: string,
    messageId: string,
  ): Promise<Result<OpenedMessage, Reason>> {
    const found = await this.messages(patientId, exchangeId, [messageId])
    if (!found.ok) return found
    const [message = null] = found.value
    return message === null ? err('not-found') : ok(message)
  }

  async messages(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<readonly (OpenedMessage | null)[], Reason>> {
    const place = await this.#book.place(patientId, exchangeId)
    if (place === null) return err('not-found')
    const emails = (await this.#book.emailsAt(place, messageIds)).map((one) => one?.email ?? null)
    const rows = await this.#book.rowsOf(
      place,
      emails.filter((email) => email !== null),
    )
    const opened = emails.map((email, at) =>
      email === null ? null : this.#open(place, email, messageIds[at]!, rows),
    )
    return ok(await Promise.all(opened))
  }

  /** Null when the content went meanwhile. */
  async #open(
    { patient, current }: Place,
    email: CorrespondenceEmail,
    messageId: string,
    rows: readonly DeskExchange[],
  ): Promise<OpenedMessage | null> {
    const structure = await this.#read.structure(email.messageId)
    if (structure === null) return null
    const { node, leaves } = partTree(structure.root)
    return {
      summary: summarize(patient, current, rows, email, messageId),
      root: node,
      hidden: hiddenOf(this.#summaryParts, patient, current.address, structure.envelope),
      part: (partId, start, end) => {
        const part = leaves.get(partId)
        if (part === undefined) return nothing()
        const from = Math.min(part.bodyStart + start, part.end)
        const to = Math.min(part.bodyStart + end, part.end)
        return to > from ? this.#read.body(email.messageId, from, to) : nothing()
      },
    }
  }

  async markSeen(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<void, Reason>> {
    const found = await this.#emails(patientId, exchangeId, messageIds)
    if (found === null) return err('not-found')
    const byMailbox = new Map<MailboxId, Uid[]>()
    for (const { email } of found) {
      if (email.seen) continue
      byMailbox.set(email.mailboxId, [...(byMailbox.get(email.mailboxId) ?? []), email.uid])
    }
    for (const [mailboxId, uids] of byMailbox) {
      const session = this.#options.openMailbox(patientIdentity(found[0]!.place.patient))
      const done = await session.changeFlags(mailboxId, {
        uids: uids.sort((a, b) => a - b),
        change: 'add',
        flags: ['\\Seen'],
      })
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  search(patientId: AccountId, words: string): Promise<Result<readonly FoundMessage[], Reason>> {
    return this.#search.find(patientId, words)
  }

  watch(patientId: AccountId, changed: () => void): () => void {
    return this.#options.watch.watchAccount(patientId, changed)
  }

  newsMark(patientId: AccountId): Promise<string> {
    return newsMark(this.#read, this.#options.tokenKey, patientId)
  }

  async deliveries(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<ReadonlyMap<string, DeliveryState>, Reason>> {
    const found = await this.#emails(patientId, exchangeId, messageIds)
    if (found === null) return err('not-found')
    const states = new Map<string, DeliveryState>()
    for (const { place, email } of found) {
      if (!isOwnMessage(place.patient, email)) continue
      const state = await deliveryOf(this.#read, patientId, email)
      if (state !== null) states.set(this.#book.nameOf(place, email), state)
    }
    return ok(states)
  }

  async mayReply(
    patientId: AccountId,
    exchangeId: string,
    messageId: string | null,
  ): Promise<Result<void, Reason>> {
    const target = await this.#target(patientId, exchangeId, messageId)
    return target === null ? err('not-found') : this.#options.flows.mayReply(target)
  }

  reply(reply: PortalReply): Promise<Result<void, Reason>> {
    return this.drafts.send(reply)
  }

  async contacts(patientId: AccountId): Promise<Result<readonly PortalContact[], Reason>> {
    const patient = await this.#book.patient(patientId)
    if (patient === null) return err('not-found')
    return ok(await contactsOf(this.#summaryParts, this.#book, this.#firstContacts, patient))
  }

  /** Those that are there; null when the exchange is not the patient's. */
  async #emails(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<readonly PlacedEmail[] | null> {
    const place = await this.#book.place(patientId, exchangeId)
    if (place === null) return null
    return (await this.#book.emailsAt(place, messageIds)).filter((one) => one !== null)
  }

  async #target(patientId: AccountId, exchangeId: string, messageId: string | null) {
    const place: Place | null = await this.#book.place(patientId, exchangeId)
    if (place === null) return null
    const professionalAddress = place.current.address
    if (messageId === null) return { patientId, professionalAddress, inReplyTo: null }
    const found = await this.#book.emailAt(place, messageId)
    if (found === null) return null
    const { mailboxId, uid } = found.email
    return { patientId, professionalAddress, inReplyTo: { mailboxId, uid } }
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
