/**
 * The portal's side of the gateway: store reads and the flows of the patient behind the portal's
 * own interface. Everything starts from the patient of the session; an exchange or message id
 * only chooses among what is theirs.
 */
import type { Account } from '../domain/account.js'
import type { AccountId } from '../domain/ids.js'
import type { Reason } from '../domain/reasons.js'
import { err, ok, type Result } from '../domain/result.js'
import type { CorrespondenceEmail, StoreReader } from '../mailbox-store/contract.js'
import type {
  Conversation,
  ExchangeSummary,
  OpenedMessage,
  PortalGateway,
} from '../patient-portal/contract.js'
import type { Identity, PatientFlows } from './flows/contract.js'
import type { ImapSession } from './imap/imap-session.js'
import {
  type DeskExchange,
  deskCorrespondent,
  deskExchange,
  hiddenIn,
  partTree,
  summarize,
} from './portal-desk-messages.js'
import { patientIdentity } from './portal-desk-sign-in.js'
import { createPortalTokens, type PortalTokens } from './portal-desk-tokens.js'
import type { GatewaySettings } from './settings.js'

export interface PortalDeskOptions {
  readonly read: StoreReader
  readonly flows: PatientFlows
  /** Flags change by the same flow as in IMAP. */
  readonly openMailbox: (identity: Identity) => Pick<ImapSession, 'changeFlags'>
  readonly settings: Pick<GatewaySettings, 'localDomains' | 'citizenDomain'>
  /** 32 random octets that stay the same over restarts: links in browsers keep working. */
  readonly tokenKey: Uint8Array
}

type Counts = Awaited<ReturnType<StoreReader['correspondenceCounts']>>[number]

/** A signed-in patient with one of their exchanges, found by its id. */
interface Place {
  readonly patient: Account
  readonly current: DeskExchange
  readonly all: readonly DeskExchange[]
  readonly exchangeId: string
}

/** Messages of one millisecond that a page may straddle. */
const sameInstantMax = 100

export function createPortalDesk(options: PortalDeskOptions): PortalGateway {
  return new PortalDesk(options)
}

class PortalDesk implements PortalGateway {
  readonly #options: PortalDeskOptions
  readonly #tokens: PortalTokens

  constructor(options: PortalDeskOptions) {
    this.#options = options
    this.#tokens = createPortalTokens(options.tokenKey)
  }

  get #read(): StoreReader {
    return this.#options.read
  }

  async standing(patientId: AccountId) {
    const patient = await this.#patient(patientId)
    const profile = patient === null ? null : await this.#read.profile(patientId)
    if (patient === null || profile === null) return null
    const given = profile.firstNames[0] ?? ''
    const spelled = `${given} ${profile.usedName || profile.birthName}`.trim()
    // An account name that quotes the address would show the INS.
    const isSafe = patient.displayName !== '' && !/@|\d{5}/.test(patient.displayName)
    return { displayName: isSafe ? patient.displayName : spelled, profile: profile.state }
  }

  async exchanges(patientId: AccountId): Promise<Result<readonly ExchangeSummary[], Reason>> {
    const patient = await this.#patient(patientId)
    if (patient === null) return err('not-found')
    const { all, counts } = await this.#exchangesOf(patient)
    const summaries = all.map((one) => this.#summary(patient, one, counts))
    const activity = (one: ExchangeSummary): number => one.lastAt ?? one.endedAt ?? 0
    return ok(summaries.sort((a, b) => activity(b) - activity(a)))
  }

  async conversation(
    patientId: AccountId,
    exchangeId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<Result<Conversation, Reason>> {
    const place = await this.#place(patientId, exchangeId)
    if (place === null) return err('not-found')
    const rows = await this.#page(place, page)
    if (rows === null) return err('not-found')
    const { counts } = await this.#exchangesOf(place.patient)
    return ok({
      exchange: this.#summary(place.patient, place.current, counts),
      messages: rows
        .slice(0, page.limit)
        .map((email) =>
          summarize(place.patient, place.current, place.all, email, this.#nameOf(place, email)),
        ),
      hasOlder: rows.length > page.limit,
    })
  }

  async message(
    patientId: AccountId,
    exchangeId: string,
    messageId: string,
  ): Promise<Result<OpenedMessage, Reason>> {
    const found = await this.#email(patientId, exchangeId, messageId)
    if (found === null) return err('not-found')
    const { place, email } = found
    const structure = await this.#read.structure(email.messageId)
    if (structure === null) return err('not-found')
    const { node, leaves } = partTree(structure.root)
    return ok({
      summary: summarize(place.patient, place.current, place.all, email, messageId),
      root: node,
      hidden: this.#hidden(place.patient, place.current.address, structure.envelope),
      part: (partId, start, end) => {
        const part = leaves.get(partId)
        if (part === undefined) return nothing()
        const from = Math.min(part.bodyStart + start, part.end)
        const to = Math.min(part.bodyStart + end, part.end)
        return to > from ? this.#read.body(email.messageId, from, to) : nothing()
      },
    })
  }

  async markSeen(
    patientId: AccountId,
    exchangeId: string,
    messageIds: readonly string[],
  ): Promise<Result<void, Reason>> {
    for (const messageId of messageIds) {
      const found = await this.#email(patientId, exchangeId, messageId)
      if (found === null || found.email.seen) continue
      const { email, place } = found
      const session = this.#options.openMailbox(patientIdentity(place.patient))
      const done = await session.changeFlags(email.mailboxId, {
        uids: [email.uid],
        change: 'add',
        flags: ['\\Seen'],
      })
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  async mayReply(
    patientId: AccountId,
    exchangeId: string,
    messageId: string | null,
  ): Promise<Result<void, Reason>> {
    const target = await this.#target(patientId, exchangeId, messageId)
    return target === null ? err('not-found') : this.#options.flows.mayReply(target)
  }

  async reply(reply: Parameters<PortalGateway['reply']>[0]): Promise<Result<void, Reason>> {
    const target = await this.#target(reply.patientId, reply.exchangeId, reply.inReplyTo)
    if (target === null) return err('not-found')
    const { replyAll, subject, text, attachments } = reply
    const done = await this.#options.flows.reply({
      ...target,
      replyAll,
      subject,
      text,
      attachments,
    })
    return done.ok ? ok(undefined) : done
  }

  async #patient(patientId: AccountId): Promise<Account | null> {
    const account = await this.#read.account(patientId)
    return account?.kind === 'patient' && account.state === 'active' ? account : null
  }

  /** Rows of exchanges, and correspondents who have messages but no row (answers never allowed). */
  async #exchangesOf(patient: Account) {
    const [rows, counted] = await Promise.all([
      this.#read.exchangesOfPatient(patient.id),
      this.#read.correspondenceCounts(patient.id),
    ])
    const counts = new Map(counted.map((one) => [one.professionalAddress, one]))
    const all = rows.map(deskExchange)
    const known = new Set(all.map(({ address }) => address))
    for (const address of counts.keys()) {
      if (known.has(address)) continue
      all.push(deskCorrespondent(address, await this.#read.accountByAddress(address)))
    }
    return { all, counts }
  }

  async #place(patientId: AccountId, exchangeId: string): Promise<Place | null> {
    const patient = await this.#patient(patientId)
    if (patient === null) return null
    const isWanted = ({ address }: DeskExchange): boolean =>
      this.#tokens.exchangeId(patientId, address) === exchangeId
    const rows = (await this.#read.exchangesOfPatient(patientId)).map(deskExchange)
    // Counting reads all of the correspondence: only for one who has no row.
    const all = rows.some(isWanted) ? rows : (await this.#exchangesOf(patient)).all
    const current = all.find(isWanted)
    return current === undefined ? null : { patient, current, all, exchangeId }
  }

  #summary(
    patient: Account,
    { address, exchange, professionalName, professionalEntity }: DeskExchange,
    counts: ReadonlyMap<string, Counts>,
  ): ExchangeSummary {
    const count = counts.get(address)
    return {
      exchangeId: this.#tokens.exchangeId(patient.id, address),
      professionalName,
      professionalEntity,
      state: exchange?.state ?? 'open',
      endedBy: exchange?.endedBy ?? null,
      endedAt: exchange?.endedAt ?? null,
      messages: count?.total ?? 0,
      unread: count?.unseen ?? 0,
      lastAt: count?.lastAt ?? null,
      lastSubject: count?.lastSubject ?? '',
      lastPreview: count?.lastPreview ?? '',
      hidden: this.#hidden(patient, address, null),
    }
  }

  #hidden(patient: Account, address: string, envelope: Parameters<typeof hiddenIn>[3]) {
    const { localDomains, citizenDomain } = this.#options.settings
    return hiddenIn(patient, address, [...localDomains, citizenDomain], envelope)
  }

  #nameOf(place: Place, email: CorrespondenceEmail): string {
    return this.#tokens.messageId(place.patient.id, place.exchangeId, email)
  }

  /**
   * One row more than the page holds, when there are older ones. Null when `before` is no message
   * of here.
   */
  async #page(place: Place, page: { readonly limit: number; readonly before: string | null }) {
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
    const at = rows.findIndex((row) => this.#nameOf(place, row) === page.before)
    return at < 0 ? null : rows.slice(at + 1)
  }

  async #email(patientId: AccountId, exchangeId: string, messageId: string) {
    const place = await this.#place(patientId, exchangeId)
    const where = this.#tokens.messagePlace(patientId, exchangeId, messageId)
    if (place === null || where === null) return null
    const rows = await this.#read.correspondence(
      patientId,
      place.current.address,
      sameInstantMax,
      where.internalDate + 1,
    )
    const email = rows.find((row) => this.#nameOf(place, row) === messageId)
    return email === undefined ? null : { place, email }
  }

  async #target(patientId: AccountId, exchangeId: string, messageId: string | null) {
    if (messageId === null) {
      const place = await this.#place(patientId, exchangeId)
      if (place === null) return null
      return { patientId, professionalAddress: place.current.address, inReplyTo: null }
    }
    const found = await this.#email(patientId, exchangeId, messageId)
    if (found === null) return null
    const { mailboxId, uid } = found.email
    return {
      patientId,
      professionalAddress: found.place.current.address,
      inReplyTo: { mailboxId, uid },
    }
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
